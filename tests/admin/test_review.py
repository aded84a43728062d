"""The review queue and the page of one record: who sees what waits, and what comes of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.documents import read
from archive.models import ArchiveVersion, Change, Event, Source, Status
from archive.workflow import act, publish, save, send_back, submit, underway, written_by
from archive.workflow.reviewing import waiting_for

QUEUE = "/admin/archive/review/"


def written(record, user, **values):
    with act(user, "Written anew.") as this:
        return save({**read(record), **values}, this)


def submitted(record, user, **values):
    record = written(record, user, **(values or {"slug": f"{record.slug}-by-{user.username}"}))
    with act(user) as this:
        return submit(record, this)


def returned(record, user, why):
    with act(user, why) as this:
        return send_back(record, this)


def titles(desk, name):
    answer = desk.get(QUEUE, list=name)
    assert answer.status_code == 200
    return [entry.title for entry in answer.context["rows"].entries]


def numbers(desk):
    return {queue.name: count for queue, count in desk.get(QUEUE).context["queues"]}


def key_of(record):
    record.refresh_from_db()
    return f"{record.record_kind}:{record.uuid}:{record.version}"


def page_of(record, **query):
    address = reverse("admin:archive_review_record", args=[record.record_kind, record.uuid])
    return f"{address}?list={query['list']}" if query else address


def words_of(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


@pytest.fixture
def draft(archive):
    return archive.event("Troops were seen", status="draft", slug="troops-seen")


def test_what_waits_for_me_is_what_i_may_approve(archive, publishers_desk, desk_of, other_publisher, editor):
    publisher = publishers_desk.user
    submitted(archive.event("By an editor", status="draft"), editor)
    submitted(archive.event("By the first publisher", status="draft"), publisher)
    archive.event("A draft", status="draft")
    assert titles(publishers_desk, "waiting") == ["By an editor"]
    assert titles(desk_of(other_publisher), "waiting") == ["By an editor", "By the first publisher"]
    assert titles(desk_of(editor), "waiting") == []
    assert titles(desk_of(editor), "all") == ["By an editor", "By the first publisher"]
    assert numbers(publishers_desk) == {"waiting": "1", "mine": "1", "back": "0", "all": "2"}


def test_without_four_eyes_my_own_waits_for_me_too(settings, archive, publishers_desk, publisher):
    settings.FOUR_EYES = False
    submitted(archive.event("Mine", status="draft"), publisher)
    assert titles(publishers_desk, "waiting") == ["Mine"]


def test_what_i_had_a_share_in_before_it_was_published_last_is_not_mine_any_more(
    archive, publisher, other_publisher, editor
):
    event = submitted(archive.event(status="draft"), publisher)
    with act(other_publisher) as this:
        publish(event, this)
    submitted(Event.objects.get(), editor, title="Corrected")
    assert underway(written_by(publisher), 9) == []
    (item,) = underway(waiting_for(publisher), 9)
    assert (item.kind, item.uuid, item.is_revision) == ("event", event.uuid, True)


def test_mine_holds_drafts_reviews_and_revisions_of_mine_and_of_nobody_else(archive, editors_desk, editor, publisher):
    written(archive.event("A draft", status="draft"), editor, title="My draft")
    submitted(archive.event("x", status="draft"), editor, title="In review")
    written(archive.actor("Anna"), editor, name="Anna Bergh")
    written(archive.event("y", status="draft"), publisher, title="Of somebody else")
    assert sorted(titles(editors_desk, "mine")) == ["Anna Bergh", "In review", "My draft"]


def test_what_was_sent_back_stands_there_with_its_comment_until_it_is_submitted_again(
    archive, editors_desk, editor, publisher, draft
):
    record = returned(submitted(draft, editor), publisher, "The day is wrong.")
    actor = returned(submitted(archive.actor(), editor, name="Anna Bergh"), publisher, "Which spelling?")
    page = words_of(editors_desk.get(QUEUE, list="back"))
    for expected in ("Troops were seen", "The day is wrong.", "Anna Bergh", "Which spelling?"):
        assert expected in page
    for each in (record, actor):
        with act(editor) as this:
            submit(each, this)
    assert titles(editors_desk, "back") == []


def test_a_revision_that_was_given_up_does_not_make_the_next_one_sent_back(archive, editors_desk, editor, publisher):
    actor = archive.actor()
    returned(submitted(actor, editor, name="Anna Bergh"), publisher, "No.")
    editors_desk.step(actor, "discard", reason="Right.")
    written(actor, editor, name="Anna B.")
    assert titles(editors_desk, "back") == []
    assert titles(editors_desk, "mine") == ["Anna B."]


def test_many_are_approved_in_one_act_what_others_rest_on_first(archive, publishers_desk, editor):
    source = submitted(archive.source(status="draft"), editor)
    event = submitted(archive.event(source=source, status="draft"), editor)
    answer = publishers_desk.post(
        f"{QUEUE}?list=waiting", {"verdict": "publish", "chosen": [key_of(event), key_of(source)]}
    )
    assert answer.status_code == 302
    assert (Event.objects.get().status, Source.objects.get().status) == ("published", "published")
    assert len(set(Change.objects.filter(action="published").values_list("act", flat=True)[:2])) == 1


def test_many_are_sent_back_with_one_comment(archive, publishers_desk, editor):
    events = [submitted(archive.event(f"Event {number}", status="draft"), editor) for number in range(3)]
    chosen = [key_of(event) for event in events]
    answer = publishers_desk.post(QUEUE, {"verdict": "send_back", "chosen": chosen})
    assert "Say why it goes back" in words_of(answer)
    assert answer.content.decode().count(" checked") == 4  # three rows, and the switch of the keys
    publishers_desk.post(QUEUE, {"verdict": "send_back", "chosen": chosen, "reason": "No source for the day."})
    assert set(Event.objects.values_list("status", flat=True)) == {"draft"}
    assert Change.objects.filter(action="sent_back", reason="No source for the day.").count() == 3


def test_of_many_none_is_published_when_one_cannot_be_and_every_refusal_names_its_record(
    archive, publishers_desk, editor, publisher
):
    fine = submitted(archive.event("Fine", status="draft"), editor)
    own = submitted(archive.event("Own", status="draft"), publisher)
    bare = submitted(archive.event("Bare", source=archive.source(status="draft"), status="draft"), editor)
    answer = publishers_desk.post(QUEUE, {"verdict": "publish", "chosen": [key_of(each) for each in (fine, own, bare)]})
    page = words_of(answer)
    assert "“Own”: You wrote this version" in page
    assert "“Bare”: Source" in page
    assert "Nothing was changed." in page
    assert set(Event.objects.values_list("status", flat=True)) == {"in_review"}


def test_what_was_changed_since_the_list_was_shown_is_not_published(archive, publishers_desk, editor, draft):
    event = submitted(draft, editor)
    key = key_of(event)
    written(event, editor, title="Rewritten meanwhile")
    answer = publishers_desk.post(QUEUE, {"verdict": "publish", "chosen": [key]})
    assert "Somebody else changed this record" in words_of(answer)
    assert Event.objects.get().status == "in_review"


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"verdict": "publish"}, "Choose at least one record."),
        ({"chosen": "event:1:1", "verdict": "publish"}, "This names no record"),
        ({"chosen": "event:00000000-0000-0000-0000-000000000000:1", "verdict": "publish"}, "no longer here"),
        ({"verdict": "delete"}, "Approve it or send it back."),
        ({}, "Approve it or send it back."),
    ],
)
def test_a_post_that_makes_no_sense_is_told_so(publishers_desk, posted, said):
    answer = publishers_desk.post(QUEUE, posted)
    assert answer.status_code == 200
    assert said in words_of(answer)


@pytest.mark.parametrize(
    "query", ["?list=nonsense", "?p=0", "?p=-1", "?p=x", "?p=99999", "?p=999999999999", "?list=mine&p=²"]
)
def test_an_odd_address_of_the_queue_is_the_queue(publishers_desk, query):
    assert publishers_desk.client.get(QUEUE + query).status_code == 200


def test_an_editor_approves_nothing_from_the_queue(archive, editors_desk, publisher, draft):
    event = submitted(draft, publisher)
    for verdict in ("publish", "send_back"):
        forged = {"verdict": verdict, "chosen": [key_of(event)], "reason": "Forged"}
        assert editors_desk.post(QUEUE, forged).status_code == 403
        assert (
            editors_desk.post(page_of(event), {"verdict": verdict, "version": event.version, "reason": "x"}).status_code
            == 403
        )
    assert Event.objects.get().status == "in_review"


# One record


def test_the_page_shows_the_record_as_the_public_would_see_it_beside_its_words(archive, publishers_desk, editor):
    source = archive.source("The front page", text="Before it all.\nAnna said that peace is near, and left.\nAfter.")
    event = submitted(archive.event("Talks begin", source=source, words="peace is near", status="draft"), editor)
    answer = publishers_desk.get(page_of(event))
    preview = answer.context["preview"]
    assert "<h1>Talks begin</h1>" in preview.main
    assert "How we know" in preview.main
    (words,) = preview.words
    assert (words.before, words.rest, words.after, words.stands) == (
        "Anna said that ",
        "peace is near",
        ", and left.",
        True,
    )
    assert "It is new: nothing of it is public yet." in words_of(answer)


@pytest.mark.parametrize("kind", ["actor", "event", "source", "statement"])
def test_there_is_a_preview_of_each_kind_even_where_something_is_missing(archive, publishers_desk, editor, kind):
    source = archive.source("A source", status="draft", access="private", text="Anna Berg said: “peace is near”.")
    speaker = archive.actor("Anna Berg", status="draft")
    record = {
        "actor": lambda: speaker,
        "source": lambda: source,
        "event": lambda: archive.event(source=source, participants=(speaker,), status="draft"),
        "statement": lambda: archive.statement(speaker=speaker, source=source, status="draft"),
    }[kind]()
    submitted(record, editor)
    answer = publishers_desk.get(page_of(record))
    assert answer.status_code == 200
    assert "</h1>" in answer.context["preview"].main
    missing = [str(problem.message) for problem in answer.context["missing"]]
    assert any("is not published" in each for each in missing) is (kind in ("event", "statement"))
    if kind in ("event", "statement"):
        assert "at least one citation of a source that is not private" in words_of(answer)


def test_looking_ahead_leaves_nothing_behind(archive, publishers_desk, client, editor, draft):
    topic = archive.topic()
    event = submitted(draft, editor, topics=[str(topic.uuid)])
    before = (Change.objects.count(), ArchiveVersion.current(), key_of(event))
    assert topic.name in publishers_desk.get(page_of(event)).context["preview"].main
    assert (Change.objects.count(), ArchiveVersion.current(), key_of(event)) == before
    topic.refresh_from_db()
    assert not topic.is_public
    assert Event.objects.get().status == Status.IN_REVIEW
    assert client.get(f"/events/{event.slug}/").status_code == 404
    assert "Troops were seen" not in client.get("/").content.decode()


def test_a_revision_is_compared_with_what_is_public_word_by_word(archive, publishers_desk, editor):
    event = archive.event("Troops moved by train")
    submitted(event, editor, title="Troops moved by road")
    answer = publishers_desk.get(page_of(event))
    (difference,) = answer.context["differences"]
    assert [(piece.kind, piece.text) for piece in difference.lines[0]] == [
        ("same", "Troops moved by "),
        ("gone", "train"),
        ("come", "road"),
    ]
    page = answer.content.decode()
    assert '<del><span class="visually-hidden">removed: </span>train</del>' in page
    assert '<ins><span class="visually-hidden">added: </span>road</ins>' in page
    assert "<h1>Troops moved by road</h1>" in answer.context["preview"].main


def test_the_public_sees_the_old_version_until_the_new_is_approved_and_then_a_dated_correction(
    archive, publishers_desk, client, editor
):
    event = archive.event("Troops moved by train", slug="moved")
    with act(editor, "It was by road.") as this:
        submit(save({**read(event), "title": "Troops moved by road"}, this), this)
    before = client.get("/events/moved/").content.decode()
    assert "by train" in before
    assert "by road" not in before
    assert "It was by road." not in client.get("/corrections/").content.decode()
    event.refresh_from_db()
    publishers_desk.post(page_of(event), {"verdict": "publish", "version": event.version})
    correction = Change.objects.get(action="corrected")
    for address in ("/events/moved/", "/corrections/"):
        page = client.get(address).content.decode()
        assert "Troops moved by road" in page
        assert "It was by road." in page
        assert f'<time datetime="{correction.at:%Y-%m-%d}">' in page


def test_what_was_withdrawn_is_compared_with_what_was_public_last(archive, publishers_desk, publisher, editor):
    event = archive.event("Troops moved")
    publishers_desk.step(event, "withdraw", reason="Not true.")
    submitted(Event.objects.get(), editor, title="Troops stayed")
    answer = publishers_desk.get(page_of(event))
    assert [difference.label for difference in answer.context["differences"]] == ["Title"]
    assert "What differs from what was public until" in words_of(answer)


def test_whoever_approves_goes_on_to_the_next_and_at_the_end_back_to_the_list(archive, publishers_desk, editor):
    first, second = (submitted(archive.event(name, status="draft"), editor) for name in ("First", "Second"))
    answer = publishers_desk.get(page_of(first, list="waiting"))
    assert (answer.context["before"], answer.context["after"]) == (None, page_of(second, list="waiting"))
    assert publishers_desk.get(page_of(second, list="waiting")).context["before"] == page_of(first, list="waiting")
    verdict = {"verdict": "publish", "version": first.version}
    assert publishers_desk.post(page_of(first, list="waiting"), verdict).url == page_of(second, list="waiting")
    back = {"verdict": "send_back", "version": second.version, "reason": "No day."}
    assert publishers_desk.post(page_of(second, list="waiting"), back).url == f"{QUEUE}?list=waiting"
    assert sorted(Event.objects.values_list("title", "status")) == [("First", "published"), ("Second", "draft")]


def test_a_refusal_says_what_is_missing_and_keeps_the_comment(archive, publishers_desk, editor):
    event = submitted(archive.event(source=archive.source(status="draft"), status="draft"), editor)
    posted = {"verdict": "publish", "version": event.version, "reason": "Looks right to me."}
    answer = publishers_desk.post(page_of(event), posted)
    assert "is not published." in words_of(answer)
    assert "Looks right to me." in words_of(answer)
    stale = publishers_desk.post(page_of(event), {**posted, "version": "²"})
    assert "Somebody else changed this record" in words_of(stale)
    assert Event.objects.get().status == "in_review"


def test_an_author_is_told_that_somebody_else_has_to_approve_it(
    archive, publishers_desk, publisher, editors_desk, draft
):
    event = submitted(draft, publisher)
    assert "somebody else has to approve it" in words_of(publishers_desk.get(page_of(event)))
    assert "It waits for a publisher." in words_of(editors_desk.get(page_of(event)))


def test_what_is_no_record_that_can_be_reviewed_is_not_found(archive, publishers_desk):
    topic = archive.topic()
    assert publishers_desk.get(page_of(topic)).status_code == 404
    assert publishers_desk.get(f"{QUEUE}nonsense/{topic.uuid}/").status_code == 404
    assert publishers_desk.get(f"{QUEUE}event/{topic.uuid}/").status_code == 404
    assert publishers_desk.get(f"{QUEUE}event/12/").status_code == 404


def test_queue_and_page_cost_as_many_queries_for_many_records(archive, publishers_desk, editor):
    def more(number):
        for _each in range(number):
            last = submitted(archive.event("An event", participants=(archive.actor(),), status="draft"), editor)
            submitted(archive.statement(status="draft"), editor, venue="Kyiv")
            submitted(archive.actor(), editor, description="Corrected")
            returned(submitted(archive.source(status="draft"), editor), publisher, "No")
        return last

    publisher = publishers_desk.user

    def cost(record):
        addresses = {name: f"{QUEUE}?list={name}" for name in ("waiting", "mine", "back", "all")}
        found = {}
        for name, address in {**addresses, "page": page_of(record)}.items():
            with CaptureQueriesContext(connection) as queries:
                assert publishers_desk.client.get(address).status_code == 200
            found[name] = len(queries)
        return found

    few = cost(more(2))
    assert cost(more(4)) == few
    assert few["waiting"] <= 22
    assert few["page"] <= 68
