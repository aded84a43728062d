"""Days meant in words, resolved against the day of issue as the news means them.

A weekday is the latest one up to the issue, or the next one where something is still to come; a month or a day
without its year is the nearest one. Weeks run from Monday to Sunday.
"""

import re
from collections.abc import Callable

from archive.dates import EDTFError, parse
from archive.proposals.calendar_words import Issue
from archive.proposals.found import Day
from archive.proposals.languages import Language, language_of
from archive.proposals.reasons import (
    by_month_reason,
    by_phrase_reason,
    by_weekday_reason,
    written_reason,
)
from archive.proposals.tokens import Tokens

Reason = Callable[[str, str, Issue], str]

_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_YEARS = range(1000, 2200)
_NUMERIC = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z")
_OF = frozenset({"de", "of", "del"})
#: words before and after a day among which something still to come is looked for
_BEFORE, _AFTER = 6, 3


def days_in(text: str, *, language: str, issued: str) -> list[Day]:
    """The days and spans of days that the text names, in order, not overlapping.

    `issued`: the day or moment of issue in EDTF; where it is unknown only dates with their year are found.
    """
    return found_days(Tokens(text), language_of(language), Issue.of(issued))


def found_days(tokens: Tokens, language: Language, issue: Issue) -> list[Day]:
    reader = _Reader(tokens, language, issue)
    found: list[Day] = []
    index = 0
    while index < len(tokens):
        read = reader.at(index)
        if read:
            day, after = read
            found.append(day)
            index = after
        else:
            index += 1
    return found


