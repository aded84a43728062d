"""How often one client may ask for what costs more than a page: beyond it the answer is 429, with the time to wait.

Counted in Django's cache by minutes, so with several processes the cache should be one that they share. A limit of 0
lifts it. Clients are told apart by their address, of IPv6 by the first 64 bits, which one connection has to itself.
"""

import hashlib
import ipaddress
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from config.proxies import client_address

MINUTE = 60
View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest, int], HttpResponse]


def limited(setting: str, refuse: Refusal) -> Callable[[View], View]:
    """At most as many calls a minute and client as the setting says. `refuse` gets the seconds to wait."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *arguments: Any, **values: Any) -> HttpResponseBase:
            seconds = seconds_to_wait(setting, client_address(request), time.time())
            if not seconds:
                return view(request, *arguments, **values)
            response = refuse(request, seconds)
            response.status_code = 429
            response["Retry-After"] = str(seconds)
            response["Cache-Control"] = "no-store"
            return response

        return answer

    return decorate


def seconds_to_wait(setting: str, address: str, now: float) -> int:
    """Count this call; 0 if it is within the limit, else the seconds to the next minute."""
    limit: int = getattr(settings, setting)
    if not limit:
        return 0
    minute = int(now // MINUTE)
    key = f"limit-{setting}-{minute}-{_client(address)}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache has let go of it in between
        return 0
    return int((minute + 1) * MINUTE - now) + 1 if count > limit else 0


def _client(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        known = address
    else:
        known = str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
    return hashlib.blake2b(known.encode(), digest_size=12).hexdigest()
