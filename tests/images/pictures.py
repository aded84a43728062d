"""Pictures to upload: the left half red, the right half blue."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

RED, BLUE = (220, 20, 20), (20, 20, 220)


def painted(width: int = 200, height: int = 100, mode: str = "RGB") -> Pillow.Image:
    picture = Pillow.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def encoded(picture: Pillow.Image, name: str, **options: Any) -> bytes:
    written = BytesIO()
    picture.save(written, name, **options)
    return written.getvalue()


def upload(content: bytes, name: str = "picture") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def opened(content: bytes) -> Pillow.Image:
    picture = Pillow.open(BytesIO(content))
    picture.load()
    return picture


def looks_red(pixel: Any) -> bool:
    return bool(pixel[0] > 150 and pixel[2] < 100)


def looks_blue(pixel: Any) -> bool:
    return bool(pixel[2] > 150 and pixel[0] < 100)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(side: int) -> bytes:
    """A PNG of `side` × `side` pixels in a few hundred kilobytes at most."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" * (1 + (side + 7) // 8)) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND", b"")
