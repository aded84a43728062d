"""Showing a published image in its renditions."""

from typing import Any

from django import template

from archive.models import Image
from archive.views.images import picture_card

register = template.Library()


@register.inclusion_tag("archive/parts/picture.html")
def picture(image: Image | None, sizes: str = "100vw", lazy: bool = True) -> dict[str, Any]:
    """`{% picture image sizes="(min-width: 62rem) 20rem, 100vw" %}`; nothing for an image that is not published.

    `sizes` is HTML's: how wide it stands on the page. `lazy=False` for one that is seen at once. The credit is
    `image.credit`, for the caption.
    """
    return {"picture": picture_card(image), "sizes": sizes, "lazy": lazy}
