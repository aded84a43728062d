"""What kind of statement it is: its cue says, or else the words themselves."""

from archive.proposals.languages import Cue, Language
from archive.proposals.tokens import Tokens


def kind_of(cue: Cue | None, tokens: Tokens, words: range, language: Language, *, asks: bool) -> str:
    """One of the design's kinds. `asks`: the words end with a question mark."""
    if cue and cue.kind:
        return cue.kind
    if asks:
        return "question"
    found = [
        (rank, kind)
        for index in words
        for rank, kind, phrase in language.by_kind_word.get(tokens.words[index], ())
        if index + len(phrase) <= words.stop and tokens.stands(phrase, index)
    ]
    return min(found)[1] if found else "assertion"
