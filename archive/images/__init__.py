"""Pictures: taken in by their content, kept in private, shown in public renditions.

    values = take_in(request.FILES["file"])      # raises ValidationError
    document = blank(KINDS["image"], slug=…, alt=…, credit=…, **values)

`take_in` gives `sha256`, `format`, `width` and `height` for the image's document. Originals lie in the storage
"originals", to which no address leads; renditions in the default storage, which only `archive.views.images` reads,
and only for published images. `image_problems()` is for `verify`, `regenerate(image)` makes missing renditions.
"""

from archive.images.renditions import (
    ENCODINGS,
    WIDTHS,
    height_at,
    read_rendition,
    regenerate,
    rendition_name,
    widths,
)
from archive.images.taking_in import Taken, image_problems, take_in

__all__ = [
    "ENCODINGS",
    "WIDTHS",
    "Taken",
    "height_at",
    "image_problems",
    "read_rendition",
    "regenerate",
    "rendition_name",
    "take_in",
    "widths",
]
