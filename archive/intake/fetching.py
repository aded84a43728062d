"""Fetching one document from the web, with limits on everything that its server decides."""

import email.message
import http.client
import ssl
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin

from django.conf import settings

from archive.intake.addresses import WebAddress, resolve, web_address
from archive.intake.connections import Deadline, PinnedConnection, deadline_in
from archive.intake.problems import IntakeProblem

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
TYPES = {"text/html", "application/xhtml+xml", "text/plain", "application/pdf"}
PIECE = 64 * 1024
USER_AGENT = f"Dateline/{version('dateline')} (an archive; fetches single pages when an editor asks for them)"

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Fetched:
    """A document as its server gave it: `content` unpacked, `address` where it was found after all redirects."""

    content: bytes
    address: str
    media_type: str
    encoding: str


def fetch(url: str, progress: Progress = lambda received: None) -> Fetched:
    """The document at an address. `progress` is told how many bytes have come. Raises IntakeProblem.

    Every address on the way, the first and each that a redirect names, is checked and resolved for itself, and all
    of it together may take INTAKE_FETCH_SECONDS.
    """
    left = deadline_in(settings.INTAKE_FETCH_SECONDS)
    address = web_address(url)
    for _hop in range(MOST_REDIRECTS + 1):
        answer = _ask(address, left, progress)
        if isinstance(answer, Fetched):
            return answer
        address = answer
    raise IntakeProblem("redirects", limit=MOST_REDIRECTS)


def _ask(address: WebAddress, left: Deadline, progress: Progress) -> Fetched | WebAddress:
    """The document, or the address that this one leads to."""
    connection = PinnedConnection(address, resolve(address, left()), left)
    try:
        connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
        for name, value in _headers(address):
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        if response.status in REDIRECTS:
            return _led_on(address, response)
        return _received(address, response, left, progress)
    except TimeoutError:
        raise IntakeProblem("time") from None
    except ssl.SSLCertVerificationError:
        raise IntakeProblem("certificate", host=address.host) from None
    except (http.client.HTTPException, zlib.error, ValueError):
        raise IntakeProblem("broken") from None
    except OSError:
        raise IntakeProblem("unreachable", host=address.host) from None
    finally:
        connection.end()


def _headers(address: WebAddress) -> Iterator[tuple[str, str]]:
    yield "Host", address.host_header
    yield "User-Agent", USER_AGENT
    yield "Accept", "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9"
    yield "Accept-Encoding", "gzip, identity"
    yield "Connection", "close"


def _led_on(address: WebAddress, response: http.client.HTTPResponse) -> WebAddress:
    location = response.headers.get("Location", "")
    if not location:
        raise IntakeProblem("redirect")
    # Servers write other than ASCII letters as they please; http.client reads them as Latin-1.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
    return web_address(urljoin(address.url, location.strip()))


def _received(address: WebAddress, response: http.client.HTTPResponse, left: Deadline, progress: Progress) -> Fetched:
    if response.status != http.client.OK:
        raise IntakeProblem("status", status=response.status, reason=response.reason[:80])
    media_type, encoding = _type_of(response)
    if (response.length or 0) > settings.INTAKE_MAX_BYTES:
        raise IntakeProblem("size")
    content = bytearray()
    for piece in _unpacked(response, left):
        content += piece
        if len(content) > settings.INTAKE_MAX_BYTES:
            raise IntakeProblem("size")
        progress(len(content))
    return Fetched(bytes(content), address.url, media_type, encoding)


def _type_of(response: http.client.HTTPResponse) -> tuple[str, str]:
    """The media type and the encoding that the server names. Raises IntakeProblem for what is not taken in."""
    written = response.headers.get("Content-Type", "")
    if not written:
        raise IntakeProblem("untyped")
    header = email.message.Message()
    header["Content-Type"] = written
    media_type = header.get_content_type()
    if media_type not in TYPES:
        raise IntakeProblem("type", type=written.partition(";")[0].strip()[:80])
    return media_type, str(header.get_param("charset") or "")[:40]


def _unpacked(response: http.client.HTTPResponse, left: Deadline) -> Iterator[bytes]:
    """The body piece by piece, unpacked so that no piece is ever larger than PIECE."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed in ("", "identity"):
        yield from _pieces(response, left)
        return
    if packed not in ("gzip", "x-gzip"):
        raise IntakeProblem("compression")
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    for piece in _pieces(response, left):
        yield unpacker.decompress(piece, PIECE)
        while unpacker.unconsumed_tail:
            left()
            yield unpacker.decompress(unpacker.unconsumed_tail, PIECE)
    yield unpacker.flush()
    if not unpacker.eof:
        raise IntakeProblem("broken")


def _pieces(response: http.client.HTTPResponse, left: Deadline) -> Iterator[bytes]:
    while piece := response.read1(PIECE):
        left()
        yield piece
    if response.length:
        # It promised more than it gave.
        raise IntakeProblem("broken")
