"""The terms of a made-up archive: (slug, name) of each vocabulary, the most used first."""

from archive.models import Vocabulary

TERMS: dict[str, tuple[tuple[str, str], ...]] = {
    Vocabulary.ACTOR_KIND: (
        ("person", "Person"),
        ("organisation", "Organisation"),
        ("ministry", "Ministry"),
        ("state", "State"),
        ("news-agency", "News agency"),
        ("armed-forces", "Armed forces"),
        ("alliance", "Alliance"),
        ("company", "Company"),
    ),
    Vocabulary.EVENT_KIND: (
        ("announcement", "Announcement"),
        ("talks", "Talks"),
        ("press-remarks", "Remarks to the press"),
        ("military-movement", "Military movement"),
        ("decision", "Decision"),
        ("attack", "Attack"),
        ("protest", "Protest"),
        ("phone-call", "Phone call"),
        ("publication", "Publication"),
        ("arrest", "Arrest"),
        ("election", "Election"),
        ("trial", "Trial"),
    ),
    Vocabulary.SOURCE_KIND: (
        ("news-article", "News article"),
        ("agency-report", "Agency report"),
        ("official-statement", "Official statement"),
        ("interview", "Interview"),
        ("analysis", "Analysis"),
        ("letter", "Letter"),
    ),
    Vocabulary.PARTICIPANT_ROLE: (
        ("party", "Party"),
        ("speaker", "Speaker"),
        ("addressee", "Addressee"),
        ("witness", "Witness"),
    ),
    Vocabulary.PLACE_ROLE: (("destination", "Destination"), ("target", "Target")),
    Vocabulary.CUE: (
        ("said", "said"),
        ("told-reporters", "told reporters"),
        ("warned", "warned"),
        ("denied", "denied"),
        ("called-for", "called for"),
        ("demanded", "demanded"),
        ("promised", "promised"),
        ("asked", "asked"),
    ),
}
