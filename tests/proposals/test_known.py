"""What the archive knows is read in a few queries, whatever its status, and found quickly."""

import time

import pytest

from archive.proposals import Known, KnownActor, KnownPosition, known_to_archive, mentions, propose

pytestmark = pytest.mark.django_db


def test_drafts_are_known_too_with_other_names_posts_and_cues(archive):
    berg = archive.actor("Anna Berg", status="draft", other_names=[{"name": "Анна Берг", "language": "ru"}])
    office = archive.actor("Ministry of Peace", kind="ministry")
    post = archive.position(berg, office, "Minister", held="2020/2022")
    archive.term("cue", "said")
    known = known_to_archive()
    assert [named.uuid for named in mentions("Анна Берг came. Anna Berg left.", known)] == [str(berg.uuid)] * 2
    assert known.cues == {"said"}
    assert known.held_by[str(berg.uuid)] == [
        KnownPosition(str(post.uuid), str(berg.uuid), str(office.uuid), "Minister", "2020/2022")
    ]


def test_reading_it_takes_the_same_few_queries_for_any_number(archive, django_assert_num_queries):
    for number in range(5):
        archive.actor(f"Anna Berg {number}", slug=f"anna-{number}")
    with django_assert_num_queries(4):
        known_to_archive()


def test_a_post_is_held_on_its_days_alone():
    known = Known([KnownActor("a", "Anna Berg", "person")], [KnownPosition("p", "a", "o", "Minister", "2020/2021")])
    days = [number for number in (737424, 737425, 738155, 738156) if known.posts_on("a", number)]
    assert days == [737425, 738155]
    unknown = Known([KnownActor("a", "Anna Berg", "person")], [KnownPosition("p", "a", "o", "Minister", "")])
    assert unknown.posts_on("a", 1)


def test_a_hundred_thousand_names_cost_no_more_than_a_breath():
    actors = [KnownActor(str(n), f"Person{n % 5000} Name{n}", "person", "", (f"Other{n}",)) for n in range(100_000)]
    start = time.process_time()
    known = Known(actors)
    found = propose("“We will stay here,” Person7 Name7 said.", language="en", issued="", known=known)
    assert time.process_time() - start < 3  # about half a second alone; the machine may be busy
    assert found[0].speaker.uuid == "7"
