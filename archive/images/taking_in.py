"""Taking a picture in: checked, its original kept in private, its renditions made."""

import hashlib
from typing import TypedDict

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from archive.images.decoding import FORMATS, decode, inspect, upright_size
from archive.images.keeping import keep, original_name, originals, read_original
from archive.images.renditions import WIDTHS, make_renditions, missing_renditions
from archive.models import Image


class Taken(TypedDict):
    """What an image's document says of its file; `width` and `height` are upright pixels."""

    sha256: str
    format: str
    width: int
    height: int


def take_in(upload: "File[bytes]") -> Taken:
    """Keep an uploaded picture, and say what its image's document has to say of it.

    Its format is that of its content; of a moving picture the first frame is shown. The same file twice is kept
    once. Raises ValidationError for what is not a picture in JPEG, PNG, WebP, AVIF or GIF, is damaged, or has more
    than IMAGE_MAX_BYTES or IMAGE_MAX_PIXELS; that is found out before it is decoded, and nothing is kept.
    """
    upload.seek(0)
    content = upload.read(settings.IMAGE_MAX_BYTES + 1)
    picture = inspect(content)
    found = FORMATS[str(picture.format)]
    size = upright_size(picture)
    decoded = decode(picture, 2 * WIDTHS[-1])
    sha256 = hashlib.sha256(content).hexdigest()
    keep(originals(), original_name(sha256), content)
    make_renditions(sha256, decoded, size)
    return {"sha256": sha256, "format": str(found), "width": size[0], "height": size[1]}


def image_problems() -> list[str]:
    """A sentence for each image whose original is missing or altered, or that lacks renditions; for `verify`."""
    return [
        f"image {image.slug}: {problem}" for image in Image.objects.order_by("slug") for problem in _problems(image)
    ]


def _problems(image: Image) -> list[str]:
    try:
        content = read_original(image.sha256)
    except FileNotFoundError:
        return [_("its original is missing")]
    if hashlib.sha256(content).hexdigest() != image.sha256:
        return [_("its original is not the file that was taken in")]
    missing = len(list(missing_renditions(image)))
    return [_("%(count)s of its renditions are missing") % {"count": missing}] if missing else []
