"""Who is asking, when others stand between the reader and the site."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks, as the outermost trusted proxy saw it.

    Each proxy appends the address that it saw to ``X-Forwarded-For``; what stands further left was written
    by the client and proves nothing. ``DJANGO_TRUSTED_PROXIES`` says how many entries from the right count.
    """
    seen = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",") if entry.strip()]
    trusted: int = settings.TRUSTED_PROXIES
    if trusted and len(seen) >= trusted:
        return seen[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))
