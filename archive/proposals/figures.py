"""Numbers with units: “122,000 troops”, “as many as 60 missile launchers”, “between 2,500 and 3,000 people”."""

import re
from collections.abc import Iterable
from decimal import Decimal

from archive.proposals.found import Figure
from archive.proposals.languages import Language
from archive.proposals.tokens import Tokens, fold

#: significant digits that the archive keeps of a number
_DIGITS = 15
_DECIMALS = 6
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})+\Z")
_LONGEST_OF = 8
_LONGEST_UNIT = 4
_MONEY = "$€£₽"
_DISTANCE = frozenset({"within", "innerhalb"})
_QUALIFIER_REACH = 5


def found_figures(tokens: Tokens, words: range, language: Language, taken: Iterable[tuple[int, int]]) -> list[Figure]:
    """The figures among the words `words`; those within the spans `taken` (days, quoted years) are none."""
    return _Reader(tokens, words, language, list(taken)).read()


class _Number:
    """A number and the words that it is made of."""

    __slots__ = ("currency", "first", "last", "value")

    def __init__(self, first: int, last: int, value: Decimal, currency: str = "") -> None:
        self.first, self.last, self.value, self.currency = first, last, value, currency


class _Reader:
    def __init__(self, tokens: Tokens, words: range, language: Language, taken: list[tuple[int, int]]) -> None:
        self.tokens, self.words, self.language, self.taken = tokens, words, language, taken

    def read(self) -> list[Figure]:
        found: list[Figure] = []
        index = self.words.start
        while index < self.words.stop:
            number = self._number(index)
            figure = number and self._figure(number)
            if number and figure:
                figure_, index = figure
                found.append(figure_)
            else:
                index = number.last + 1 if number else index + 1
        return found

    def _number(self, index: int) -> _Number | None:
        """The number that starts with this word, with “million” and the like."""
        tokens, word = self.tokens, self.tokens.words[index]
        start = tokens.starts[index]
        if any(first <= start < last for first, last in self.taken):
            return None
        value = self._value(word)
        if value is None:
            return None
        last = index
        if last + 1 < self.words.stop and tokens.words[last + 1] in self.language.scales:
            last += 1
            value *= self.language.scales[tokens.words[last]]
        elif word[0].isalpha() and not self._counts(index) and not self._is_bound(index):
            return None
        if value >= 10**_DIGITS:
            return None
        before = tokens.text[start - 1] if start else ""
        return _Number(index, last, value, before if before in _MONEY else "")

    def _counts(self, index: int) -> bool:
        """Whether a number in letters counts something that is worth a figure: “three soldiers”."""
        following = self.tokens.words[index + 1 : min(index + 3, self.words.stop)]
        return any(word in self.language.counted for word in following)

    def _is_bound(self, index: int) -> bool:
        return self._qualified(index, self.language.at_most) or self._qualified(index, self.language.at_least)

    def _value(self, word: str) -> Decimal | None:
        if not word[0].isdigit():
            number = self.language.numbers.get(word)
            return Decimal(number) if number else None
        grouped = _GROUPED.match(word)
        separator = "." if self.language.decimal_comma else ","
        if grouped and (grouped.group(1) == separator or word.count(grouped.group(1)) > 1):
            plain = word.replace(grouped.group(1), "")
        else:
            plain = word.replace(",", ".") if self.language.decimal_comma else word
        if plain.count(".") > 1 or "," in plain or len(plain) > _DIGITS or len(plain.partition(".")[2]) > _DECIMALS:
            return None
        return Decimal(plain)

    def _figure(self, number: _Number) -> tuple[Figure, int] | None:
        """The figure that a number is a part of, and the index of the word after it."""
        upper = self._upper_end(number)
        last = upper or number
        unit = self._unit(last)
        if not unit or self._is_distance(number) or self._is_year(number, unit[0]):
            return None
        name, unit_last = unit
        low, best, high = self._ends(number, upper)
        of, after = self._of(unit_last)
        first = self._first_word(number)
        start = self.tokens.starts[first] - bool(number.currency and first == number.first)
        end = self.tokens.ends[unit_last]
        if self.tokens.text[end : end + 1] == "%":
            end += 1
        return Figure(start, max(end, start), low, best, high, name[:50], of[:200]), max(after, unit_last + 1)

    def _is_year(self, number: _Number, unit: str) -> bool:
        """“its 2011 projection”: four digits without a separator that count nothing that is counted."""
        word = self.tokens.words[number.first]
        looks_like_one = len(word) == 4 and word.isdigit() and "1900" <= word <= "2099"
        return looks_like_one and fold(unit) not in self.language.counted

    def _upper_end(self, number: _Number) -> _Number | None:
        """The second number of “between 3 and 5”, “3 to 5”, “10–20”."""
        tokens, place = self.tokens, number.last + 1
        if place >= self.words.stop:
            return None
        if tokens.between(place).strip() in {"–", "-", "—"} and tokens.words[place][0].isdigit():
            upper = self._number(place)
        elif tokens.words[place] in self.language.ranges and place + 1 < self.words.stop:
            upper = self._number(place + 1) if tokens.words[place + 1][0].isdigit() else None
        else:
            upper = None
        return upper if upper and upper.value > number.value else None

    def _ends(self, number: _Number, upper: _Number | None) -> tuple[str, str, str]:
        scale = upper and self.tokens.words[upper.last] in self.language.scales and number.first == number.last
        if upper:
            factor = self.language.scales[self.tokens.words[upper.last]] if scale else 1
            return _plain(number.value * factor), "", _plain(upper.value)
        value = _plain(number.value)
        if self._qualified(number.first, self.language.at_most):
            return "", "", value
        if self._qualified(number.first, self.language.at_least):
            return value, "", ""
        return "", value, ""

    def _qualified(self, index: int, phrases: frozenset[tuple[str, ...]]) -> bool:
        return any(index >= len(phrase) and self.tokens.stands(phrase, index - len(phrase)) for phrase in phrases)

    def _first_word(self, number: _Number) -> int:
        """Where the figure starts, with “as many as” or “at least” before it."""
        for phrases in (self.language.at_most, self.language.at_least):
            for phrase in sorted(phrases, key=len, reverse=True):
                if number.first >= len(phrase) and self.tokens.stands(phrase, number.first - len(phrase)):
                    return number.first - len(phrase)
        return number.first

    def _is_distance(self, number: _Number) -> bool:
        """“within 200 kilometers” says where, not how many."""
        return number.first > 0 and self.tokens.words[number.first - 1] in _DISTANCE

    def _unit(self, number: _Number) -> tuple[str, int] | None:
        """The unit's one word and the index of its last word; money and percents stand at the number."""
        tokens, after = self.tokens, self.tokens.after(number.last)
        if number.currency:
            return self.language.units.get(number.currency, number.currency), number.last
        if after.lstrip(" \u00a0").startswith(("%", "€", "$", "£", "₽")):
            mark = after.lstrip(" \u00a0")[0]
            return self.language.units.get(mark, mark), number.last
        place = number.last + 1
        run: list[int] = []
        while place < self.words.stop and len(run) < _LONGEST_UNIT and self._is_unit_word(place, number.last):
            run.append(place)
            place += 1
        if not run:
            return None
        chosen = self._head(run)
        word = tokens.words[chosen]
        if word in self.language.units:
            return self.language.units[word], chosen + (tokens.words[chosen + 1 : chosen + 2] == ["cent"])
        return tokens.written(chosen), chosen

    def _is_unit_word(self, place: int, last: int) -> bool:
        tokens, word = self.tokens, self.tokens.words[place]
        gap = tokens.between(place)
        if gap not in {" ", "\u00a0", "-", "\u202f"} or not word[:1].isalpha():
            return False
        if word in self.language.units:
            return True
        return word not in self.language.not_units and word not in self.language.months

    def _head(self, run: list[int]) -> int:
        """The word that is counted: in English the first plural, elsewhere the first noun."""
        words = self.tokens.words
        for place in run:
            if words[place] in self.language.units or words[place] in self.language.counted:
                return place
        if self.language.code == "en":
            return next((place for place in run if _is_plural(words[place])), run[0] if len(run) == 1 else run[-1])
        return run[0]

    def _of(self, unit_last: int) -> tuple[str, int]:
        """The words that say what is counted, from a preposition to the next mark or verb, and the index after."""
        tokens, place = self.tokens, unit_last + 1
        if place >= self.words.stop or tokens.words[place] not in self.language.prepositions | _DISTANCE:
            return "", place
        if tokens.between(place).strip():
            return "", place
        last = place
        while last + 1 < min(self.words.stop, place + _LONGEST_OF) and not tokens.between(last + 1).strip(" \u00a0-’'"):
            last += 1
            if tokens.words[last] in self.language.subordinators or tokens.words[last] in self.language.by_word:
                last -= 1
                break
        first = place + 1 if tokens.words[place] == "of" and last > place else place
        if last == place:
            return "", place
        return tokens.text[tokens.starts[first] : tokens.ends[last]], last + 1


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
