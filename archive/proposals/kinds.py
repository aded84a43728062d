"""What kind of statement it is: its cue says, or else the words themselves."""

from archive.proposals.languages import Cue, Language
from archive.proposals.tokens import Tokens


def kind_of(cue: Cue | None, tokens: Tokens, words: range, language: Language, *, asks: bool) -> str:
    """One of the design's kinds. `asks`: the words end with a question mark."""
    if cue and cue.kind:
        return cue.kind
    if asks:
        return "question"
    for kind, phrases in language.kinds:
        if any(tokens.stands(phrase, index) and index + len(phrase) <= words.stop for index in words for phrase in phrases):
            return kind
    return "assertion"
