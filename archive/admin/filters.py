"""Filters of lists that do not grow with the archive."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.dates import EDTFError, parse
from archive.findings import FINDINGS, of_kind
from archive.models import Term, Vocabulary


class PeriodFilter(admin.SimpleListFilter):
    """A field to type a year, a month or any other EDTF into; finds what overlaps it."""

    title = gettext_lazy("time")
    parameter_name = "time"
    template = "admin/archive/period_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # Without a choice Django would leave the filter out.
        return [("", "")]

    def choices(self, changelist: Any) -> Any:
        kept = [(name, value) for name, values in changelist.filter_params.items() for value in values]
        yield {
            "value": self.value() or "",
            "error": self.error,
            "kept": [pair for pair in kept if pair[0] != self.parameter_name],
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
        }

    error = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        text = (self.value() or "").strip()
        if not text:
            return queryset
        try:
            date = parse(text)
        except EDTFError as error:
            self.error = str(error)
            return queryset.none()
        found: QuerySet[Any] = queryset.overlapping(date.first_day, date.last_day)  # type: ignore[attr-defined]
        return found


def term_filter(field: str, vocabulary: Vocabulary) -> type[admin.SimpleListFilter]:
    """Choices among the terms of one vocabulary, by slug."""

    class TermFilter(admin.SimpleListFilter):
        title = vocabulary.label
        parameter_name = field

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return list(Term.objects.filter(vocabulary=vocabulary).values_list("slug", "name"))

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            return queryset.filter(**{f"{field}__slug": self.value()}) if self.value() else queryset

    return TermFilter


NONE = "none"


def value_filter(field: str, labels: Mapping[str, str] | None = None) -> type[admin.SimpleListFilter]:
    """Choices among the values that a column has, with a name for the empty one; `labels` may name the others."""

    class ValueFilter(admin.SimpleListFilter):
        title = gettext_lazy("language") if field == "language" else gettext_lazy("country")
        parameter_name = field

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
            values = model_admin.model._default_manager.order_by(field).values_list(field, flat=True).distinct()
            return [(value or NONE, (labels or {}).get(value, value) or _("unknown or none")) for value in values]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            if self.value() is None:
                return queryset
            return queryset.filter(**{field: "" if self.value() == NONE else self.value()})

    return ValueFilter


class HeldFilter(admin.SimpleListFilter):
    """Sources whose text is here, and those that are only cited."""

    title = gettext_lazy("text")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("held here")), ("no", _("only cited"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(captures__isnull=self.value() == "no").distinct()


class PendingFilter(admin.SimpleListFilter):
    """Published records that a revision waits for."""

    title = gettext_lazy("pending revision")
    parameter_name = "pending"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("with one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(has_pending=True) if self.value() == "yes" else queryset


class FindingFilter(admin.SimpleListFilter):
    """Records that somebody should look at; see `archive.findings`."""

    title = gettext_lazy("to look at")
    parameter_name = "finding"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(finding.name, finding.words) for finding in of_kind(model_admin.model.record_kind)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        finding = FINDINGS.get(self.value() or "")
        return queryset.filter(finding.condition()) if finding else queryset
