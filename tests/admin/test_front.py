"""The front page: what waits for whom, what became public lately, what should be looked at."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive import findings
from archive.admin import front
from archive.models import Action, ArchivedText, Change, Citation, Event
from archive.workflow import act, delete
from tests.admin.test_review import returned, submitted, words_of, written

FINDINGS = "/admin/archive/findings/"


@pytest.fixture(autouse=True)
def nothing_counted():
    findings.cache.clear()


def front_page(desk):
    answer = desk.get("/admin/")
    assert answer.status_code == 200
    return answer


def numbers(desk):
    return {item.finding.name: item.number for item in desk.get(FINDINGS).context["findings"] if not item.is_none}


def listed(desk, name):
    finding = findings.FINDINGS[name]
    answer = desk.get(reverse(f"admin:archive_{finding.kind}_changelist"), finding=name)
    assert answer.status_code == 200
    return [str(record) for record in answer.context["cl"].result_list]


# What waits for whom


def test_everybody_sees_what_waits_for_them_and_what_came_back(archive, editors_desk, publishers_desk, editor):
    submitted(archive.event("Waiting", status="draft"), editor)
    returned(submitted(archive.event("Returned", status="draft"), editor), publishers_desk.user, "Which day?")
    page = words_of(front_page(editors_desk))
    for said in ("Sent back to you", "Returned", "Which day?"):
        assert said in page
    assert "Waiting for you longest" not in page
    page = words_of(front_page(publishers_desk))
    assert "Waiting for you longest Waiting event · editor" in page
    assert "Which day?" not in page


def test_the_imports_are_a_click_away_for_those_who_may_bring_files(editors_desk, desk_of):
    assert "/admin/archive/imports/" in front_page(editors_desk).content.decode()
    nobody = desk_of(User.objects.create_user("nobody", is_staff=True))
    assert "/admin/archive/imports/" not in front_page(nobody).content.decode()


def test_somebody_without_rights_sees_an_empty_desk(db, desk_of):
    desk = desk_of(User.objects.create_user("nobody", is_staff=True))
    page = words_of(front_page(desk))
    assert "Published" not in page
    assert "What should be looked at" not in page


def table(desk):
    """The table by colleague: name → (numbers by state, who may approve, for how many nobody may)."""
    shown = front_page(desk).context["by_colleague"]
    if shown is None:
        return {}
    return {row.name: ([number for number, _url in row.cells], row.approvers, row.unapproved) for row in shown.rows}


def test_what_each_colleague_has_under_way_and_who_may_approve_it(archive, desk_of, editor, publisher, other_publisher):
    archive.event("A draft", status="draft")
    submitted(archive.event("First", status="draft"), editor)
    submitted(written(archive.event("Second", status="draft"), publisher, slug="second"), editor)
    returned(submitted(archive.actor(status="draft"), editor, name="Carla Voss"), publisher, "Who?")
    written(archive.actor("Public"), editor, name="Public anew")
    looked = table(desk_of(editor))
    assert looked["editor"] == (["1", "1", "2"], "publisher-1, publisher-2", 0)
    assert looked["publisher-1"] == (["", "", "1"], "publisher-2", 0)
    assert looked["system"][2] == 0
    assert table(desk_of(User.objects.create_user("nobody", is_staff=True))) == {}


def test_what_all_publishers_wrote_nobody_may_approve(settings, archive, editors_desk, publisher, other_publisher):
    draft = archive.event(status="draft")
    submitted(written(draft, publisher, slug="first"), other_publisher)
    assert table(editors_desk)["publisher-1"] == (["", "", "1"], "", 1)
    assert "nobody for 1 of them" in words_of(front_page(editors_desk))
    settings.FOUR_EYES = False
    assert table(editors_desk)["publisher-1"] == (["", "", "1"], "publisher-1, publisher-2", 0)


def test_each_number_leads_to_a_list_of_just_that(archive, editors_desk, publishers_desk, editor, publisher):
    for number in range(3):
        submitted(archive.event(f"Event {number}", status="draft"), editor, title=f"Sent {number}")
    returned(submitted(archive.event(status="draft"), editor, title="Back"), publisher, "Which day?")
    written(archive.statement(), editor, venue="Kyiv")
    submitted(archive.event(status="draft"), publisher, title="Another's")
    rows = front_page(publishers_desk).context["by_colleague"].rows
    row = next(row for row in rows if row.name == "editor")
    lists = []
    for number, address in row.cells:
        answer = publishers_desk.get(address)
        lists.append([entry.title for entry in answer.context["rows"].entries])
        assert len(lists[-1]) == int(number)
        assert answer.context["title"] == "Under way: editor"
        assert [count for _queue, count in answer.context["queues"]] == ["1", "1", "3"]
    assert lists[1:] == [["Back"], ["Sent 0", "Sent 1", "Sent 2"]]
    assert publishers_desk.get(row.cells[0][1] + "&p=7").context["rows"].entries == []


def test_what_somebody_may_not_see_is_not_counted_for_them(archive, desk_of, editor):
    submitted(archive.event(status="draft"), editor)
    submitted(archive.actor(status="draft"), editor, name="Carla Voss")
    visitor = User.objects.create_user("visitor", is_staff=True)
    names = ("view_change", "view_actor")
    visitor.user_permissions.set(Permission.objects.filter(content_type__app_label="archive", codename__in=names))
    desk = desk_of(visitor)
    assert table(desk)["editor"][0] == ["", "", "1"]
    by_editor = desk.get("/admin/archive/review/", list="review", by=str(editor.pk))
    assert [entry.title for entry in by_editor.context["rows"].entries] == ["Carla Voss"]


@pytest.mark.parametrize("asked", ["x", "0", "99999", "-1", "9" * 40, "٣"])
def test_a_list_of_nobody_is_not_there(editors_desk, asked):
    assert editors_desk.get("/admin/archive/review/", by=asked).status_code == 404


def test_of_very_many_only_those_made_last_are_counted(archive, editors_desk, editor, monkeypatch):
    monkeypatch.setattr("archive.workflow.overview.LOOKED_AT", 2)
    submitted(archive.event(status="draft"), editor)
    assert not front_page(editors_desk).context["by_colleague"].is_cut
    for _each in range(2):
        submitted(archive.event(status="draft"), editor)
    assert table(editors_desk)["editor"][0] == ["", "", "2"]
    assert "only those made last were counted" in words_of(front_page(editors_desk))


# What became public lately


def test_what_was_published_and_corrected_lately_stands_there_with_the_reason(archive, editors_desk, publishers_desk):
    archive.event("Public from the start")
    actor = archive.actor("Anna Berg")
    editors_desk.save(actor, name="Anna Bergh", reason="Spelled so herself.", _submit="yes")
    publishers_desk.step(actor, "publish")
    lately = dict(front_page(editors_desk).context["lately"])
    assert [change.title for change in lately[Action.CORRECTED]] == ["Anna Bergh"]
    assert "Public from the start" in [change.title for change in lately[Action.PUBLISHED]]
    assert "Spelled so herself." in words_of(front_page(editors_desk))


def test_the_chart_counts_by_week_and_its_table_says_the_same(archive, editors_desk):
    for number in range(3):
        archive.topic()
        archive.actor(f"Actor {number}")
    now = datetime(2026, 3, 11, 12, tzinfo=UTC)
    first, second, third = Change.objects.filter(action=Action.PUBLISHED, record_kind="actor").order_by("id")
    Change.objects.exclude(pk__in=[first.pk, second.pk, third.pk]).update(at=now - timedelta(weeks=60))
    for change, days in ((first, 0), (second, 2), (third, 9)):
        Change.objects.filter(pk=change.pk).update(at=now - timedelta(days=days))
    drawn = front.chart(now)
    assert len(drawn.bars) == front.WEEKS
    assert drawn.rows[-2:] == [("2 Mar", [1, 0]), ("9 Mar", [2, 0])]
    assert drawn.most_words == "2 records"
    assert [len(bar.blocks) for bar in drawn.bars[-2:]] == [1, 1]
    assert drawn.bars[-1].blocks[0].height == front.HEIGHT
    assert front.chart(now + timedelta(weeks=40)) is None


# What should be looked at


@pytest.fixture
def troubled(archive):
    """An archive with one of each finding."""
    source = archive.source("Undated source")
    archive.source("Dated source", issued="2021-12-22")
    archive.event("Uncited", status="draft", source=source, citations=[])
    archive.event("Cited", source=source)
    archive.statement("peace is near", source=archive.source(text="So peace is near.", issued="2021"), chains=[])
    archive.actor("Nobody's")
    for alt in ("A hall", "IMG_1234.JPG", "Nobody"):
        archive.save("image", sha256="0" * 64, format="png", width=9, height=9, alt=alt, credit="Nobody")
    return archive


def test_each_finding_is_counted_and_leads_to_its_records(troubled, editors_desk):
    assert numbers(editors_desk) == {"uncited": "1", "chainless": "1", "unused": "1", "undated": "1", "wordless": "2"}
    assert listed(editors_desk, "uncited") == ["Uncited"]
    assert listed(editors_desk, "chainless") == ["“peace is near”"]
    assert listed(editors_desk, "unused") == ["Nobody's"]
    assert listed(editors_desk, "undated") == ["Undated source"]
    assert sorted(listed(editors_desk, "wordless")) == ["IMG_1234.JPG", "Nobody"]


def test_whoever_mends_it_sees_the_number_fall(troubled, editors_desk):
    numbers(editors_desk)
    event = Event.objects.get(title="Uncited")
    with act(editors_desk.user) as this:
        delete(event, this)
    assert "uncited" not in numbers(editors_desk)


def test_cited_words_that_are_not_in_the_text_are_found(archive, editors_desk):
    archive.event("Sound")
    archive.event("Moved away", source=archive.source(text="Troops moved by train."), words="Troops")
    citation = Citation.objects.get(event__title="Moved away")
    ArchivedText.objects.filter(captures__source=citation.source_id).update(body="Tr00ps moved by train.")
    assert numbers(editors_desk)["broken-events"] == "1"
    assert listed(editors_desk, "broken-events") == ["Moved away"]
    Citation.objects.filter(pk=citation.pk).update(version=7)
    assert listed(editors_desk, "broken-events") == ["Moved away"]


@pytest.mark.parametrize(
    "use",
    [
        lambda archive, actor: archive.statement(speaker=actor),
        lambda archive, actor: archive.statement(about_actors=[actor]),
        lambda archive, actor: archive.event(participants=(actor,)),
        lambda archive, actor: archive.source(publisher=actor),
        lambda archive, actor: archive.position(actor, archive.actor("Body")),
        lambda archive, actor: archive.position(archive.actor("Somebody"), actor),
        lambda archive, actor: archive.actor("Part", part_of=[{"group": str(actor.uuid), "during": ""}]),
    ],
)
def test_an_actor_that_anything_refers_to_is_in_use(archive, use):
    actor = archive.actor("Anna Berg")
    unused = findings.FINDINGS["unused"].records()
    assert unused.filter(pk=actor.pk).exists()
    use(archive, actor)
    assert not unused.filter(pk=actor.pk).exists()


def test_very_many_are_not_counted_to_the_end(archive, editors_desk, monkeypatch):
    monkeypatch.setattr(findings, "MOST", 2)
    for number in range(5):
        archive.actor(f"Actor {number}")
    assert findings.counts()["unused"] == 3


def test_the_front_page_does_not_wait_for_the_counts(troubled, editors_desk):
    page = front_page(editors_desk)
    assert page.context["findings"] is None
    assert f'data-findings="{FINDINGS}?part=yes"' in page.content.decode()
    part = editors_desk.get(FINDINGS, part="yes").content.decode()
    assert "<html" not in part
    assert "Events without a citation" in part
    assert "Events without a citation" in words_of(front_page(editors_desk))


def test_an_unknown_finding_narrows_nothing(troubled, editors_desk):
    assert editors_desk.get("/admin/archive/event/", finding="nonsense").status_code == 200


def test_the_front_page_costs_as_many_queries_for_many_records(archive, editors_desk, publishers_desk, editor):
    def more(number):
        for each in range(number):
            submitted(archive.event(f"Event {each}", status="draft"), editor)
            returned(submitted(archive.statement(status="draft"), editor, venue="Kyiv"), publishers_desk.user, "No")
            editors_desk.save(archive.actor(f"Actor {each}"), name="Another", reason="Right.", _submit="yes")

    def cost(desk):
        with CaptureQueriesContext(connection) as queries:
            front_page(desk)
        return len(queries)

    more(1)
    few = (cost(editors_desk), cost(publishers_desk))
    more(3)
    assert (cost(editors_desk), cost(publishers_desk)) == few
    assert max(few) <= 32


# Deleted records


def test_deleted_records_have_a_list_from_which_they_are_restored(archive, editors_desk, editor):
    for name in ("Gone", "Back again"):
        topic = archive.topic(name)
        with act(editor, "Made twice.") as this:
            delete(topic, this)
    archive.topic("Here")

    def gone():
        answer = editors_desk.get(reverse("admin:archive_change_changelist"), gone="yes")
        return [change.title for change in answer.context["cl"].result_list]

    assert gone() == ["Back again", "Gone"]
    change = Change.objects.get(action="deleted", title="Back again")
    editors_desk.post(reverse("admin:archive_change_restore", args=[change.pk]))
    assert gone() == ["Gone"]
    assert re.search(r'href="/admin/archive/change/\?gone=yes"', front_page(editors_desk).content.decode())
