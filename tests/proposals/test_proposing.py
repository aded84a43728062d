"""Who said what: quotations and reported speech become proposals, one for each contiguous run of words."""

import pytest

from archive.proposals import Known
from tests.proposals.people import ACTORS, KNOWN, POSITIONS, only, proposed, speaker, words

LAVROV = "Russian Foreign Minister Sergei Lavrov came. "


# Quotations


@pytest.mark.parametrize(
    "text",
    [
        "“We will stay here,” Sergei Lavrov said.",
        "“We will stay here,” said Sergei Lavrov.",
        "“We will stay here,” said Foreign Minister Sergei Lavrov.",
        "Sergei Lavrov said: “We will stay here.”",
        "Sergei Lavrov told reporters “we will stay here” on Wednesday.",
        "Sergei Lavrov, the foreign minister, said “we will stay here”.",
        "The foreign minister, Sergei Lavrov, said “we will stay here”.",
        "On Wednesday, Sergei Lavrov said that “we will stay here”.",
        "Sergei Lavrov on Wednesday also said “we will stay here”.",
    ],
)
def test_a_quotation_has_its_speaker_wherever_the_name_stands(text):
    proposal = only(text)
    assert (words(text, proposal).lower(), speaker(proposal)) == ("we will stay here", "lavrov")
    assert proposal.start <= proposal.quote[0] < proposal.quote[1] <= proposal.end


def test_split_quotes_are_separate_proposals_of_the_same_speaker():
    text = "“Nobody wants this,” Sergei Lavrov said, “but we are ready.” He left."
    found = proposed(text)
    assert [words(text, one) for one in found] == ["Nobody wants this", "but we are ready"]
    assert {speaker(one) for one in found} == {"lavrov"}


def test_a_quotation_that_follows_is_the_same_speaker_s_on_the_same_day():
    text = "We will try, Sergei Lavrov said Wednesday. “Nobody will stop us doing that.”"
    following = proposed(text)[1]
    assert (speaker(following), following.day.edtf) == ("lavrov", "2021-12-22")
    assert following.confidence < 0.9


def test_a_speech_of_several_paragraphs_is_one_speaker_s():
    text = "“We came in peace.\n\n“We go in peace,” Sergei Lavrov said."
    assert [(words(text, one), speaker(one)) for one in proposed(text)] == [
        ("We came in peace", "lavrov"),
        ("We go in peace", "lavrov"),
    ]


def test_quotes_without_a_cue_are_proposed_with_less_confidence_and_scare_quotes_are_not():
    alone = only("The banner read “peace for all of us now” in red.")
    assert (speaker(alone), alone.confidence) == (None, 0.3)
    assert proposed("Trains on the “green line” were late.") == []


def test_a_name_in_quotation_marks_is_no_quote():
    proposal = only("Sergei Lavrov said in the paper «Vesti» that talks begin soon.")
    assert proposal.quote is None


def test_what_somebody_is_told_to_have_said_is_not_proposed_for_them():
    found = proposed("The Kremlin said on Wednesday that Ukraine had rejected an offer.")
    assert [speaker(one) for one in found] == ["kremlin"]


# Reported speech


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("The Kremlin denies it plans to invade.", "denial", "denied"),
        ("The Kremlin warned of consequences.", "warning", "warned"),
        ("The Kremlin demanded that NATO withdraw.", "demand", "demanded"),
        ("The Kremlin called for talks.", "call", "called-for"),
        ("The Kremlin vowed to go on.", "promise", "said"),
        ("The Kremlin offered talks.", "offer", ""),
        ("The Kremlin asked whether NATO would come.", "question", ""),
        ("The Kremlin predicted a cold winter.", "forecast", "said"),
        ("The Kremlin says it is ready to talk.", "offer", "said"),
        ("The Kremlin said snow may fall.", "assessment", "said"),
        ("The Kremlin said snow fell.", "assertion", "said"),
        ("Snow fell, according to the Kremlin.", "assertion", "according-to"),
        ("According to the Kremlin, snow fell.", "assertion", "according-to"),
    ],
)
def test_the_cue_or_the_words_say_what_kind_of_statement_it_is(text, kind, cue):
    proposal = only(text)
    assert (speaker(proposal), proposal.kind, proposal.cue) == ("kremlin", kind, cue)


