"""Other names and identifiers in other registers, which actors and places have alike."""

from django.utils.translation import gettext_lazy as _

from archive.admin.rows import RowInline


class OtherNameInline(RowInline):
    fields = [("name", "language")]
    verbose_name = _("other name")
    verbose_name_plural = _("other names")
    explanation = _("Names by which people also look for it, with their language: “Київ”, uk.")


class ExternalIdInline(RowInline):
    fields = [("scheme", "value")]
    explanation = _("What other registers call it: “wikidata”, “Q212”.")
