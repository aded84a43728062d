"""Where a sentence says that somebody speaks: each report with its cue, its speaker and the mouths it came through."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.proposals.found import Named
from archive.proposals.languages import Cue
from archive.proposals.languages.table import words
from archive.proposals.reading import Reading, Unit
from archive.proposals.remembering import Memory
from archive.proposals.speakers import Speakers, Who
from archive.proposals.tokens import folded

ACCORDING = Cue((), ("according-to", "said"))
#: agencies and broadcasters that a text may name though the archive does not know them
_AGENCIES = words(
    "reuters afp ap bloomberg interfax tass ria dpa bbc cnn efe pap ansa xinhua unian ukrinform nbc cbs abc npr rfi"
)
_MEDIA = frozenset({"radio", "tv", "television", "news", "times", "post", "magazine", "press", "newspaper", "gazette"})
_NEGATED = frozenset({"to", "not", "t", "never", "without"})
_TAIL = 14
_QUOTE_WITHIN = 14
_FEW = 5
_SURE_ENOUGH = 0.55


@dataclass(frozen=True)
class Report:
    """Somebody speaks: the words of the cue, `first`–`last`, and those of all that tells who speaks.

    `chain`: mouths from the speaker outwards. `trails`: what is said stands before it (“…, the ministry said”).
    """

    cue: Cue
    first: int
    last: int
    who: Who | None
    chain: tuple[Named, ...] = ()
    trails: bool = False
    shared: bool = False

    @property
    def start(self) -> int:
        """The first word of the attribution."""
        if self.who and not self.shared and self.who.first < self.first:
            return self.who.first
        return self.first

    @property
    def end(self) -> int:
        """The last word of the attribution."""
        return max(self.last, self.who.last) if self.who and not self.shared else self.last


class Reporting:
    """Finds the reports of one text, sentence by sentence, in order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.memory = Memory(reading.known)
        self.speakers = Speakers(reading, self.memory)
        self.tokens, self.language = reading.tokens, reading.language
        self._first_words = frozenset(phrase[0] for phrase in (*self.language.before, *self.language.citing))
        self._behind_words = frozenset(phrase[0] for phrase in self.language.after)

    def of(self, unit: Unit) -> list[Report]:
        """The reports of a sentence; what it names is remembered for the next."""
        found: list[Report] = []
        pending: list[Report] = []
        index = unit.words.start
        while index < unit.words.stop:
            report = None if self.reading.quoted[index] else self._at(index, unit, found)
            if report and report.who:
                self.memory.speak(report.who.named, self.speakers.is_body(report.who))
                found += [replace(earlier, who=report.who, shared=True) for earlier in pending]
                pending = []
                self._join(found, report)
            elif report and report.cue.needs_quote:
                pending.append(report)
            index = report.last + 1 if report else index + 1
        for mention in self._mentions(unit):
            self.memory.name(mention)
        if not found and (person := self._spoken_of(unit)):
            self.memory.speak(person, False)
        return sorted(found, key=lambda report: report.first)

    def _mentions(self, unit: Unit) -> Iterator[Named]:
        for index in unit.words:
            if mention := self.reading.starting.get(index):
                yield mention.named

    def _spoken_of(self, unit: Unit) -> Named | None:
        """The one person that a sentence without a speaker is about: who is “he” in the next."""
        people = {one.uuid: one for one in self._mentions(unit) if self.reading.known.is_person(one.uuid)}
        return next(iter(people.values())) if len(people) == 1 else None

    # One report

    def _at(self, index: int, unit: Unit, found: list[Report]) -> Report | None:
        word = self.tokens.words[index]
        for phrase in self._phrases(index):
            who = self.speakers.after(index + len(phrase), unit.words.stop)
            if who:
                return self._according(index, len(phrase), who, unit)
        if self._stands_after(index):
            who = self.speakers.ending_at(index - 1, unit.words.start) if index > unit.words.start else None
            return Report(ACCORDING, index, index, who) if who else None
        if self._is_possessed(index, unit):
            return self._noun(index, unit)
        for cue in self.language.by_word.get(word, ()):
            if self.tokens.stands(cue.phrase, index):
                report = self._spoken(cue, index, unit, found)
                if report:
                    return report
        return None

    def _phrases(self, index: int) -> list[tuple[str, ...]]:
        """What of “according to” and its like stands here, the longest first."""
        word = self.tokens.words[index]
        if word not in self._first_words:
            return []
        phrases = [*self.language.before, *self.language.citing]
        return sorted((phrase for phrase in phrases if self.tokens.stands(phrase, index)), key=len, reverse=True)

    def _stands_after(self, index: int) -> bool:
        if self.tokens.words[index] not in self._behind_words:
            return False
        return any(self.tokens.stands(phrase, index) for phrase in self.language.after)

    def _according(self, index: int, length: int, who: Who, unit: Unit) -> Report:
        return Report(ACCORDING, index, index + length - 1, who, trails=index > unit.words.start)

    def _spoken(self, cue: Cue, index: int, unit: Unit, found: list[Report]) -> Report | None:
        last = index + len(cue.phrase) - 1
        if index > unit.words.start and self._means_something_else(cue, index):
            return None
        if cue.needs_quote and not self._quote_follows(last, unit):
            return None
        who, shared = self._who(cue, index, last, unit, found)
        if who is None:
            return Report(cue, index, last, None) if cue.needs_quote or self._beside_quote(index, last) else None
        is_plain = self._that_follows(last) or self._beside_quote(min(index, who.first), last)
        is_plain = is_plain or self._is_medium(who.named)
        if cue.weak and who.sure < _SURE_ENOUGH and not shared and not is_plain:
            return None
        if not shared and self._is_told_of(cue, index, who, unit, found):
            return None
        return self._with_tail(
            Report(cue, index, last, who, trails=self._trails(index, last, who, unit), shared=shared), unit
        )

    def _means_something_else(self, cue: Cue, index: int) -> bool:
        """“to say”, “did not say”, “is believed to”, “the proposed talks”."""
        if self.reading.quoted[index - 1] or self.tokens.between(index).strip(" \u00a0’'"):
            return False
        before = self.tokens.words[index - 1]
        if before in self.language.passive:
            return not cue.phrase[0].endswith("ing")
        if cue.weak and before in self.language.determiners:
            return True
        return self.language.code == "en" and before in _NEGATED

    def _is_told_of(self, cue: Cue, index: int, who: Who, unit: Unit, found: list[Report]) -> bool:
        """Whether another tells that somebody spoke: “media said that Hamas had rejected the offer”."""
        if who.first <= unit.words.start:
            return False
        before = who.first - 1
        if cue.weak and found and found[-1].end == before and not self.tokens.between(who.first).strip(" \u00a0"):
            return True
        that = self.tokens.words[before] in self.language.that and not self.reading.quoted[before]
        had = self.language.had & set(self.tokens.words[who.last + 1 : index])
        return that and (cue.weak or bool(had) or bool(found))

    def _quote_follows(self, last: int, unit: Unit) -> bool:
        return any(self.reading.quoted[last + 1 : min(last + 1 + _QUOTE_WITHIN, unit.words.stop)])

    def _that_follows(self, last: int) -> bool:
        return last + 1 < len(self.tokens) and self.tokens.words[last + 1] in self.language.that

    def _beside_quote(self, first: int, last: int) -> bool:
        before = first > 0 and bool(self.reading.quoted[first - 1])
        return before or (last + 1 < len(self.tokens) and bool(self.reading.quoted[last + 1]))

    def _who(self, cue: Cue, index: int, last: int, unit: Unit, found: list[Report]) -> tuple[Who | None, bool]:
        """Who speaks, and whether that is told by another report of the sentence (“and vowed …”)."""
        start = unit.words.start
        before = self.speakers.before(index, start)
        after = self._inverted(index, last, unit)
        if after and (before is None or after.sure > before.sure or self._follows_comma(index, before)):
            return after, False
        if before:
            return before, False
        if self._is_elided(index, unit):
            if found:
                return found[-1].who, True
            initial = self.speakers.subject(start, index)
            if initial:
                return initial, True
        initial = self.speakers.at_start(self._clause_start(index, start), index)
        return initial or self._behind_quote(index, unit) or self._dropped(index, last, unit), False

    def _dropped(self, index: int, last: int, unit: Unit) -> Who | None:
        """The last speaker, where the language says “said” alone for “he said”."""
        if not self.language.drops_pronouns:
            return None
        is_first = index == unit.words.start or bool(self.reading.quoted[index - 1])
        if not (is_first or self._that_follows(last) or self._beside_quote(index, last)):
            return None
        return self.speakers.dropped(index)

    def _behind_quote(self, index: int, unit: Unit) -> Who | None:
        """Whatever few words stand between a quotation and the verb: “…,” the attacker’s mother told"""
        for first in range(index - 1, max(unit.words.start, index - 1 - _FEW), -1):
            if self.reading.quoted[first - 1] and not self.reading.quoted[first]:
                return self.speakers.unknown(first, index - 1)
        return None

    def _follows_comma(self, index: int, before: Who) -> bool:
        """“…, a dit le ministre”: what stands before the comma is what is said."""
        return self.language.inverts and self.tokens.between(index).strip() == "," and before.last == index - 1

    def _inverted(self, index: int, last: int, unit: Unit) -> Who | None:
        """The speaker behind the verb: “…,” said Lavrov."""
        if self.language.inverts:
            return self.speakers.after(last + 1, unit.words.stop)
        behind_quote = index > unit.words.start and bool(self.reading.quoted[index - 1])
        if not behind_quote and self.tokens.between(index).strip() != ",":
            return None
        who = self.speakers.after(last + 1, unit.words.stop)
        return who if behind_quote or (who and who.how != "pronoun") else None

    def _is_elided(self, index: int, unit: Unit) -> bool:
        """Whether the verb shares its subject with an earlier one: “and vowed”, “…, saying”."""
        if index == unit.words.start:
            return False
        words = self.tokens.words
        if words[index - 1] in self.language.elided:
            return True
        is_participle = self.language.code == "en" and words[index].endswith("ing")
        joins = self.language.elided.intersection(words[max(0, index - _FEW) : index])
        return is_participle and ("," in self.tokens.between(index) or bool(joins))

    def _clause_start(self, index: int, start: int) -> int:
        """The first word after the last comma, quotation or conjunction before this word."""
        place = index
        while place > start:
            if self.tokens.between(place).strip(" \u00a0-’'") or self.reading.quoted[place - 1]:
                break
            if self.tokens.words[place - 1] in self.language.subordinators | self.language.elided and place < index:
                break
            place -= 1
        return place

    def _trails(self, index: int, last: int, who: Who, unit: Unit) -> bool:
        """Whether what is said stands before: a mark before the speaker, and nothing but time and place after."""
        first, after = min(index, who.first), max(last, who.last) + 1
        if first == unit.words.start or not self.tokens.between(first).strip(" \u00a0-’'"):
            return False
        if after >= unit.words.stop or self.reading.quoted[first - 1]:
            return True
        mark, word = self.tokens.between(after).strip(" \u00a0-’'"), self.tokens.words[after]
        is_place = word in self.language.prepositions | self.language.on | self.language.reporters
        return (bool(mark) and mark[0] not in ':“„«"‘') or is_place or after in self.reading.day_words

    def _is_possessed(self, index: int, unit: Unit) -> bool:
        """Whether it is the word for a thing of somebody named: “Russia’s demand”."""
        return (
            index >= unit.words.start + 2 and self.tokens.words[index - 1] == "s" and index - 2 in self.reading.ending
        )

    def _noun(self, index: int, unit: Unit) -> Report | None:
        """“Russia’s demand for ‘legally binding’ guarantees”: a noun that is somebody's."""
        mention = self.reading.ending[index - 2]
        for cue in self.language.nouns:
            if self.tokens.stands(cue.phrase, index):
                last = index + len(cue.phrase) - 1
                is_said = len(cue.phrase) > 1 or self._quote_follows(last, unit)
                who = Who(mention.named, mention.first, mention.last, 0.8, "noun")
                return Report(cue, index, last, who) if is_said else None
        return None

    # The way that the words came

    def _with_tail(self, report: Report, unit: Unit) -> Report:
        """“told Reuters”, “said in an interview with RT TV”: the medium that the words were said to."""
        stop = min(unit.words.stop, report.end + 1 + _TAIL)
        for index in range(report.end + 1, stop):
            word = self.tokens.words[index]
            if word in self.language.by_word or (word in self.language.subordinators and not report.cue.inner):
                break
            mention = self.reading.starting.get(index)
            named = (
                mention.named
                if mention and self.reading.known.is_medium(mention.named.uuid)
                else self._agency(index, stop)
            )
            if named and report.who and named.uuid != report.who.named.uuid and not self.reading.quoted[index]:
                return replace(report, chain=(named,)) if self._is_told_to(index, report) else report
        return report

    def _agency(self, index: int, stop: int) -> Named | None:
        """A medium that the archive does not know: an agency of the world, or a name with “Radio” or “News”."""
        if not self.tokens.is_capital(index) or index in self.reading.starting:
            return None
        last = index
        while last + 1 < stop and self.tokens.is_capital(last + 1) and self.tokens.between(last + 1) == " ":
            last += 1
        words = set(self.tokens.words[index : last + 1])
        if not (words & _MEDIA or self.tokens.words[index] in _AGENCIES):
            return None
        start, end = self.tokens.starts[index], self.tokens.ends[last]
        return Named(start, end, self.tokens.text[start:end], None)

    def _is_told_to(self, index: int, report: Report) -> bool:
        """Whether a preposition or the verb itself stands before the medium: it is where the words were said."""
        place = index - 1
        while place > report.last and self.tokens.words[place] in self.language.determiners | self.language.roles:
            place -= 1
        return place <= report.end or index - report.end <= 2 or self.tokens.words[place] in self.language.prepositions

    def _join(self, found: list[Report], report: Report) -> None:
        """Add a report to those before it; it may only say through whom the last of them came."""
        earlier = found[-1] if found else None
        if not earlier or not earlier.who or not report.who:
            found.append(report)
            return
        between = self.reading.quoted[earlier.end + 1 : report.start]
        is_citing = report.cue is ACCORDING and self.tokens.words[report.first : report.last + 1] in map(
            list, self.language.citing
        )
        is_medium = self._is_medium(report.who.named)
        if is_citing and not any(between):
            found[-1] = self._cited(earlier, report, is_medium)
        elif (
            report.trails
            and earlier.cue.weak
            and not earlier.trails
            and not earlier.who.named.uuid
            and not any(between)
        ):
            found[-1] = report
        elif is_medium and report.trails and not any(between) and report.who.named.uuid != earlier.who.named.uuid:
            found[-1] = replace(earlier, chain=(*earlier.chain, report.who.named))
        else:
            found.append(report)

    def _cited(self, earlier: Report, report: Report, is_medium: bool) -> Report:
        """Whom a report cites speaks, or stands between the speaker and the medium that cites."""
        if not earlier.who or not report.who:
            return report
        cited, chain = report.who.named, earlier.chain
        if self._is_medium(earlier.who.named):
            return replace(report, first=earlier.start, chain=(earlier.who.named, *chain), trails=True)
        if chain and self._is_medium(chain[-1]):
            return replace(earlier, chain=(*chain[:-1], cited, chain[-1]))
        if is_medium:
            return replace(earlier, chain=(*chain, cited))
        return replace(report, chain=(earlier.who.named, *chain), trails=True)

    def _is_medium(self, named: Named) -> bool:
        words = set(folded(named.text)) if not named.uuid else set()
        return self.reading.known.is_medium(named.uuid) or bool(words & _AGENCIES) or bool(words & _MEDIA)
