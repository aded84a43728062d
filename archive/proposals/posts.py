"""Who is meant by a post: “the Russian foreign minister”."""

from archive.proposals.calendar_words import Issue
from archive.proposals.known import Known, KnownPosition
from archive.proposals.tokens import folded

_SMALL = frozenset({"of", "the", "for", "and", "s", "to"})
#: the word of a ministry for what its minister is called
_SAME = {"defence": "defense"}


def title_words(post: KnownPosition) -> frozenset[str]:
    return frozenset(_SAME.get(word, word) for word in folded(post.title) if word not in _SMALL)


def holder(known: Known, words: list[str], issue: Issue) -> str | None:
    """The UUID of the one person who held the post that the folded words name when the text was issued, or None.

    A post that does not name its state (“the foreign minister”) is nobody's: that is for what stood before to tell.
    """
    said = {_SAME.get(word, word) for word in words if word not in _SMALL}
    posts = [post for word in said for post in known.titled.get(word, ())]
    day = (issue.day or issue.about).toordinal() if issue.about else None
    found = set()
    for post in posts:
        title = title_words(post)
        rest = said - title
        if title <= said and rest and _is_of(known, post, rest) and post in known.posts_on(post.person, day):
            found.add(post.person)
    return next(iter(found)) if len(found) == 1 else None


def _is_of(known: Known, post: KnownPosition, rest: set[str]) -> bool:
    """Whether the words beyond the title name the organisation or its state."""
    meant = known.meaning(rest)
    organisation = known.actors.get(post.organisation)
    if not organisation:
        return False
    names = known.meaning(word for name in (organisation.name, *organisation.other_names) for word in folded(name))
    state = known.actors.get(known.states.get(organisation.country, ""))
    return bool(meant) and meant <= names | (known.meaning(folded(state.name)) if state else frozenset())
