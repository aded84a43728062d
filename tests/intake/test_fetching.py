"""A link is fetched within limits that its server cannot move."""

import gzip
import socket
import ssl
import time

import pytest

from archive.intake import fetching
from archive.intake.fetching import fetch
from archive.intake.problems import IntakeProblem
from tests.extraction.documents import page


def problem(url: str) -> str:
    with pytest.raises(IntakeProblem) as raised:
        fetch(url)
    assert raised.value.words
    return raised.value.code


def redirect(web, path: str, target: str, status: int = 302) -> str:
    return web.says(path, b"", status, Location=target)


def test_a_page_comes_with_its_address_its_type_and_its_encoding(web):
    url = web.says("/peace", page())
    fetched = fetch(url)
    assert (fetched.content, fetched.address) == (page(), url)
    assert (fetched.media_type, fetched.encoding) == ("text/html", "utf-8")


def test_the_request_is_honest_and_carries_nothing_of_ours(web, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    web.says("/peace", page(), Set_Cookie="who=me")
    fetch(web.url("/peace"))
    fetch(web.url("/peace"))
    for _path, headers in web.asked:
        assert headers["Host"] == f"127.0.0.1:{web.port}"
        assert headers["User-Agent"].startswith("Dateline/")
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_what_is_packed_is_unpacked(web):
    url = web.says("/peace", gzip.compress(page()), Content_Encoding="gzip")
    assert fetch(url).content == page()


def test_redirects_are_followed_to_where_the_page_is(web):
    end = web.says("/c", page())
    redirect(web, "/b", "/c", 308)
    start = redirect(web, "/a", web.url("/b"), 301)
    assert fetch(start).address == end
    assert [path for path, _headers in web.asked] == ["/a", "/b", "/c"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://127.0.0.1/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://[::1]/", "private"),
        ("http://localhost/", "private"),
        ("//10.0.0.1/", "private"),
        ("http://127.0.0.1:6379/", "port"),
        ("file:///etc/passwd", "scheme"),
        ("http://me:secret@gazette.example/", "credentials"),
        ("", "redirect"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(web, target, code):
    assert problem(redirect(web, "/a", target)) == code


def test_a_circle_of_redirects_ends(web):
    assert problem(redirect(web, "/a", "/a")) == "redirects"
    assert len(web.asked) == fetching.MOST_REDIRECTS + 1


def test_a_name_is_resolved_once_and_that_very_address_is_asked(web, settings, monkeypatch):
    """DNS rebinding: the second answer of the name would be another."""
    answers = iter(["127.0.0.1", "10.0.0.1"])
    asked = []

    def getaddrinfo(host, port, **_options):
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", (next(answers), port))]

    web.says("/peace", page())
    settings.INTAKE_TRUSTED_HOSTS = [f"gazette.example:{web.port}"]
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert fetch(f"http://gazette.example:{web.port}/peace").content == page()
    assert asked == ["gazette.example"]
    assert web.asked[0][1]["Host"] == f"gazette.example:{web.port}"


def test_a_name_that_turns_private_at_the_redirect_is_refused(web, settings, monkeypatch):
    answers = iter(["127.0.0.1", "10.0.0.1"])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_o: [(socket.AF_INET, 1, 6, "", (next(answers), port))]
    )
    settings.INTAKE_TRUSTED_HOSTS = [f"first.example:{web.port}"]
    settings.INTAKE_PORTS = {web.port}
    redirect(web, "/a", f"http://second.example:{web.port}/peace")
    assert problem(f"http://first.example:{web.port}/a") == "private"


def test_a_host_that_cannot_be_reached_is_named(settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    settings.INTAKE_TRUSTED_HOSTS = [f"127.0.0.1:{port}"]
    assert problem(f"http://127.0.0.1:{port}/") == "unreachable"


def test_the_name_of_the_host_is_what_its_certificate_must_prove(web, settings, monkeypatch):
    """TLS goes to the pinned address, but in the name of the host."""
    named = []

    class Certificates:
        def wrap_socket(self, connected, server_hostname):
            named.append(server_hostname)
            raise ssl.SSLCertVerificationError("hostname mismatch")

    monkeypatch.setattr("archive.intake.connections._certificates", Certificates)
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_o: [(socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]
    )
    settings.INTAKE_TRUSTED_HOSTS = [f"gazette.example:{web.port}"]
    assert problem(f"https://gazette.example:{web.port}/") == "certificate"
    assert named == ["gazette.example"]


@pytest.mark.parametrize("status", [204, 304, 400, 403, 404, 410, 429, 500, 503])
def test_only_a_page_that_is_there_is_taken(web, status):
    assert problem(web.says("/a", b"", status)) == "status"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("image/png", "type"),
        ("application/octet-stream", "type"),
        ("application/json", "type"),
        ("video/mp4", "type"),
        ("", "untyped"),
    ],
)
def test_only_pages_pdf_and_plain_text_are_taken(web, written, code):
    assert problem(web.says("/a", b"anything", Content_Type=written)) == code


def test_a_file_that_says_it_is_too_large_is_not_even_begun(web, settings):
    settings.INTAKE_MAX_BYTES = 1000
    assert problem(web.says("/a", b"", Content_Length="1001")) == "size"


def test_a_body_without_end_is_cut_at_the_limit(web, settings):
    settings.INTAKE_MAX_BYTES = 200_000

    def endless(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/plain")
        request.end_headers()
        while True:
            request.wfile.write(b"peace " * 1000)

    assert problem(web.does("/a", endless)) == "size"


def test_a_gzip_bomb_is_cut_at_the_limit_of_what_comes_out(web, settings):
    settings.INTAKE_MAX_BYTES = 1_000_000
    packed = gzip.compress(b"\0" * 300_000_000, 9)
    assert len(packed) < settings.INTAKE_MAX_BYTES
    assert problem(web.says("/a", packed, Content_Encoding="gzip")) == "size"


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({"Content_Encoding": "gzip"}, b"not packed at all", "broken"),
        ({"Content_Encoding": "gzip"}, gzip.compress(page())[:-20], "broken"),
        ({"Content_Encoding": "br"}, b"", "compression"),
        ({"Content_Length": "5000"}, b"too little", "broken"),
    ],
    ids=["not gzip", "cut gzip", "brotli", "less than promised"],
)
def test_an_answer_that_is_not_what_it_says_is_refused(web, headers, body, code):
    assert problem(web.says("/a", body, **headers)) == code


def drip_headers(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        request.wfile.write(f"X-{number}: slow\r\n".encode())
        time.sleep(0.2)


def drip_body(request):
    request.send_response(200)
    request.send_header("Content-Type", "text/plain")
    request.end_headers()
    for _number in range(100):
        request.wfile.write(b".")
        time.sleep(0.2)


def silence(request):
    time.sleep(5)


@pytest.mark.parametrize("answer", [drip_headers, drip_body, silence])
def test_a_server_that_takes_its_time_gets_no_more_than_the_limit(web, settings, answer):
    settings.INTAKE_FETCH_SECONDS = 1
    url = web.does("/a", answer)
    started = time.monotonic()
    assert problem(url) == "time"
    assert time.monotonic() - started < 3


def test_what_is_no_http_at_all_is_refused(web):
    assert problem(web.does("/a", lambda request: request.wfile.write(b"SSH-2.0-OpenSSH\r\n"))) == "broken"


def test_how_much_has_come_is_told(web):
    told = []
    fetch(web.says("/a", b"peace " * 50_000, Content_Type="text/plain"), told.append)
    assert told[-1] == 300_000
    assert told == sorted(told)