def test_a_cue_that_the_vocabulary_lacks_is_left_out():
    proposal = only("The Kremlin said snow fell.", known=Known(ACTORS, POSITIONS, ()))
    assert proposal.cue == ""


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin did not say why.",
        "The Kremlin refused to say why.",
        "Russia is believed to be ready.",
        "The proposed talks fell through.",
        "Satellite images show tanks.",
        "It was said.",
        "The police took the demands and the offers.",
    ],
)
def test_words_that_only_look_like_a_cue_propose_nothing(text):
    assert proposed(text) == []


def test_verbs_that_share_a_speaker_are_proposals_of_their_own():
    text = (
        "Annalena Baerbock told reporters “my concern is great” and called for dialogue on Wednesday, warning of war."
    )
    found = proposed(text)
    assert [(one.kind, speaker(one)) for one in found] == [
        ("assertion", "baerbock"),
        ("call", "baerbock"),
        ("warning", "baerbock"),
    ]
    assert found[0].day.edtf == found[1].day.edtf == "2021-12-22"


def test_what_is_said_stands_apart_from_who_says_it():
    text = "Snow fell, according to the Kremlin."
    assert text[slice(*only(text).said)] == "Snow fell"
    text = "The Kremlin said that snow fell."
    assert text[slice(*only(text).said)] == "snow fell"
    text = "Snow fell, the Interfax news service reported, citing the Kremlin."
    assert text[slice(*only(text).said)] == "Snow fell"
    assert only("The Kremlin warned Russia of snow.").said is None


# Speakers


def test_pronouns_mean_the_last_that_fits():
    text = "Sergei Lavrov met the Kremlin’s guests. It said snow fell. He said it was cold."
    assert [speaker(one) for one in proposed(text)] == ["kremlin", "lavrov"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Russian defense ministry said snow fell.", "defence"),
        ("Russia’s Defence Ministry said snow fell.", "defence"),
        ("The German foreign minister said snow fell.", "baerbock"),
        ("A Kremlin spokesman said snow fell.", "kremlin"),
        ("A spokesman for the Kremlin said snow fell.", "kremlin"),
        ("Moscow said snow fell.", "russia"),
        ("The Interfax news service said snow fell.", "interfax"),
    ],
)
def test_offices_posts_and_seats_are_known_by_their_words(text, expected):
    assert speaker(only(text)) == expected


def test_an_office_is_meant_after_whoever_holds_a_post_there():
    assert [speaker(one) for one in proposed("Annalena Baerbock came. The ministry said snow fell.")] == [
        "german-ministry"
    ]


def test_a_post_is_its_holder_s_on_the_day_of_issue():
    text = "The German foreign minister said snow fell."
    assert speaker(only(text, issued="2020-01-15")) == "berg"
    assert only(text, issued="2020-01-15").position == "berg-minister"


def test_somebody_unknown_is_named_with_the_words_of_the_text():
    text = "“Snow fell on us,” two officials familiar with the talks said."
    assert only(text).speaker.uuid is None
    assert "officials" in only(text).speaker.text
    assert speaker(only("“Snow fell on us,” the driver’s mother told us.")) == "the driver’s mother"


def test_those_who_only_tell_more_about_a_speaker_do_not_speak():
    assert speaker(only("People close to Sergei Lavrov said snow fell.")) != "lavrov"


def test_whoever_a_sentence_is_about_is_he_in_the_next():
    text = "“It is cold here,” Annalena Baerbock said. Sergei Lavrov did not come. “We are waiting for him,” he said."
    assert [speaker(one) for one in proposed(text)] == ["baerbock", "lavrov"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sergei Lavrov met guests and called for talks.", "lavrov"),
        ("He gave no details, but added: “All are safe now.”", None),
        ("A spokeswoman of Ukraine, Natalia Petrenko, said snow fell.", "Natalia Petrenko"),
        ("“We stay here now,” said the chief executive, Pavel Rhee.", "Pavel Rhee"),
        ("“We stay here now,” asserted Kremlin spokesman Sergei Lavrov.", "lavrov"),
        ("“We stay here now,” asserted a Kremlin spokesman.", "kremlin"),
        ("This was told by Sergei Lavrov, who on Tuesday said that “we stay here”.", "lavrov"),
        ("The Ministry of Health in the Gaza Strip said snow fell.", "The Ministry of Health"),
    ],
)
def test_the_subject_is_found_across_the_sentence(text, expected):
    assert [speaker(one) for one in proposed(text)] == [expected]


