"""Who keeps a copy is told of everything that changed in public, and of what is gone; nothing of what never was."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.documents import KINDS, read
from archive.exchange.following import NoMoment, Since, read_since, standing
from archive.exchange.gone import gone_since
from archive.models import ArchiveVersion, Change
from archive.workflow import act, delete, merge, publish, save, system_user, withdraw
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db
ALL = ("term", "topic", "place", "actor", "position", "source", "event", "statement")


@pytest.fixture
def archive():
    return ArchiveFactory()


def told(since, kind):
    """The slugs of the public records that are to be told again."""
    manager = KINDS[kind].model._default_manager
    asked_anew = Since(since.version)
    return sorted(asked_anew.narrow(KINDS[kind], manager.published()).values_list("slug", flat=True))


def gone(since, *kinds):
    return [
        (stone.record, stone.slug, stone.gone, stone.to) for stone in gone_since(Since(since.version), kinds or ALL)
    ]


def now():
    return Since(ArchiveVersion.current())


def edit(archive, record, **values):
    with act(system_user(), "corrected") as this:
        save({**read(record), **values}, this)


def take_back(archive, *records):
    with act(system_user(), "taken back") as this:
        withdraw(records, this)


# What is told again


def test_only_what_something_was_done_to_is_told_again(archive):
    one, _two = archive.event(slug="one"), archive.event(slug="two")
    since = now()
    assert told(since, "event") == []
    edit(archive, one, title="Another title")
    archive.event(slug="three")
    archive.event(slug="draft", status="draft")
    assert told(since, "event") == ["one", "three"]


def test_a_revision_that_waits_is_no_change(archive, editor):
    event = archive.event(slug="one")
    since = now()
    with act(editor, "Because.") as this:
        save({**read(event), "title": "Another title"}, this)
    assert Change.objects.filter(action="revision_saved").exists()
    assert told(since, "event") == []


def test_what_names_a_record_that_changed_is_told_again(archive):
    anna = archive.actor("Anna", slug="anna")
    group = archive.actor("Group", slug="group")
    source = archive.source(text="peace is near", slug="paper")
    position = archive.position(anna, group, slug="chair")
    event = archive.event(slug="talks", participants=(anna,), source=archive.source(slug="other"))
    archive.event(slug="elsewhere", source=archive.source(slug="third"))
    archive.statement(slug="words", speaker=group, source=source, about_events=[event], position=None)
    since = now()
    edit(archive, anna, slug="anna-berg")
    assert told(since, "event") == ["talks"]
    assert told(since, "position") == [position.slug]
    assert told(since, "statement") == []
    since = now()
    edit(archive, event, title="New")
    assert told(since, "statement") == ["words"]


def test_a_place_is_told_when_it_became_public_with_what_names_it(archive):
    country = archive.place("Country", slug="country")
    city = archive.place("City", slug="city", part_of=country)
    other = archive.place("Other", slug="other")
    archive.event(slug="elsewhere", places=(other,))
    draft = archive.event(slug="talks", places=(city,), status="draft")
    since = now()
    with act(system_user()) as this:
        publish(draft, this)
    assert told(since, "place") == ["city", "country"]


def test_of_very_many_places_that_could_be_affected_all_are_told(archive, monkeypatch):
    monkeypatch.setattr("archive.exchange.following.MOST_DEPENDENTS", 1)
    for slug in ("one", "two", "three"):
        archive.event(slug=slug, places=(archive.place(slug, slug=f"in-{slug}"),))
    assert told(Since(0), "place") == ["in-one", "in-three", "in-two"]


# What is gone


def test_what_was_withdrawn_leaves_a_tombstone_with_its_slug_and_the_day(archive):
    event = archive.event("A secret title", slug="talks")
    since = now()
    take_back(archive, event)
    stone = next(gone_since(since, ["event"]))
    day = Change.objects.latest("id").at.date().isoformat()
    assert stone.as_line() == {
        "record": "event",
        "uuid": str(event.uuid),
        "slug": "talks",
        "gone": "withdrawn",
        "on": day,
    }
    assert gone(now()) == []


def test_what_never_was_public_leaves_none(archive):
    draft = archive.event(slug="secret", status="draft")
    place = archive.place("Hidden", slug="hidden")
    topic = archive.topic("Secret", slug="topic")
    since = now()
    edit(archive, draft, slug="more-secret", places=[{"place": str(place.uuid), "role": ""}])
    published = archive.event(slug="short", topics=[topic])
    take_back(archive, published)
    with act(system_user()) as this:
        delete(type(draft).objects.get(pk=draft.pk), this)
    assert gone(since) == []


def test_a_record_that_is_there_under_another_slug_has_moved(archive):
    event = archive.event(slug="talks")
    topic = archive.topic("Peace", slug="peace")
    archive.event(slug="other", topics=[topic])
    since = now()
    edit(archive, event, slug="talks-in-kyiv")
    edit(archive, topic, slug="peace-talks")
    assert gone(since) == [("topic", "peace", "moved", "peace-talks"), ("event", "talks", "moved", "talks-in-kyiv")]


def test_a_record_that_was_merged_says_into_which(archive):
    kept, other = archive.actor("Anna Berg", slug="anna"), archive.actor("A. Berg", slug="a-berg")
    since = now()
    with act(system_user(), "the same") as this:
        merge(kept, other, this)
    assert gone(since) == [("actor", "a-berg", "merged", "anna")]
    take_back(archive, type(kept).objects.get(pk=kept.pk))
    assert sorted(gone(since, "actor")) == [("actor", "a-berg", "merged", ""), ("actor", "anna", "withdrawn", "")]


def test_places_topics_and_terms_are_gone_when_nothing_public_names_them(archive):
    country = archive.place("Country", slug="country")
    city = archive.place("City", slug="city", part_of=country)
    topic, kept = archive.topic("Peace", slug="peace"), archive.topic("Gas", slug="gas")
    event = archive.event(slug="talks", places=(city,), topics=[topic, kept], kind="parley")
    archive.event(slug="other", topics=[kept])
    since = now()
    take_back(archive, event)
    assert gone(since, "term", "topic", "place") == [
        ("term", "event_kind:parley", "unnamed", ""),
        ("topic", "peace", "unnamed", ""),
        *sorted([("place", "city", "unnamed", ""), ("place", "country", "unnamed", "")], key=_by_uuid(city, country)),
    ]
    with act(system_user()) as this:
        delete(topic, this)
    assert ("topic", "peace", "deleted", "") in gone(since)


def _by_uuid(*records):
    uuids = {record.slug: str(record.uuid) for record in records}
    return lambda stone: uuids[stone[1]]


def test_a_whole_is_gone_when_its_part_goes_elsewhere(archive):
    old, new = archive.place("Old", slug="old"), archive.place("New", slug="new")
    city = archive.place("City", slug="city", part_of=old)
    archive.event(slug="talks", places=(city,))
    since = now()
    edit(archive, city, part_of=str(new.uuid))
    assert gone(since) == [("place", "old", "unnamed", "")]
    assert told(since, "place") == ["city", "new"]


def test_a_position_is_gone_with_either_of_its_ends(archive):
    anna, group = archive.actor("Anna", slug="anna"), archive.actor("Group", slug="group")
    never = archive.actor("Never", slug="never", status="draft")
    archive.position(anna, group, slug="chair")
    archive.position(anna, never, slug="secret")
    since = now()
    take_back(archive, anna)
    assert gone(since, "actor", "position") == [
        ("actor", "anna", "withdrawn", ""),
        ("position", "chair", "unnamed", ""),
    ]


# Moments


def test_a_moment_a_day_and_a_version_say_since_when(archive):
    archive.topic("One")
    first = Change.objects.latest("id")
    archive.topic("Two")
    assert read_since(f"v{first.archive_version}") == Since(first.archive_version)
    assert read_since(first.at.isoformat().replace("+00:00", "Z")) == Since(first.archive_version - 1)
    # An address that was not written with care: its plus sign has become a space.
    assert read_since(first.at.isoformat().replace("+", " ")) == Since(first.archive_version - 1)
    assert read_since("1999-01-01").version < first.archive_version
    assert read_since("2999-01-01") == now()


@pytest.mark.parametrize(
    "text", ["yesterday", "2026", "2026-13-01", "2026-11-01T00:00:00", "v-1", "9999-12-31T23:59:59-23:59"]
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(NoMoment, match="no moment"):
        read_since(text)


def test_an_act_that_began_earlier_and_was_written_later_is_not_missed(archive):
    archive.event(slug="quick")
    told_then = standing()
    slow = archive.event(slug="slow")
    # It began before the last act that the answer knew of, and was written after it.
    Change.objects.filter(record_uuid=slow.uuid).update(at=told_then.moment - timedelta(minutes=5))
    assert "slow" in told(read_since(told_then.words), "event")
    assert told(Since(told_then.version), "event") == ["slow"]


def test_an_archive_that_nothing_was_written_to_stands_at_no_moment():
    assert (standing().version, standing().words) == (0, "")
    assert read_since(datetime(2026, 1, 1, tzinfo=UTC).isoformat()) == Since(0)
