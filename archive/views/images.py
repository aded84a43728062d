"""Public renditions of published images, and what pages need to show them."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import get_script_prefix
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.images import ENCODINGS, height_at, read_rendition, rendition_name, widths
from archive.models import Image
from archive.views.cards import PictureCard

logger = logging.getLogger(__name__)

# An hour: a picture that is withdrawn must go from the caches between us and the readers.
PUBLIC = "public, max-age=3600"
PRIVATE = "private, no-cache"
FALLBACK_WIDTH = 640
THUMBNAIL_WIDTH = 320


def rendition_url(slug: str, width: int, extension: str) -> str:
    """`/images/anna-berg/640.webp`; put together by hand like `record_url`."""
    return f"{get_script_prefix()}images/{slug}/{width}.{extension}"


def picture_card(image: Image | None) -> PictureCard | None:
    """What a page shows of a published image; None of any other, or of none. No query."""
    if image is None or not image.is_published:
        return None
    sizes = widths(image.width)
    *modern, fallback = ENCODINGS.items()
    shown = max((width for width in sizes if width <= FALLBACK_WIDTH), default=sizes[0])
    return PictureCard(
        fallback=rendition_url(image.slug, shown, fallback[0]),
        sources=tuple((encoding.content_type, _srcset(image, extension)) for extension, encoding in modern),
        alt=image.alt,
        width=sizes[-1],
        height=height_at(image, sizes[-1]),
        credit=image.credit,
    )


def _srcset(image: Image, extension: str) -> str:
    return ", ".join(f"{rendition_url(image.slug, width, extension)} {width}w" for width in widths(image.width))


@require_safe
def rendition(request: HttpRequest, slug: str, width: int, extension: str) -> HttpResponseBase:
    """`/images/<slug>/<width>.<avif|webp|jpg>`: 404 for every size and format of an image that is not published."""
    image = get_object_or_404(Image.objects.published(), slug=slug)
    return _answer(request, image, width, extension, PUBLIC)


@require_safe
def thumbnail(request: HttpRequest, object_id: str) -> HttpResponseBase:
    """A small rendition of any image for those who may view images in the admin, which gives it its address."""
    if not request.user.has_perm("archive.view_image"):
        raise PermissionDenied
    if not object_id.isdecimal() or len(object_id) > 18:
        raise Http404(_("There is no such image."))
    image = get_object_or_404(Image, pk=object_id)
    width = max((each for each in widths(image.width) if each <= THUMBNAIL_WIDTH), default=image.width)
    return _answer(request, image, width, "webp", PRIVATE)


def _answer(request: HttpRequest, image: Image, width: int, extension: str, caching: str) -> HttpResponseBase:
    if extension not in ENCODINGS or width not in widths(image.width):
        raise Http404(_("The image has no such rendition."))
    etag = quote_etag(rendition_name(image.sha256, width, extension).partition("/")[2].replace("/", "-"))
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(_content(image, width, extension), ENCODINGS[extension].content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = caching
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _content(image: Image, width: int, extension: str) -> bytes:
    try:
        return read_rendition(image, width, extension)
    except (FileNotFoundError, ValidationError):
        logger.exception("The image %s cannot be shown: its original is missing or damaged.", image.slug)
        raise Http404(_("The file of this image is missing.")) from None
