"""Pictures with their credit: uploaded here, checked by their content, shown small."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.columns import public_pill, thumbnail_of
from archive.admin.filters import FindingFilter
from archive.admin.forms import RecordForm
from archive.admin.records import RecordAdmin
from archive.documents import Document
from archive.images import Taken, take_in
from archive.models import Image
from archive.views.images import thumbnail
from archive.workflow import Act

SALT = "archive.admin.images"


class ImageForm(RecordForm):
    """`taken` holds what an earlier try of this form uploaded, signed, so nobody has to choose the file again."""

    upload = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("A JPEG, PNG, WebP, AVIF or GIF. Readers get smaller copies without its metadata."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )
    taken = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_upload(self) -> Taken | None:
        upload = self.cleaned_data.get("upload")
        return take_in(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "upload" not in self.errors:
            cleaned["upload"] = cleaned.get("upload") or self._taken_earlier()
            self._remember(cleaned["upload"])
        return cleaned

    def _taken_earlier(self) -> Taken | None:
        try:
            taken: Taken = signing.loads(self.cleaned_data.get("taken") or "", salt=SALT)
        except signing.BadSignature:
            if self.is_new:
                self.add_error("upload", ValidationError(_("Choose a picture.")))
            return None
        return taken

    def _remember(self, taken: Taken | None) -> None:
        if taken:
            data: Any = self.data
            self.data = data.copy()
            self.data["taken"] = signing.dumps(taken, salt=SALT)  # type: ignore[index]


@admin.register(Image)
class ImageAdmin(RecordAdmin):
    form = ImageForm
    list_display = ["picture", "alt", "credit", "format", "size", public_pill]
    list_display_links = ["picture", "alt"]
    list_filter = ["is_public", FindingFilter, "format"]
    search_fields = ["alt", "credit", "slug", "licence"]
    readonly_fields = ["picture"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ["upload", "taken"] if obj is None else ["picture", "upload", "taken"]
        return [
            (None, {"fields": shown}),
            (
                _("About the picture"),
                {
                    "fields": ["alt", "credit", "licence", "slug"],
                    "description": _("What it shows, whose it is, and on what terms it is used."),
                },
            ),
        ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(thumbnail)
        return [path("<path:object_id>/thumbnail/", view, name="archive_image_thumbnail"), *super().get_urls()]

    def prepare(self, document: Document, form: Any, act: Act) -> None:
        if form.cleaned_data.get("upload"):
            document.update(form.cleaned_data["upload"])

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, image: Image) -> str:
        return thumbnail_of(image) or "–"

    @admin.display(description=gettext_lazy("size"), ordering="width")
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"
