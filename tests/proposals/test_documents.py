"""Accepting a proposal is one call of the workflow: it makes a whole, sound draft."""

import pytest

from archive.documents import Catalogue, check
from archive.models import Actor, Position, Source, Statement, Status
from archive.proposals import known_to_archive, propose
from archive.proposals.documents import statement_document
from archive.workflow import act, save, system_user

pytestmark = pytest.mark.django_db

TEXT = (
    "Talks failed. “We will send 500 troops,” Minister Anna Berg said on Wednesday, Interfax reported. "
    "The ministry denied it.\n\n“Nobody shall stop us doing so,” somebody shouted."
)


@pytest.fixture
def source(archive) -> Source:
    """A held page about people whom the archive knows."""
    berg = archive.actor("Anna Berg")
    office = archive.actor("Ministry of Peace", kind="ministry", slug="ministry")
    archive.position(berg, office, "Minister", held="2020/..")
    archive.actor("Interfax", kind="news-agency")
    archive.term("cue", "said")
    return archive.source(text=TEXT, issued="2021-12-23", language="en")


def proposed(source: Source) -> list:
    return propose(TEXT, language=source.language, issued=source.issued, known=known_to_archive())


def test_a_proposal_becomes_a_draft_with_all_that_it_tells(source):
    document = statement_document(proposed(source)[0], source)
    assert check(document, Catalogue()) == []
    with act(system_user(), "accepted") as this:
        statement = save(document, this)
    assert statement.status == Status.DRAFT
    assert (statement.quote, str(statement.speaker), str(statement.cue)) == (
        "We will send 500 troops",
        "Anna Berg",
        "Said",
    )
    assert (statement.said_on, statement.position, statement.language) == ("2021-12-22", Position.objects.get(), "en")
    assert "Wednesday" in statement.date_basis
    assert [(str(figure.best.normalize()), figure.unit) for figure in statement.figures.all()] == [("5E+2", "troops")]
    assert [citation.supports for citation in statement.citations.all()] == ["", "figure"]
    stations = [station.actor or station.source for station in statement.chains.get().stations.all()]
    assert stations == [Actor.objects.get(name="Anna Berg"), Actor.objects.get(name="Interfax"), source]


def test_every_proposal_with_a_known_speaker_can_be_saved_as_it_is(source):
    known = [proposal for proposal in proposed(source) if proposal.speaker and proposal.speaker.uuid]
    assert len(known) == 2
    for proposal in known:
        with act(system_user(), "accepted") as this:
            save(statement_document(proposal, source), this)
    assert Statement.objects.count() == 2
    assert Statement.objects.filter(quote="").get().summary == "The ministry denied it"


def test_the_same_proposal_twice_has_two_addresses(source):
    proposal = proposed(source)[0]
    for _time in range(2):
        with act(system_user(), "accepted") as this:
            save(statement_document(proposal, source), this)
    first, second = Statement.objects.order_by("pk").values_list("slug", flat=True)
    assert first == "anna-berg-we-will-send-500-troops"
    assert second == f"{first}-2"


def test_a_speaker_whom_the_archive_does_not_know_is_left_to_be_chosen(source):
    unknown = next(one for one in proposed(source) if not one.speaker or not one.speaker.uuid)
    document = statement_document(unknown, source)
    assert (document["speaker"], document["chains"]) == (None, [])
    assert [problem.path for problem in check(document, Catalogue())] == ["speaker"]


def test_a_source_that_is_not_held_cannot_be_anchored_in(source, archive):
    proposal = proposed(source)[0]
    with pytest.raises(ValueError, match="holds no text"):
        statement_document(proposal, archive.source(text=""))
    with pytest.raises(ValueError, match="holds no text"):
        statement_document(proposal, source, version=2)
    with pytest.raises(ValueError, match="no span"):
        statement_document(proposal, archive.source(text="Short."))
