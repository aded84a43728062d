"""Which addresses on the web may be fetched: only those that anybody could, and only as they were checked.

A name is resolved once. Every address that it has must be public, and the connection is made to one of just these, so
that nothing is gained by a name that says something else the second time it is asked (DNS rebinding).
"""

import concurrent.futures
import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from archive.intake.problems import IntakeProblem

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_STANDARD_PORTS = {"http": 80, "https": 443}
_UNUSUAL = re.compile(r"[\x00-\x20\x7f\\]")
#: what Python's own `is_global` calls public, or did in one of its releases, and is not
_NOT_PUBLIC = [
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
        *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        # Those that hold an IPv4 address (compatible, mapped, NAT64, 6to4, Teredo) lead to wherever that one does.
        *("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2001:db8::/32", "2002::/16"),
        *("100::/64", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
]


@dataclass(frozen=True)
class WebAddress:
    """An address as it is asked for: `target` is the path with the query, `host` a name in ASCII or an address."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _STANDARD_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_trusted(self) -> bool:
        """Whether the keepers of this archive named the host as one to fetch from, whatever its address is."""
        return f"{self.host}:{self.port}" in settings.INTAKE_TRUSTED_HOSTS


def web_address(text: str) -> WebAddress:
    """What an address says, checked. Raises IntakeProblem."""
    text = text.strip()
    if _UNUSUAL.search(text):
        raise IntakeProblem("address")
    try:
        parts = urlsplit(text)
        port, name = parts.port, parts.hostname or ""
    except ValueError:
        raise IntakeProblem("address") from None
    scheme = parts.scheme.lower()
    if scheme not in _STANDARD_PORTS:
        raise IntakeProblem("scheme")
    if parts.username is not None or parts.password is not None:
        raise IntakeProblem("credentials")
    host = _ascii_host(name)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._[]|')}" if parts.query else ""
    )
    address = WebAddress(parts._replace(fragment="").geturl(), scheme, host, port or _STANDARD_PORTS[scheme], target)
    if address.port not in settings.INTAKE_PORTS and not address.is_trusted:
        raise IntakeProblem("port", port=address.port)
    return address


def _ascii_host(name: str) -> str:
    name = name.rstrip(".")
    if not name or "%" in name:
        raise IntakeProblem("address")
    if ":" in name:
        return name
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise IntakeProblem("address") from None


def is_public(ip: IP) -> bool:
    """Whether an address belongs to a machine that anybody on the internet could ask."""
    if any(ip in network for network in _NOT_PUBLIC if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_unspecified)


def resolve(address: WebAddress, seconds: float) -> list[str]:
    """The addresses of a host that may be connected to, as they were found. Raises IntakeProblem.

    One that is not public is enough to refuse them all: a name of ours and a name of theirs are not mixed.
    """
    found = _looked_up(address.host, address.port, seconds)
    ips = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not ips:
        raise IntakeProblem("name", host=address.host)
    if not address.is_trusted:
        for ip in ips:
            if "%" in ip or not is_public(ipaddress.ip_address(ip)):
                raise IntakeProblem("private", host=address.host)
    return ips


def _looked_up(host: str, port: int, seconds: float) -> list[Any]:
    # The system's resolver knows no limit of time; what it says too late is not waited for.
    pool = concurrent.futures.ThreadPoolExecutor(1)
    try:
        asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return list(asked.result(timeout=max(0.1, seconds)))
    except concurrent.futures.TimeoutError:
        raise IntakeProblem("time") from None
    except (OSError, UnicodeError):
        raise IntakeProblem("name", host=host) from None
    finally:
        pool.shutdown(wait=False)
