"""Who speaks: the name, the pronoun or the office beside the words that say that somebody speaks."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.proposals.found import Named
from archive.proposals.nations import country_meant
from archive.proposals.posts import holder
from archive.proposals.reading import Reading
from archive.proposals.remembering import Memory

_LONGEST = 7
_LONGEST_RELATIVE = 14
_LONGEST_SENTENCE = 40
_BY_NAME = frozenset({"", "unknown", "surname"})
_JOINS = " \u00a0-’'\u2011"


@dataclass(frozen=True)
class Who:
    """A speaker, the words `first`–`last` that name it, how surely (1: by name), and how it was found."""

    named: Named
    first: int
    last: int
    sure: float
    how: str = ""


class Speakers:
    """Finds speakers in one text; `memory` holds who spoke and who was named before."""

    def __init__(self, reading: Reading, memory: Memory) -> None:
        self.reading, self.memory = reading, memory
        self.tokens, self.language, self.known = reading.tokens, reading.language, reading.known

    # Before a verb

    def before(self, verb: int, start: int) -> Who | None:
        """Whoever the words right before the verb name, not before the word `start`."""
        last = self._skip_back(verb - 1, start)
        if last < start or self.reading.quoted[last]:
            return None
        if self.language.relatives.intersection(self.tokens.words[last + 1 : verb]):
            return self._antecedent(last, start)
        gap = self.tokens.between(last + 1)
        if gap.strip(_JOINS) == ",":
            return self._behind_apposition(last, start)
        return None if gap.strip(_JOINS) else self.ending_at(last, start)

    def _antecedent(self, last: int, start: int) -> Who | None:
        """Whom “who said” means: the name right before it, whatever that one does in the sentence."""
        mention = self.reading.ending.get(last)
        if mention and mention.first >= start:
            return Who(mention.named, mention.first, last, 0.9)
        return self._unknown_name(last, start) or self.ending_at(last, start)

    def _skip_back(self, index: int, start: int) -> int:
        """Back over auxiliaries, adverbs and days: “Lavrov on Wednesday also said”."""
        days, words = self.reading.day_words, self.tokens.words
        while index >= start and not self.reading.quoted[index]:
            is_on = words[index] in self.language.on and index + 1 in days
            if not (words[index] in self.language.skipped or index in days or is_on):
                break
            if self.tokens.between(index).strip(_JOINS) not in {"", ","}:
                break
            index -= 1
        return index

    def _behind_apposition(self, last: int, start: int) -> Who | None:
        """“Voss, the prime minister, said”: the name before, or the one between the commas."""
        inner = self.ending_at(last, start)
        place = last
        while place > start and last - place < _LONGEST_RELATIVE and "," not in self.tokens.between(place):
            place -= 1
        outer = None
        if place > start and self.tokens.between(place).strip() == "," and not self.reading.quoted[place - 1]:
            outer = self.ending_at(place - 1, start)
        found = [who for who in (inner, outer) if who]
        # A name says more than what somebody is: “a spokeswoman of Ukraine, Natalia Humeniuk, said”.
        return max(found, key=lambda who: (who.how in _BY_NAME, who.named.uuid is not None, who.sure), default=None)

    def ending_at(self, last: int, start: int) -> Who | None:
        """Whoever the noun phrase that ends with this word names."""
        mention = self.reading.ending.get(last)
        if mention and mention.first >= start:
            return self._named(mention.first, last, mention.named, start)
        word = self.tokens.words[last]
        if pronoun := self._pronoun(last):
            return pronoun
        if word in self.language.roles:
            first = self._phrase_start(last, start)
            if self._follows_preposition(first, start):
                return self._told_more(first - 1, last, None, start)
            return self._description(first, last)
        who = self._unknown_name(last, start)
        if who and self._follows_preposition(self._titles_start(who.first, start), start):
            return self._told_more(self._titles_start(who.first, start) - 1, last, None, start)
        return who

    def _follows_preposition(self, first: int, start: int) -> bool:
        before = first - 1
        return before >= start and self._is_joined(first) and self.tokens.words[before] in self.language.prepositions

    def _named(self, first: int, last: int, named: Named, start: int) -> Who | None:
        """A name, unless it only tells more about somebody before it: “people close to Putin”."""
        titles = self._titles_start(first, start)
        if self._follows_preposition(titles, start):
            return self._told_more(titles - 1, last, named, start)
        return Who(named, titles, last, 1.0)

    def _told_more(self, preposition: int, last: int, named: Named | None, start: int) -> Who | None:
        """Whoever stands before a preposition; a spokesperson speaks for whom it names."""
        head = preposition - 1
        if head < start or not self._is_joined(preposition):
            return None
        if self.tokens.words[head] not in self.language.roles:
            return self._unknown_name(head, start) if self.tokens.is_capital(head) else None
        first = self._phrase_start(head, start)
        if named and self.tokens.words[head] in self.language.spokespeople:
            return Who(named, first, last, 0.8, "spokesperson")
        return self._description(first, last)

    def _titles_start(self, first: int, start: int) -> int:
        """Where the titles before a name start: “German Foreign Minister Annalena Baerbock”."""
        place = first
        while place > start and first - place < _LONGEST and self._is_joined(place):
            before = place - 1
            word = self.tokens.words[before]
            is_title = word in self.language.roles or word in self.language.determiners
            if self.reading.quoted[before] or not (is_title or self.tokens.is_capital(before)):
                break
            place = before
        return place

    def _phrase_start(self, last: int, start: int) -> int:
        """Where the noun phrase that ends with this word starts: at its article, or behind whatever is no noun."""
        place = last
        while place > start and last - place < _LONGEST and self._is_joined(place):
            word = self.tokens.words[place - 1]
            stops = self.language.prepositions | self.language.subordinators | self.language.elided
            if word in stops or word in self.language.by_word or self.reading.quoted[place - 1]:
                break
            place -= 1
            if word in self.language.determiners and place - 1 not in self.reading.ending:
                break
        return place

    def _is_joined(self, index: int) -> bool:
        """Whether only a space, a hyphen or an apostrophe stands before this word."""
        return not self.tokens.between(index).strip(_JOINS)

    # After a verb or “according to”

    def after(self, first: int, stop: int) -> Who | None:
        """Whoever the noun phrase that starts with this word names, before the word `stop`."""
        if first >= stop or self.reading.quoted[first] or not self._is_joined(first):
            return None
        return self._starting_at(first, stop)

    def _starting_at(self, first: int, stop: int) -> Who | None:
        if pronoun := self._pronoun(first):
            return pronoun
        roles: list[int] = []
        for place in self._phrase(first, stop):
            mention = self.reading.starting.get(place)
            word = self.tokens.words[place]
            if mention and not self._is_possessive(mention.last + 1) and not self._tells_a_role(mention.last + 1, stop):
                return Who(mention.named, first, mention.last, 1.0 if not roles or place - roles[-1] == 1 else 0.9)
            if self._ends_unknown_name(first, place, roles):
                break
            if word in self.language.roles:
                roles.append(place)
            elif word in self.language.prepositions and (
                not roles or self.tokens.words[roles[-1]] not in self.language.spokespeople
            ):
                break
        if roles and not self._goes_on_with_a_name(roles[-1] + 1, stop):
            return self._person_behind(roles[-1] + 1, stop) or self._description(first, roles[-1])
        return self._unknown_after(roles[-1] if roles else first, stop)

    def _ends_unknown_name(self, first: int, place: int, roles: list[int]) -> bool:
        """Whether a name that the archive does not know ended before this word: “said Zakharova of the ministry”."""
        if place == first or roles or self.tokens.is_capital(place) or self.language.code == "de":
            return False
        if self.tokens.words[place] in self.language.roles:
            return False
        before = place - 1
        word = self.tokens.words[before]
        return self.tokens.is_capital(before) and word not in self.language.determiners and not country_meant(word)

    def _person_behind(self, index: int, stop: int) -> Who | None:
        """The name behind a title: “the chief executive, Pavel Rhee”, “le ministre russe des Affaires …, Lavrov”."""
        for place in range(index, min(stop, index + _LONGEST)):
            gap = self.tokens.between(place).strip(_JOINS)
            if gap not in {"", ","} or self.reading.quoted[place] or self.tokens.words[place] in self.language.by_word:
                return None
            mention = self.reading.starting.get(place)
            if mention and self.known.is_person(mention.named.uuid) and (gap or self.language.inverts):
                return Who(mention.named, index, mention.last, 0.9)
            if gap:
                return self._apposed(place, stop)
            if self.language.inverts and (who := self._apposed(place, stop)):
                return who
        return None

    def _apposed(self, first: int, stop: int) -> Who | None:
        """A name of two words and more between a comma and the next mark."""
        last = first
        while last + 1 < stop and self.tokens.is_capital(last + 1) and self._is_joined(last + 1):
            last += 1
        is_name = last > first and self.tokens.is_capital(first) and self.tokens.after(last).strip(_JOINS) != ""
        return self._unknown_name(last, first) if is_name else None

    def _tells_a_role(self, index: int, stop: int) -> bool:
        """Whether what somebody is stands right behind a name: “Kremlin spokesman Dmitry Peskov”."""
        return index < stop and self._is_joined(index) and self.tokens.words[index] in self.language.roles

    def _goes_on_with_a_name(self, index: int, stop: int) -> bool:
        """“General Justin”, “spokesman John Doe”: somebody named whom the archive does not know."""
        return (
            index < stop
            and self._is_joined(index)
            and self.tokens.is_capital(index)
            and index not in self.reading.day_words
        )

    def _phrase(self, first: int, stop: int) -> Iterator[int]:
        """The words of a noun phrase from its first on."""
        for place in range(first, min(stop, first + _LONGEST)):
            ends = place > first and not self._is_joined(place)
            word = self.tokens.words[place]
            if ends or self.reading.quoted[place] or word in self.language.subordinators | self.language.by_word.keys():
                return
            yield place

    def _is_possessive(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens.words[index] == "s" and self.tokens.between(index) in {"’", "'"}

    def _unknown_after(self, first: int, stop: int) -> Who | None:
        place = first
        while place < stop and not self.tokens.is_capital(place) and self._is_joined(place) and place - first < 2:
            place += 1
        last = place
        while last < stop and self.tokens.is_capital(last) and (last == place or self._is_joined(last)):
            last += 1
        return self._unknown_name(last - 1, place) if last > place else None

    # At the start of a clause

    def at_start(self, first: int, verb: int) -> Who | None:
        """“American intelligence shared with allies last month showed”: the phrase that the clause starts with."""
        if verb - first > _LONGEST_RELATIVE or any(self.reading.quoted[first:verb]):
            return None
        if any(self.tokens.between(place).strip(_JOINS) for place in range(first + 1, verb + 1)):
            return None
        if any(word in self.language.by_word for word in self.tokens.words[first:verb]):
            return None
        for place in range(first, min(verb, first + 4)):
            if mention := self.reading.starting.get(place):
                is_of = place > first and self.tokens.words[place - 1] in self.language.prepositions
                return (
                    None
                    if is_of or self._is_possessive(mention.last + 1)
                    else Who(mention.named, first, mention.last, 0.7)
                )
            if self.tokens.words[place] in self.language.roles:
                return self._description(first, verb - 1)
        return None

    def subject(self, first: int, verb: int) -> Who | None:
        """Whoever a sentence starts with, for a verb further on: “Stubb agreed with him and said”."""
        joins = self.language.prepositions | self.language.subordinators | self.language.elided
        is_phrase = self.tokens.words[first] in joins
        if verb - first > _LONGEST_SENTENCE or self.reading.quoted[first] or is_phrase:
            return None
        who = self._starting_at(first, verb)
        if who and self.tokens.after(who.last).strip(_JOINS):
            return None  # “JERUSALEM (Reuters) –”
        return who if who and (who.named.uuid or who.how == "pronoun" or self.tokens.is_capital(who.last)) else None

    # Who is meant

    def _pronoun(self, index: int) -> Who | None:
        word, language = self.tokens.words[index], self.language
        found = None
        if word in language.persons:
            found = self.memory.person()
        elif word in language.things:
            found = self.memory.thing()
        elif word in language.several:
            found = self.memory.several()
        return Who(self._at(found, index, index), index, index, 0.8, "pronoun") if found else None

    def _description(self, first: int, last: int) -> Who:
        """“the Russian defense ministry”, “the minister”: known by its post, its office or by what stood before."""
        if known := self._inside(first, last):
            return known
        words = [self.tokens.words[place] for place in range(first, last + 1)]
        words = [word for word in words if word not in self.language.determiners]
        uuid, how = self.known.office(words), "office"
        if not uuid:
            uuid, how = holder(self.known, words, self.reading.issue), "post"
        if not uuid and self.tokens.words[first] in self.language.determiners:
            uuid, how = self.memory.fitting(words), "before"
        return Who(
            self._named_by(uuid, first, last), first, last, 0.8 if uuid else 0.55, how if uuid else "description"
        )

    def _inside(self, first: int, last: int) -> Who | None:
        """A name with what it is behind it: “the Interfax news service”, “a Kremlin spokesman”."""
        for place in range(first, last + 1):
            mention = self.reading.starting.get(place)
            if not mention or mention.last >= last:
                continue
            if self.tokens.words[last] in self.language.spokespeople:
                return Who(mention.named, first, last, 0.8, "spokesperson")
            if self.known.is_medium(mention.named.uuid) and not self._is_possessive(mention.last + 1):
                return Who(mention.named, first, last, 1.0)
        return None

    def _unknown_name(self, last: int, start: int) -> Who | None:
        """A name with capitals that the archive does not know, or a seat that stands for its state."""
        first = last + 1
        while first > start and last - first < _LONGEST and (first > last or self._is_joined(first)):
            if (
                self.reading.quoted[first - 1]
                or first - 1 in self.reading.day_words
                or not self._may_name(first - 1, first)
            ):
                break
            first -= 1
        while first <= last and self.tokens.words[first] in self.language.prepositions:
            first += 1
        if first > last or last in self.reading.day_words or (first == last and self._is_small_word(last)):
            return None
        if any(self.tokens.words[place] in self.language.bodies for place in range(first, last)):
            return self._description(first, last)
        if first == last and (state := self.known.state_meant(self.tokens.words[last])):
            return Who(self._named_by(state, first, last), first, last, 0.6, "seat")
        while first < last and self.tokens.words[first] in self.language.determiners:
            first += 1
        uuid = (self.known.by_last_word.get(self.tokens.written(last)) or None) if first < last else None
        is_full = first < last and self.language.code != "de"
        sure = 0.7 if uuid else 0.55 if is_full else 0.5
        return Who(self._named_by(uuid, first, last), first, last, sure, "surname" if uuid else "unknown")

    def _may_name(self, index: int, following: int) -> bool:
        """Whether a word can be a part of a name: a capital, what an apostrophe joins, an “of” between capitals."""
        if self.tokens.is_capital(index):
            return True
        if following < len(self.tokens) and self.tokens.between(following) in {"’", "'"}:
            return False
        word = self.tokens.words[index]
        if index > 0 and self.tokens.between(index) in {"’", "'"} and word != "s":
            return True
        is_of = word in {"of", "for", "and", "de", "al", "von", "van", "bin"} and index > 0
        return is_of and self._is_joined(index) and self.tokens.is_capital(index - 1)

    def unknown(self, first: int, last: int) -> Who:
        """Words that name somebody whom the archive does not know."""
        return Who(self._named_by(None, first, last), first, last, 0.4, "description")

    def is_body(self, who: Who) -> bool:
        """Whether it is an office or the like, so that neither “he” nor “she” means it."""
        return any(word in self.language.bodies for word in self.tokens.words[who.first : who.last + 1])

    def _is_small_word(self, index: int) -> bool:
        """Whether a word has its capital only because a sentence starts with it."""
        language, word = self.language, self.tokens.words[index]
        return any(
            word in some for some in (language.openers, language.subordinators, language.elided, language.skipped)
        )

    def _named_by(self, uuid: str | None, first: int, last: int) -> Named:
        start, end = self.tokens.starts[first], self.tokens.ends[last]
        return Named(start, end, self.tokens.text[start:end], uuid)

    def dropped(self, verb: int) -> Who | None:
        """Whoever spoke last, meant by a verb without its pronoun."""
        found = self.memory.person() or self.memory.thing()
        return Who(self._at(found, verb, verb), verb, verb, 0.6, "pronoun") if found else None

    def _at(self, named: Named, first: int, last: int) -> Named:
        """The same actor, named by other words."""
        start, end = self.tokens.starts[first], self.tokens.ends[last]
        return Named(start, end, self.tokens.text[start:end] if named.uuid else named.text, named.uuid, named.kind)
