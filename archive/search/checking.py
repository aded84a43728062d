"""Checking whether the index says what the public records say, for `verify`."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from archive.models import SearchEntry
from archive.models.bulk import portions
from archive.search import naming
from archive.search.declared import SEARCHED, Searchable
from archive.search.engines import engine
from archive.search.naming import batches_of_keys
from archive.search.outlines import Outline, Reader, Row, rows_of
from archive.timeline.entries import Keys

BATCH = 500


def drift() -> list[str]:
    """A sentence for each record that the search finds wrongly or not at all; for `verify`. Reads everything."""
    found = [sentence for searchable in SEARCHED.values() for sentence in _drift_of(searchable)]
    unknown = SearchEntry.objects.exclude(kind__in=SEARCHED)
    found += [_("search entry %(entry)s: there is no such kind") % {"entry": entry} for entry in unknown]
    found += _drift_of_names()
    if not engine().is_sound():
        found.append(_("search index: it does not hold the words of its entries; rebuild it"))
    return found


def _drift_of_names() -> Iterator[str]:
    for kind, key in naming.drift():
        slug = _slugs(SEARCHED[kind], [key]).get(key) if kind else None
        if slug:
            yield _("%(kind)s %(slug)s: its names are not known as they are") % {"kind": kind, "slug": slug}
        else:
            yield _("names of record %(key)s: there is no such record") % {"key": key}


def _drift_of(searchable: Searchable) -> Iterator[str]:
    reader = Reader()
    for keys in batches_of_keys(searchable.model._default_manager, BATCH):
        problems = dict(_problems(searchable, keys, reader.outlines(searchable, keys)))
        slugs = _slugs(searchable, problems)
        for key, problem in sorted(problems.items()):
            if key in slugs:
                yield f"{searchable.kind} {slugs[key]}: {problem}"
    known = searchable.model._default_manager.values("pk")
    for entry in SearchEntry.objects.filter(kind=searchable.kind).exclude(record_id__in=known):
        yield _("search entry %(entry)s: there is no such record") % {"entry": entry}


def _problems(searchable: Searchable, keys: Keys, should: dict[int, Outline]) -> Iterator[tuple[int, str]]:
    """(primary key, what is wrong with its entries)."""
    held: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    entries = SearchEntry.objects.filter(keys.at("record_id"), kind=searchable.kind).order_by("part")
    for key, number, part, fingerprint in entries.values_list("record_id", "id", "part", "fingerprint"):
        held[key].append((number, part, fingerprint))
    for key in held.keys() - should.keys():
        yield key, _("the search finds it, but it is not public")
    for key in should.keys() - held.keys():
        yield key, _("the search does not find it")
    for outline, rows in rows_of(should[key] for key in should.keys() & held.keys()):
        if not _says(rows, held[outline.record_id]):
            yield outline.record_id, _("the search index does not say what the record says")


def _says(rows: list[Row], held: list[tuple[int, int, str]]) -> bool:
    """Whether the entries are those of the record, word for word; a few at a time, for texts are large."""
    if held != [(row.id, row.part, row.fingerprint) for row in rows]:
        return False
    return not any(engine().unlike(some) or _texts(some) != [row.text for row in some] for some in portions(rows, 20))


def _texts(rows: list[Row]) -> list[str]:
    texts = dict(SearchEntry.objects.filter(pk__in=[row.id for row in rows]).values_list("pk", "text"))
    return [texts.get(row.id, "") for row in rows]


def _slugs(searchable: Searchable, keys: Collection[int]) -> dict[int, str]:
    return dict(searchable.model._default_manager.filter(pk__in=keys).values_list("pk", "slug"))
