"""References are found as one types, and told apart from their namesakes."""

import pytest

from tests.admin.conftest import Desk


def choices(desk: Desk, field: str, term: str = "") -> list[str]:
    model, _dot, name = field.partition(".")
    answer = desk.get("/admin/autocomplete/", app_label="archive", model_name=model, field_name=name, term=term)
    assert answer.status_code == 200, field
    return [choice["text"] for choice in answer.json()["results"]]


@pytest.fixture
def filled(archive):
    anna = archive.actor("Anna Berg", country="UA", other_names=[{"name": "Анна Берг", "language": "uk"}])
    ministry = archive.actor("Ministry", kind="organisation")
    archive.position(anna, ministry, held="2020/2022")
    source = archive.source("The page")
    archive.place("Kyiv", country="UA")
    archive.topic("Talks")
    archive.term("participant_role", "host")
    event = archive.event("Troops moved", when="2021-12", source=source)
    archive.statement("peace is near", speaker=anna, event=event)
    archive.save("image", sha256="0" * 64, format="png", width=9, height=9, alt="A hall", credit="Nobody")
    return archive


@pytest.mark.parametrize(
    ("field", "term", "expected"),
    [
        ("participant.actor", "Берг", "Anna Berg (UA)"),
        ("participant.role", "ho", "Host"),
        ("event.kind", "mov", "Movement"),
        ("event.part_of", "troops", "Troops moved (December 2021)"),
        ("event.topics", "talk", "Talks"),
        ("eventplace.place", "kyi", "Kyiv (UA)"),
        ("eventimage.image", "hall", "A hall"),
        ("eventlink.to", "troops", "Troops moved (December 2021)"),
        ("citation.source", "page", "The page"),
        ("statement.speaker", "anna", "Anna Berg (UA)"),
        ("statement.position", "minister", "Anna Berg: Minister, Ministry (2020–2022)"),
        ("statementlink.to", "peace", "Anna Berg: peace is near"),
        ("actor.portrait", "hall", "A hall"),
        ("membership.group", "minis", "Ministry"),
        ("source.publisher", "minis", "Ministry"),
    ],
)
def test_a_record_is_found_by_what_people_type(editors_desk, filled, field, term, expected):
    assert expected in choices(editors_desk, field, term)


def test_only_words_of_the_right_vocabulary_are_offered(editors_desk, filled):
    assert choices(editors_desk, "participant.role") == ["Host"]
    assert "Host" not in choices(editors_desk, "event.kind")
