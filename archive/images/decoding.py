"""From bytes that somebody sent to a picture: refused before it is decoded, or upright and in sRGB."""

from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from archive.models import ImageFormat

#: by what Pillow finds in the content; the name of the file and what the browser says do not count
FORMATS = {
    "JPEG": ImageFormat.JPEG,
    "MPO": ImageFormat.JPEG,  # a JPEG that carries further pictures, as some cameras write it
    "PNG": ImageFormat.PNG,
    "WEBP": ImageFormat.WEBP,
    "AVIF": ImageFormat.AVIF,
    "GIF": ImageFormat.GIF,
}
#: what a WebP file can hold
LONGEST_SIDE = 16_383

_ORIENTATION = 0x0112
_TURNED = {5, 6, 7, 8}
_SIXTEEN_BITS = {"I", "I;16", "I;16B", "I;16L"}


def inspect(content: bytes) -> Pillow.Image:
    """The picture, only its header read. Raises ValidationError for what is not a picture, or too large a one."""
    if not content:
        raise ValidationError(_("This file is empty."))
    if len(content) > settings.IMAGE_MAX_BYTES:
        raise ValidationError(
            _("This file is too large: at most %(limit)s MB, please.") % {"limit": settings.IMAGE_MAX_BYTES // 2**20}
        )
    try:
        picture = Pillow.open(BytesIO(content), formats=[name for name in FORMATS if name != "MPO"])
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception as error:
        # Whatever a decoder stumbles over, it is the file that is wrong.
        message = _("This is not a picture that the archive can read. Use JPEG, PNG, WebP, AVIF or GIF.")
        raise ValidationError(message) from error
    _refuse_large(*picture.size)
    return picture


def _refuse_large(width: int, height: int) -> None:
    if width * height > settings.IMAGE_MAX_PIXELS:
        raise _too_many_pixels(width, height)
    if max(width, height) > LONGEST_SIDE:
        message = _("This picture is too long: at most %(limit)s pixels on each side, please.")
        raise ValidationError(message % {"limit": LONGEST_SIDE})


def _too_many_pixels(width: int = 0, height: int = 0) -> ValidationError:
    limit = _("at most %(limit)s million pixels, please.") % {"limit": settings.IMAGE_MAX_PIXELS // 1_000_000}
    if not width:
        return ValidationError(_("This picture has too many pixels: %(limit)s") % {"limit": limit})
    values = {"width": width, "height": height, "limit": limit}
    return ValidationError(_("This picture has too many pixels (%(width)s × %(height)s): %(limit)s") % values)


def upright_size(picture: Pillow.Image) -> tuple[int, int]:
    """Width and height as the picture is meant to be seen."""
    width, height = picture.size
    return (height, width) if _orientation(picture) in _TURNED else (width, height)


def _orientation(picture: Pillow.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # broken metadata says nothing about the picture, and is thrown away anyway
        return 1


def decode(picture: Pillow.Image, needed: int) -> Pillow.Image:
    """The first frame upright, in sRGB, as RGB or RGBA, with no metadata; at least `needed` wide where it was.

    Raises ValidationError for a picture that breaks off or does not keep what its header promises.
    """
    try:
        # A JPEG can be decoded at a half, a quarter or an eighth, which spares most of the memory.
        picture.draft(None, (needed, needed))
        picture.load()
    except Exception as error:
        raise ValidationError(_("This picture is damaged or incomplete; it could not be decoded.")) from error
    profile = picture.info.get("icc_profile")
    turned = _upright(picture)
    plain = _in_srgb(turned, profile) if profile else _in_rgb(turned)
    plain.info.clear()
    return plain


def _upright(picture: Pillow.Image) -> Pillow.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # as above
        return picture


def _in_rgb(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode in _SIXTEEN_BITS:
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return picture.copy() if picture.mode == mode else picture.convert(mode)


def _in_srgb(picture: Pillow.Image, profile: bytes) -> Pillow.Image:
    source = picture if picture.mode in {"L", "CMYK"} else _in_rgb(picture)
    mode = "RGBA" if source.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(source, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        converted = None  # a profile that cannot be read, or is of another kind of picture
    return converted or _in_rgb(picture)
