"""Chains of attribution, each as one line of slugs: `lavrov:rt-interview > bloomberg:bloomberg-report > :page`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.rows import RowForm, RowInline
from archive.documents import KINDS, Catalogue
from archive.models import Address, Chain

Station = dict[str, str | None]


class ChainForm(RowForm):
    stations = forms.CharField(
        label=gettext_lazy("Stations"),
        required=False,
        widget=forms.TextInput(attrs={"class": "chain-input", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Slugs, from the first mouth outwards: speaker > agency:its-report > :the-page"),
    )

    class Meta:
        model = Chain
        fields: list[str] = []

    def clean_stations(self) -> list[Station]:
        text = self.cleaned_data["stations"]
        return read_chain(text) if text.strip() else []

    def row(self) -> Any:
        return self.cleaned_data["stations"]

    @classmethod
    def initial_of(cls, row: Any, catalogue: Catalogue) -> dict[str, Any]:
        return {"stations": write_chain(row)}


def read_chain(text: str) -> list[Station]:
    """The stations that the line names. Raises ValidationError with all that is wrong."""
    pairs, errors = [], []
    for number, part in enumerate(text.split(">"), 1):
        actor, colon, source = (piece.strip() for piece in part.partition(":"))
        if not (actor or source) or (colon and not source) or ":" in source:
            errors.append(
                _("Station %(number)s “%(station)s”: write an actor, an actor:source or a :source.")
                % {"number": number, "station": part.strip()}
            )
        pairs.append((actor, source))
    if errors:
        raise ValidationError(errors)
    if len(pairs) < 2:
        raise ValidationError(_("A chain has at least two stations, with > between them."))
    actors = _uuids("actor", [actor for actor, _source in pairs], errors)
    sources = _uuids("source", [source for _actor, source in pairs], errors)
    if errors:
        raise ValidationError(errors)
    return [{"actor": actors.get(actor), "source": sources.get(source)} for actor, source in pairs]


def _uuids(kind: str, slugs: Iterable[str], errors: list[str]) -> dict[str, str]:
    wanted = {slug for slug in slugs if slug}
    records = KINDS[kind].model._default_manager
    found = {slug: str(uuid) for slug, uuid in records.filter(slug__in=wanted).values_list("slug", "uuid")}
    for slug in sorted(wanted - found.keys()):
        errors.append(_unknown(kind, slug))
    return found


def _unknown(kind: str, slug: str) -> str:
    values = {"kind": str(KINDS[kind].model._meta.verbose_name), "slug": slug}
    former = Address.objects.filter(kind=kind, slug=slug).first()
    new = Address.objects.filter(record_uuid=former.record_uuid, is_current=True).first() if former else None
    if new is not None:
        return _("The %(kind)s “%(slug)s” is called “%(new)s” now.") % {**values, "new": new.slug}
    return _("There is no %(kind)s with the slug “%(slug)s”.") % values


def write_chain(stations: list[Station]) -> str:
    """The line that `read_chain` reads back."""
    named = {kind: {station[kind] for station in stations if station[kind]} for kind in ("actor", "source")}
    slugs = {kind: _slugs(kind, uuids) for kind, uuids in named.items()}
    return " > ".join(_station(station, slugs) for station in stations)


def _slugs(kind: str, uuids: set[Any]) -> dict[str, str]:
    rows = KINDS[kind].model._default_manager.filter(uuid__in=uuids).values_list("uuid", "slug")
    return {str(uuid): slug for uuid, slug in rows}


def _station(station: Station, slugs: dict[str, dict[str, str]]) -> str:
    actor = slugs["actor"].get(station["actor"] or "", "")
    return f"{actor}:{slugs['source'].get(station['source'], '')}" if station["source"] else actor


class ChainInline(RowInline):
    """The way of the words, within one held source."""

    model = Chain
    form = ChainForm
    fields = ["stations"]
    verbose_name = gettext_lazy("chain of attribution")
    verbose_name_plural = gettext_lazy("chains of attribution")
    explanation = gettext_lazy(
        "Through whose mouths the words came, one line a chain: slugs of actors and sources, joined by >. "
        "“actor” speaks, “actor:source” speaks in a source, “:source” is a page. The first is the speaker, "
        "the last the cited page that is held here, alone: sergei-lavrov:rt-interview > bloomberg:bloomberg-report "
        "> :the-page"
    )
