"""The commonest ways of saying who said what, in the other languages that have a table."""

import pytest

from archive.proposals.languages import LANGUAGES
from tests.proposals.people import only, proposed, speaker, words

SAID = {
    "de": [
        ("„Wir bleiben hier“, sagte Außenminister Sergei Lavrov am Mittwoch.", "Wir bleiben hier", "lavrov"),
        ("Sergei Lavrov sagte am Mittwoch: „Wir bleiben hier.“", "Wir bleiben hier", "lavrov"),
        ("»Wir bleiben hier«, erklärte Annalena Baerbock.", "Wir bleiben hier", "baerbock"),
    ],
    "fr": [
        ("« Nous restons ici », a déclaré Sergei Lavrov mercredi.", "Nous restons ici", "lavrov"),
        ("Sergei Lavrov a dit mercredi : « Nous restons ici ».", "Nous restons ici", "lavrov"),
    ],
    "es": [
        ("«Nos quedamos aquí», dijo Sergei Lavrov el miércoles.", "Nos quedamos aquí", "lavrov"),
        ("Sergei Lavrov afirmó: “Nos quedamos aquí”.", "Nos quedamos aquí", "lavrov"),
    ],
    "pl": [
        ("„Zostajemy tutaj dziś” – powiedział Siergiej Ławrow.", "Zostajemy tutaj dziś", "lavrov"),
        ("Siergiej Ławrow oświadczył: „Zostajemy tutaj dziś”.", "Zostajemy tutaj dziś", "lavrov"),
    ],
    "ru": [
        ("«Мы останемся здесь», — заявил Сергей Лавров в среду.", "Мы останемся здесь", "lavrov"),
        ("Сергей Лавров сказал: «Мы останемся здесь».", "Мы останемся здесь", "lavrov"),
    ],
    "uk": [
        ("«Ми залишимося тут», – заявив Сергій Лавров у середу.", "Ми залишимося тут", "lavrov"),
        ("Сергій Лавров сказав: «Ми залишимося тут».", "Ми залишимося тут", "lavrov"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "quote", "who"), [(code, *row) for code, rows in SAID.items() for row in rows]
)
def test_a_quotation_has_its_speaker(language, text, quote, who):
    proposal = only(text, language=language)
    assert (words(text, proposal), speaker(proposal)) == (quote, who)


@pytest.mark.parametrize(
    ("language", "text", "who", "kind"),
    [
        ("de", "Laut Sergei Lavrov ist es kalt.", "lavrov", "assertion"),
        ("de", "Interfax zufolge ist es kalt.", "interfax", "assertion"),
        ("de", "Der Kreml wies die Vorwürfe zurück.", "kremlin", "denial"),
        ("fr", "Selon Sergei Lavrov, il fait froid.", "lavrov", "assertion"),
        ("fr", "Sergei Lavrov a averti que l’hiver serait froid.", "lavrov", "warning"),
        ("es", "Según Sergei Lavrov, hace frío.", "lavrov", "assertion"),
        ("es", "Sergei Lavrov negó las acusaciones.", "lavrov", "denial"),
        ("pl", "Według Interfax jest zimno.", "interfax", "assertion"),
        ("pl", "Kreml zaprzeczył tym doniesieniom.", "kremlin", "denial"),
        ("ru", "По словам Сергея Лаврова, холодно.", "lavrov", "assertion"),
        ("ru", "Кремль опроверг эти сообщения.", "kremlin", "denial"),
        ("uk", "За словами Сергія Лаврова, холодно.", "lavrov", "assertion"),
    ],
)
def test_reported_speech_has_its_speaker_and_kind(language, text, who, kind):
    proposal = only(text, language=language)
    assert (speaker(proposal), proposal.kind) == (who, kind)


def test_whom_a_russian_report_cites_stands_in_the_chain():
    text = "Холодно, сообщает Интерфакс со ссылкой на Кремль."
    proposal = only(text, language="ru")
    assert (speaker(proposal), [named.uuid for named in proposal.chain]) == ("kremlin", ["interfax"])


def test_a_language_without_a_table_still_has_its_quotations():
    (proposal,) = proposed("Ta sanoi: ”Me jääme tänne nyt.”", language="et")
    assert proposal.confidence == 0.3


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_table_has_seven_days_and_twelve_months(language):
    assert set(language.weekdays.values()) == set(range(1, 8))
    assert set(language.months.values()) == set(range(1, 13))
    assert language.cues
    assert all(cue.phrase and cue.slugs for cue in language.cues)
    assert {cue.kind for cue in language.cues} >= {"", "denial", "warning", "demand", "call", "promise", "offer"}


def test_dashes_set_speech_apart_in_polish_and_make_lists_elsewhere():
    text = "– Zostajemy tutaj dziś – powiedział Siergiej Ławrow. – Nie ma mowy o niczym innym."
    found = proposed(text, language="pl")
    assert [(words(text, one), speaker(one)) for one in found] == [
        ("Zostajemy tutaj dziś", "lavrov"),
        ("Nie ma mowy o niczym innym", "lavrov"),
    ]
    assert proposed("– chleb i masło\n– ser żółty i biały", language="pl") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Sergei Lavrov llegó el lunes. “Nos quedamos aquí”, dijo."),
        ("pl", "Siergiej Ławrow przyjechał. Podkreślił, że „zostajemy tutaj dziś”."),
        ("ru", "Сергей Лавров приехал. «Мы останемся здесь», — заявил он."),
        ("fr", "Sergei Lavrov est venu. « Nous restons ici », a-t-il répondu."),
    ],
)
def test_whoever_was_named_last_speaks_where_the_verb_has_no_name(language, text):
    proposal = only(text, language=language)
    assert speaker(proposal) == "lavrov"
    assert proposal.quote
