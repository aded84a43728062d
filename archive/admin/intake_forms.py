"""The forms of taking in: the three ways in, what is proposed, and how to read the bytes once more."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.dates import EDTFError, display
from archive.extraction.reading import ARTICLE, WHOLE
from archive.intake.proposing import origin_words, proposed_publisher
from archive.intake.taking import take_link, take_pasted, take_uploaded
from archive.models import Intake, Source, Term, Vocabulary
from archive.models.sources import validate_moment

#: kinds of source that a page of the web usually is, by slug
USUAL_KINDS = ("news-article", "article")


class TakeInForm(forms.Form):
    """A link, a file or a text: one of them."""

    address = forms.CharField(
        label=gettext_lazy("Address on the web"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"class": "vURLField", "placeholder": "https://"}),
        help_text=gettext_lazy("It is fetched from here, as anybody would see it who is not logged in."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.xhtml,.pdf,.txt,text/html,application/pdf,text/plain"}),
        help_text=gettext_lazy("A page (HTML), a PDF or plain text. The file is kept as it is."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "cols": 40, "class": "vLargeTextField"}),
        help_text=gettext_lazy("The whole text, word for word. It is kept as it is and never edited afterwards."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in self.fields if cleaned.get(name) and str(cleaned[name]).strip()]
        if not given and not self.errors:
            raise ValidationError(_("Give an address, a file or a text."))
        if len(given) > 1:
            raise ValidationError(_("Give one of them: an address, a file or a text."))
        self.way = given[0] if given else ""
        return cleaned

    def take(self, user: Any, source: Source | None) -> Intake:
        """Take in what was given. Raises IntakeProblem."""
        given: Any = self.cleaned_data[self.way]
        if self.way == "address":
            return take_link(user, given, source)
        return take_uploaded(user, given, source) if self.way == "file" else take_pasted(user, given, source)


class VersionForm(forms.Form):
    """What a newer capture needs: its text is there already."""

    captured_at = forms.CharField(
        label=gettext_lazy("Captured at"),
        max_length=40,
        validators=[validate_moment],
        help_text=gettext_lazy("With its offset: 2022-01-26T16:14:00+02:00."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Shown with the correction of a published source, once it is approved."),
    )


class ReadAgainForm(forms.Form):
    """How else the bytes could be read. `text` stands for what was found, or was not."""

    encoding = forms.CharField(required=False, max_length=40)
    manner = forms.ChoiceField(required=False, choices=[(ARTICLE, ARTICLE), (WHOLE, WHOLE)])
    text = forms.CharField(required=False, strip=False)


@dataclass(frozen=True)
class Shown:
    """A proposal as the page shows it."""

    value: str
    label: str
    origin: str


@dataclass
class ReviewRow:
    """A field of the form with what is proposed for it; `is_used`: the first proposal is taken."""

    bound: Any
    proposals: list[Shown] = field(default_factory=list)
    is_used: bool = True
    note: str = ""

    @property
    def switch(self) -> str:
        """The name of the box that says whether the proposal is taken."""
        return f"use-{self.bound.name}"


#: the review's fields, under their headings
SECTIONS = (
    (gettext_lazy("What it is"), ("title", "kind", "publisher", "byline", "language", "url", "slug")),
    (gettext_lazy("When"), ("issued", "captured_at", "date_basis")),
    (gettext_lazy("Grade and rights"), ("access", "reliability", "reliability_basis", "rights", "reason")),
)
FIELDS = [name for _heading, names in SECTIONS for name in names if name != "reason"]


class Proposed:
    """All that is proposed for an intake, as initial values of the form and as lines to read."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.by_field: dict[str, list[Shown]] = {}
        self.notes: dict[str, str] = {}
        for item in intake.proposals:
            if item["field"] in FIELDS and item["field"] != "publisher":
                self._add(item["field"], item["value"], _label(item), origin_words(item))
        self._add_publisher()
        self._add_kind()

    def _add(self, name: str, value: str, label: str, origin: str) -> None:
        self.by_field.setdefault(name, []).append(Shown(value, label, origin))

    def _add_publisher(self) -> None:
        actor, why = proposed_publisher(self.intake)
        if actor is not None and why is not None:
            self._add("publisher", str(actor.pk), str(actor), origin_words(why))
        elif why is not None:
            told = _("The page calls itself “%(name)s”; no actor here has that name yet.")
            self.notes["publisher"] = told % {"name": why["detail"]}

    def _add_kind(self) -> None:
        if self.intake.media_type == "text/html":
            terms = Term.objects.filter(vocabulary=Vocabulary.SOURCE_KIND, slug__in=USUAL_KINDS)
            for term in terms.order_by("-slug")[:1]:
                self._add("kind", str(term.pk), term.name, _("usual for a page of the web"))

    @property
    def initial(self) -> dict[str, str]:
        return {name: shown[0].value for name, shown in self.by_field.items()}

    def without_switched_off(self, posted: Any) -> Any:
        """The posted values, those emptied that are still as proposed although the proposal was switched off."""
        values = posted.copy()
        for name, shown in self.by_field.items():
            if f"use-{name}" not in posted and posted.get(name) == shown[0].value:
                values[name] = ""
        return values

    def sections(self, form: Any) -> list[tuple[Any, list[ReviewRow]]]:
        return [(heading, [self._row(form, name) for name in names]) for heading, names in SECTIONS]

    def _row(self, form: Any, name: str) -> ReviewRow:
        is_used = not form.is_bound or f"use-{name}" in form.data
        return ReviewRow(form[name], self.by_field.get(name, []), is_used, self.notes.get(name, ""))


def _label(item: dict[str, str]) -> str:
    if item["field"] == "issued":
        try:
            return display(item["value"])
        except EDTFError:
            return item["value"]
    return item["value"]
