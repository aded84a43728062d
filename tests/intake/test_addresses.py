"""Only public addresses are fetched, whatever a name, a number or a redirect says."""

import ipaddress
import socket
import time

import pytest

from archive.intake.addresses import is_public, resolve, web_address
from archive.intake.problems import IntakeProblem

NOT_PUBLIC = [
    *(
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104 - nothing listens there
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
    ),
    *("169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7"),
    *("203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "3fff::1"),
    *("::ffff:127.0.0.1", "::ffff:93.184.216.34", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
    *("2002:7f00:1::1", "2001:0:1::1", "2001:20::1"),
]


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_an_address_that_not_everybody_can_reach_is_not_public(ip):
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "100.63.255.255"])
def test_an_address_on_the_internet_is_public(ip):
    assert is_public(ipaddress.ip_address(ip))


def names(monkeypatch, *ips):
    """Let every name have these addresses."""

    def getaddrinfo(host, port, **_options):
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, 1, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def problem(call, *arguments) -> str:
    with pytest.raises(IntakeProblem) as raised:
        call(*arguments)
    assert raised.value.words
    return raised.value.code


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_a_name_that_leads_to_such_an_address_is_refused(ip, monkeypatch):
    names(monkeypatch, ip)
    assert problem(resolve, web_address("https://gazette.example/"), 5) == "private"


def test_one_such_address_among_public_ones_is_enough(monkeypatch):
    names(monkeypatch, "93.184.216.34", "10.0.0.1")
    assert problem(resolve, web_address("https://gazette.example/"), 5) == "private"


def test_a_name_with_public_addresses_alone_has_them_all(monkeypatch):
    names(monkeypatch, "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "93.184.216.34")
    found = resolve(web_address("https://gazette.example/"), 5)
    assert found == ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_no_way_of_writing_this_machine_is_public(host):
    assert problem(resolve, web_address(f"http://{host}/"), 5) in {"private", "name"}


def test_a_trusted_host_is_so_with_its_port_alone(settings):
    settings.INTAKE_TRUSTED_HOSTS = ["127.0.0.1:8123"]
    assert resolve(web_address("http://127.0.0.1:8123/"), 5) == ["127.0.0.1"]
    assert problem(resolve, web_address("http://127.0.0.1/"), 5) == "private"
    assert problem(web_address, "http://127.0.0.1:8124/") == "port"


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_o: time.sleep(3) or [])
    started = time.monotonic()
    assert problem(resolve, web_address("https://gazette.example/"), 0.2) == "time"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gazette.example/page", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://gazette.example/", "scheme"),
        ("gopher://gazette.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("https://", "address"),
        ("https:///page", "address"),
        ("https://gaz ette.example/", "address"),
        ("https://gazette.example/\r\nHost: other", "address"),
        ("https://gazette.example\\@other.example/", "address"),
        ("https://[::1/", "address"),
        ("https://gazette.example:x/", "address"),
        ("https://[fe80::1%25eth0]/", "address"),
        ("https://" + "a" * 70 + ".example/", "address"),
        ("https://jane:secret@gazette.example/", "credentials"),
        ("https://gazette.example:22/", "port"),
        ("http://gazette.example:6379/", "port"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused_in_words(text, code):
    assert problem(web_address, text) == code


def test_an_address_is_asked_for_in_ascii():
    address = web_address("HTTPS://Пример.Example./страница 1?q=мир#part".replace(" ", "%20"))
    assert address.host == "xn--e1afmkfd.example"
    assert address.target == "/%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0%201?q=%D0%BC%D0%B8%D1%80"
    assert (address.port, address.host_header) == (443, "xn--e1afmkfd.example")
    assert "#" not in address.url
