"""Who is named in a text: full names wherever they stand, and a surname after the full name stood before it."""

from archive.proposals.found import Named
from archive.proposals.known import Known, Name
from archive.proposals.languages import language_of
from archive.proposals.tokens import Tokens

#: between the words of one name there is this and nothing else
_WITHIN_NAMES = frozenset({"", " ", "\u00a0", "-", "’", "'", ". ", "‑", "–", "\n"})
#: the letters that a bent name may have at its end, beyond those it shares with the name
_BENT = 3
_LONGEST_SHORT_FORM = 3


def mentions(text: str, known: Known, language: str = "en") -> list[Named]:
    """All actors named in the text, in order and not overlapping; the longest name wins.

    `uuid` is None where two actors bear the same name. A surname counts after the full name stood earlier.
    """
    tokens = Tokens(text)
    return [mention.named for mention in found_mentions(tokens, known, language_of(language).inflects)]


class Mention:
    """A name in a text: who it is, and the words `first`–`last` that it consists of."""

    __slots__ = ("first", "last", "named")

    def __init__(self, named: Named, first: int, last: int) -> None:
        self.named, self.first, self.last = named, first, last


def found_mentions(tokens: Tokens, known: Known, inflects: bool) -> list[Mention]:
    finder = _Finder(tokens, known, inflects)
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        mention = finder.at(index)
        if mention:
            found.append(mention)
        index = mention.last + 1 if mention else index + 1
    return found


class _Finder:
    def __init__(self, tokens: Tokens, known: Known, inflects: bool) -> None:
        self.tokens, self.known, self.inflects = tokens, known, inflects
        #: surname → the person last named in full
        self.surnames: dict[str, str] = {}
        self.candidates: dict[str, tuple[Name, ...]] = {}

    def at(self, index: int) -> Mention | None:
        """The name that starts with this word."""
        word = self.tokens.words[index]
        found = [name for name in self._names(word) if self._stands(name, index)]
        if found:
            longest = [name for name in found if len(name.words) == len(found[0].words)]
            uuids = {name.uuid for name in longest}
            return self._mention(index, len(longest[0].words), next(iter(uuids)) if len(uuids) == 1 else None)
        if self.tokens.is_capital(index) and (uuid := self._by_surname(word)):
            return self._mention(index, 1, uuid)
        return None

    def _names(self, word: str) -> tuple[Name, ...]:
        if not self.inflects:
            return self.known.starting_with(word)
        if word not in self.candidates:
            firsts = (first for first in self.known.by_stem.get(word[:3], ()) if bends(first, word))
            names = [name for first in sorted(firsts) for name in self.known.starting_with(first)]
            self.candidates[word] = tuple(sorted(names, key=lambda name: -len(name.words)))
        return self.candidates[word]

    def _by_surname(self, word: str) -> str | None:
        if word in self.surnames:
            return self.surnames[word]
        if self.inflects:
            return next((uuid for name, uuid in self.surnames.items() if bends(name, word)), None)
        return None

    def _stands(self, name: Name, index: int) -> bool:
        tokens = self.tokens
        if index + len(name.words) > len(tokens):
            return False
        for place, (word, written) in enumerate(zip(name.words, name.written, strict=True), index):
            if not (tokens.words[place] == word or (self.inflects and bends(word, tokens.words[place]))):
                return False
            if not _written_alike(tokens, place, written):
                return False
            if place > index and tokens.between(place) not in _WITHIN_NAMES:
                return False
        return bool(name.words)

    def _mention(self, index: int, length: int, uuid: str | None) -> Mention:
        start, end = self.tokens.starts[index], self.tokens.ends[index + length - 1]
        if uuid and length > 1 and self.known.is_person(uuid):
            self.surnames[self.tokens.words[index + length - 1]] = uuid
        return Mention(Named(start, end, self.tokens.text[start:end], uuid), index, index + length - 1)


def _written_alike(tokens: Tokens, place: int, written: str) -> bool:
    """A name's capital is kept, and a short form such as RT is written in capitals or is not meant."""
    if not written[0].isupper():
        return True
    in_text = tokens.written(place)
    if written.isupper() and len(written) <= _LONGEST_SHORT_FORM and len(written) > 1:
        return in_text.isupper()
    return in_text[0].isupper() or in_text[0].isdigit()


def bends(name: str, word: str) -> bool:
    """Whether a folded word can be a case of a folded name: “Lavrova” of “Lavrov”, “Rossii” of “Rossiya”."""
    if name == word:
        return True
    shared = 0
    for one, other in zip(name, word, strict=False):
        if one != other:
            break
        shared += 1
    return shared >= max(3, len(name) - _BENT + 1) and len(word) - shared <= _BENT and len(name) - shared < _BENT