class _Reader:
    def __init__(self, tokens: Tokens, language: Language, issue: Issue) -> None:
        self.tokens, self.language, self.issue = tokens, language, issue
        self.text = tokens.text
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in sorted(language.relative.items(), key=lambda item: -len(item[0])):
            self.phrases.setdefault(phrase[0], []).append((phrase, meaning))
        #: words that something read here can start with
        self.starts = {*self.phrases, *language.weekdays, *language.months, *language.numbers}

    def at(self, index: int) -> tuple[Day, int] | None:
        """The day named from this word on, and the index of the word after it."""
        word = self.tokens.words[index]
        if word[0].isdigit():
            return self._numeric(index) or self._day_and_month(index) or self._year(index) or self._ago(index)
        if word not in self.starts:
            return None
        return (
            self._phrase(index)
            or (self._weekday(index) if word in self.language.weekdays else None)
            or (self._month(index) if word in self.language.months else None)
            or self._ago(index)
        )

    # Dates that are written out

    def _numeric(self, index: int) -> tuple[Day, int] | None:
        """“2021-12-22” and “22.12.2021”."""
        words = self.tokens.words
        if found := _NUMERIC.match(words[index]):
            day, month, year = map(int, found.groups())
            return self._written(index, index, year, month, day)
        if len(words[index]) == 4 and index + 2 < len(words) and self._joined(index + 1) and self._joined(index + 2):
            year, month, day = (int(words[place]) if words[place].isdigit() else 0 for place in range(index, index + 3))
            return self._written(index, index + 2, year, month, day)
        return None

    def _joined(self, index: int) -> bool:
        return self.tokens.between(index) == "-" and self.tokens.words[index].isdigit()

    def _day_and_month(self, index: int) -> tuple[Day, int] | None:
        """“17 December 2021”, “17. Dezember”, “17 de diciembre”."""
        words, number = self.tokens.words, self._day_number(index)
        after = index + 1
        if after < len(words) and words[after] in _ORDINAL | _OF:
            after += 1
        if after < len(words) and words[after] in _OF:
            after += 1
        if not number or after >= len(words) or words[after] not in self.language.months:
            return None
        if not self._is_month(after, strict=False) or not _close(self.tokens, index, after):
            return None
        return self._with_year(index, after, self.language.months[words[after]], number)

    def _month(self, index: int) -> tuple[Day, int] | None:
        """“December 17”, “Dec. 22, 2021”, “in January”, “since November 2021”."""
        words, month = self.tokens.words, self.language.months[self.tokens.words[index]]
        following = index + 1
        number = self._day_number(following) if following < len(words) and _close(self.tokens, index, following) else 0
        if number and not self.language.ordinal_points and self._is_month(index, strict=False):
            last = following
            if last + 1 < len(words) and words[last + 1] in _ORDINAL and self.tokens.between(last + 1) == "":
                last += 1
            return self._with_year(index, last, month, number)
        if index and self._day_number(index - 1) and _close(self.tokens, index - 1, index):
            return None  # "31 February": a day that does not exist
        return self._with_year(index, index, month, 0) if self._is_month(index, strict=True) else None

    def _is_month(self, index: int, *, strict: bool) -> bool:
        """Whether the word is a month and not another word: “May”, “March” and short forms need a sign of it."""
        written, before = self.tokens.written(index), self.tokens.words[index - 1] if index else ""
        if self.language.code in {"en", "de"} and not written[0].isupper():
            return False
        if not strict or self._year_at(index + 1):
            return True
        if self.language.code != "en":
            return before in self.language.on | self.language.since | self.language.until | {"im", "en", "w", "u"}
        is_plain = len(written) > 3 and written not in {"March", "August"}
        return is_plain or before in _BEFORE_MONTHS

    def _with_year(self, first: int, last: int, month: int, day: int) -> tuple[Day, int] | None:
        year_at = next((place for place in (last + 1, last + 2) if self._is_year_after(last, place)), None)
        if year_at is not None:
            return self._written(first, year_at, int(self.tokens.words[year_at]), month, day)
        year = self.issue.nearest_year(month, day, coming=self._is_coming(first, last), since=self._since(first))
        if year is None:
            return None
        return self._made(first, last, _edtf(year, month, day), by_month_reason)

    def _is_year_after(self, last: int, place: int) -> bool:
        if not self._year_at(place) or not _close(self.tokens, last, place):
            return False
        return all(self.tokens.words[between] in _OF for between in range(last + 1, place))

    def _written(self, first: int, last: int, year: int, month: int, day: int) -> tuple[Day, int] | None:
        edtf = _edtf(year, month, day)
        try:
            parse(edtf)
        except EDTFError:
            return None
        return self._made(first, last, edtf, written_reason)

    def _year(self, index: int) -> tuple[Day, int] | None:
        before = self.tokens.words[index - 1] if index else ""
        names = self.language.since | self.language.until | {"in", "en", "im", "of", "jahr", "year", "v"}
        if not self._year_at(index) or before not in names or self.tokens.between(index).strip():
            return None
        following = self.tokens.words[index + 1] if index + 1 < len(self.tokens) else ""
        if following in self.language.counted or self.tokens.after(index)[:1] in {"-", "%"}:
            return None
        return self._made(index, index, self.tokens.words[index], written_reason)

    def _year_at(self, index: int) -> bool:
        word = self.tokens.words[index] if index < len(self.tokens) else ""
        return len(word) == 4 and word.isdigit() and int(word) in _YEARS

    def _day_number(self, index: int) -> int:
        word = self.tokens.words[index]
        return int(word) if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 else 0

    # Days in relation to the issue

    def _weekday(self, index: int) -> tuple[Day, int] | None:
        if self.language.code in {"en", "de"} and not self.tokens.is_capital(index):
            return None
        written = self.tokens.written(index)
        if self.language.code == "en" and len(written) <= 5 and self.tokens.after(index)[:1] != ".":
            return None
        if self.issue.day is None:
            return None
        number, meaning = self.language.weekdays[self.tokens.words[index]], self._beside(index)
        day = self.issue.weekday(number, meaning, coming=not meaning and self._is_coming(index, index))
        return self._made(index, index, day.isoformat(), by_weekday_reason) if day else None

    def _beside(self, index: int) -> str:
        """What stands before or after a weekday: `last`, `next` or nothing."""
        for place, kind in ((index - 1, ""), (index + 1, "_after")):
            if 0 <= place < len(self.tokens):
                meaning = self.language.relative.get((self.tokens.words[place],), "")
                if meaning in {f"last{kind}", f"next{kind}"}:
                    return meaning.removesuffix("_after")
        return ""

    def _phrase(self, index: int) -> tuple[Day, int] | None:
        for phrase, meaning in self.phrases.get(self.tokens.words[index], ()):
            if self.tokens.stands(phrase, index) and (edtf := self.issue.phrase(meaning)):
                return self._made(index, index + len(phrase) - 1, edtf, by_phrase_reason)
        return None

    def _ago(self, index: int) -> tuple[Day, int] | None:
        """“two days ago”, “3 weeks ago”."""
        words = self.tokens.words
        if self.language.code != "en" or index + 2 >= len(words) or words[index + 2] != "ago":
            return None
        count = (
            int(words[index])
            if words[index].isdigit() and len(words[index]) < 4
            else self.language.numbers.get(words[index])
        )
        edtf = self.issue.ago(count, words[index + 1].rstrip("s")) if count else ""
        return self._made(index, index + 2, edtf, by_phrase_reason) if edtf else None

    # Around it

    def _since(self, first: int) -> str:
        """`since` or `until` where such a word stands before, an article or “the end of” apart."""
        for place in range(first - 1, max(-1, first - 5), -1):
            word = self.tokens.words[place]
            if word in self.language.since:
                return "since"
            if word in self.language.until:
                return "until"
            if word not in {"the", "end", "of", "late", "early", "at", "least", "mid", "last", "le", "el", "la"}:
                break
        return ""

    def _is_coming(self, first: int, last: int) -> bool:
        """Whether the words around say that it is still to come, and no verb of saying stands right before."""
        tokens, language = self.tokens, self.language
        before = first - 1 if first and tokens.words[first - 1] in language.on else first
        if before and tokens.words[before - 1] in language.by_word:
            return False
        for place in range(before - 1, max(-1, before - _BEFORE - 1), -1):
            if tokens.after(place).strip(" \u00a0’'-") or tokens.words[place] in language.subordinators:
                break
            if tokens.words[place] in language.coming:
                return True
        for place in range(last + 1, min(len(tokens), last + 1 + _AFTER)):
            if tokens.between(place).strip() or tokens.words[place] in language.subordinators:
                break
            if tokens.words[place] in language.coming:
                return True
        return False

    def _made(self, first: int, last: int, edtf: str, reason: Reason) -> tuple[Day, int] | None:
        bound = self._since(first)
        if "/" not in edtf and bound:
            edtf = f"{edtf}/.." if bound == "since" else f"../{edtf}"
        try:
            canonical = parse(edtf).text
        except EDTFError:
            return None
        start, end = self.tokens.starts[first], self.tokens.ends[last]
        words = self.text[start:end]
        return Day(start, end, words, canonical, reason(words, canonical, self.issue)), last + 1


_BEFORE_MONTHS = frozenset(
    {
        "in",
        "since",
        "until",
        "by",
        "of",
        "from",
        "to",
        "on",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "before",
        "after",
    }
)


def _close(tokens: Tokens, first: int, last: int) -> bool:
    """Whether only spaces, commas and points stand between these words, on one line."""
    return all(
        not tokens.between(place).strip(" \u00a0,.") and "\n" not in tokens.between(place)
        for place in range(first + 1, last + 1)
    )


def _edtf(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"
