"""What the public sees of a picture: smaller copies in AVIF, WebP and JPEG, without metadata.

They are made when the picture comes in, so that pages only link to them, and again from the original when one is
missing. Their names hold the hash of the original and the width, never anything that a person named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.storage import default_storage
from PIL import Image as Pillow

from archive.images.decoding import decode, inspect
from archive.images.keeping import keep, read_original
from archive.models import Image

#: pixels; a picture is never enlarged, a smaller one has its own width as the last
WIDTHS = (160, 320, 640, 960, 1280)
#: raise it when renditions are made in another way: all are then made anew
FORM = 1


@dataclass(frozen=True)
class Encoding:
    """A format of renditions: Pillow's name of it, its MIME type, and how it is written."""

    name: str
    content_type: str
    options: dict[str, Any] = field(default_factory=dict)
    transparent: bool = True


#: by extension; the last one is the fallback that everything can show
ENCODINGS = {
    "avif": Encoding("AVIF", "image/avif", {"quality": 60, "speed": 8}),
    "webp": Encoding("WEBP", "image/webp", {"quality": 78, "method": 4}),
    "jpg": Encoding("JPEG", "image/jpeg", {"quality": 82, "progressive": True, "optimize": True}, transparent=False),
}


def widths(width: int) -> list[int]:
    """The widths of the renditions of a picture that is `width` pixels wide, smallest first."""
    return [*(each for each in WIDTHS if each < width), *([width] if width <= WIDTHS[-1] else [])]


def height_at(image: Image, width: int) -> int:
    """How high the rendition of that width is, at least 1 pixel."""
    return max(1, round(image.height * width / image.width))


def rendition_name(sha256: str, width: int, extension: str) -> str:
    return f"images/{sha256[:2]}/{sha256}/{FORM}-{width}.{extension}"


def make_renditions(sha256: str, picture: Pillow.Image, size: tuple[int, int]) -> None:
    """Write those that are missing of a decoded picture whose upright size was `size`."""
    missing = [
        (width, extension)
        for width in widths(size[0])
        for extension in ENCODINGS
        if not default_storage.exists(rendition_name(sha256, width, extension))
    ]
    for width in dict.fromkeys(width for width, _extension in missing):
        resized = picture.resize(
            (width, max(1, round(size[1] * width / size[0]))), Pillow.Resampling.LANCZOS, reducing_gap=3.0
        )
        for extension in [extension for wanted, extension in missing if wanted == width]:
            keep(default_storage, rendition_name(sha256, width, extension), _encoded(resized, ENCODINGS[extension]))


def _encoded(picture: Pillow.Image, encoding: Encoding) -> bytes:
    if picture.mode == "RGBA" and not encoding.transparent:
        paper = Pillow.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    written = BytesIO()
    picture.save(written, encoding.name, **encoding.options)
    return written.getvalue()


def regenerate(image: Image) -> None:
    """Make the renditions that are missing from the original. Raises FileNotFoundError, ValidationError."""
    picture = decode(inspect(read_original(image.sha256)), 2 * WIDTHS[-1])
    make_renditions(image.sha256, picture, (image.width, image.height))


def read_rendition(image: Image, width: int, extension: str) -> bytes:
    """Its bytes; a missing one is made again. Raises FileNotFoundError where there is none of that size or format."""
    if extension not in ENCODINGS or width not in widths(image.width):
        raise FileNotFoundError(f"{width}.{extension}")
    name = rendition_name(image.sha256, width, extension)
    if not default_storage.exists(name):
        regenerate(image)
    with default_storage.open(name) as file:
        return bytes(file.read())


def missing_renditions(image: Image) -> Iterator[str]:
    """Names of the files that should be there; for `verify`."""
    for width in widths(image.width):
        for extension in ENCODINGS:
            name = rendition_name(image.sha256, width, extension)
            if not default_storage.exists(name):
                yield name