def test_a_word_or_two_beside_a_whole_clause_is_no_statement_of_its_own():
    text = "Sergei Lavrov said the five “martyrs” came after “a strike hit the hospital at night”."
    assert words(text, only(text)) == "a strike hit the hospital at night"


def test_a_dateline_does_not_speak():
    assert [speaker(one) for one in proposed("KYIV (Reuters) - A station took it back, saying snow fell.")] == []


# Chains


@pytest.mark.parametrize(
    ("text", "who", "chain"),
    [
        ("Snow fell, the Interfax news service reported, citing the Kremlin.", "kremlin", ["Interfax"]),
        ("Interfax reported, citing the Kremlin, that snow fell.", "kremlin", ["Interfax"]),
        ("Snow fell, Sergei Lavrov said in an interview with RT.", "lavrov", ["RT"]),
        ("Sergei Lavrov said snow fell, Interfax reported.", "lavrov", ["Interfax"]),
        ("Sergei Lavrov told Reuters that snow fell.", "lavrov", ["Reuters"]),
        ("Sergei Lavrov said snow fell, according to Interfax.", "lavrov", ["Interfax"]),
        ("Sergei Lavrov told reporters that snow fell.", "lavrov", []),
    ],
)
def test_the_chain_leads_from_the_speaker_outwards(text, who, chain):
    proposal = only(text)
    assert (speaker(proposal), [named.text for named in proposal.chain]) == (who, chain)


def test_a_lead_that_rests_on_an_agency_puts_it_at_the_end_of_every_chain():
    text = "Snow fell, according to Bloomberg. The Kremlin said it was cold, Interfax reported."
    first, second = proposed(text)
    assert (speaker(first), first.chain) == ("bloomberg", ())
    assert [named.uuid for named in second.chain] == ["interfax", "bloomberg"]


# What else a proposal tells


def test_only_a_day_of_speaking_is_the_statement_s_day():
    assert only("The Kremlin said Wednesday that snow fell on Monday.").day.edtf == "2021-12-22"
    assert only("The Kremlin said that snow fell on Monday.").day is None
    assert only("Talks begin on Monday, the Kremlin said on Wednesday.").day.edtf == "2021-12-22"
    assert only("The Kremlin denied the report on Wednesday.").day.edtf == "2021-12-22"


def test_figures_reasons_and_post_come_with_the_proposal():
    text = "“As many as 500 troops are here,” Foreign Minister Sergei Lavrov said on Wednesday."
    proposal = only(text)
    assert [(figure.high, figure.unit) for figure in proposal.figures] == [("500", "troops")]
    assert proposal.position == "lavrov-minister"
    assert any("quotation marks" in reason for reason in proposal.reasons)
    assert any("Wednesday" in reason for reason in proposal.reasons)


def test_the_same_words_have_the_same_key_and_others_have_others():
    text = "The Kremlin said snow fell. The Kremlin denied it. “A,” “b c d e” and “f g h i,” Sergei Lavrov said."
    keys = [one.key for one in proposed(text)]
    assert keys == [one.key for one in proposed(text)]
    assert len(set(keys)) == len(keys)
    assert set(keys).isdisjoint(one.key for one in proposed(text + " More."))


def test_an_archive_that_knows_nobody_still_has_proposals():
    proposal = only("“We will stay here,” Sergei Lavrov said.", known=Known())
    assert speaker(proposal) == "Sergei Lavrov"


def test_a_text_that_says_nothing_proposes_nothing():
    assert proposed("") == proposed("\n\n") == proposed("…") == []
    assert KNOWN.starting_with("") == ()
