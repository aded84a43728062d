"""Guessing passwords is slowed, without locking anybody out from elsewhere."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from config.proxies import client_address

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def log_in(address: str, username: str, password: str) -> int:
    answer = Client(REMOTE_ADDR=address).post(
        "/admin/login/", {"username": username, "password": password, "next": "/admin/"}
    )
    return answer.status_code


@pytest.fixture
def guessed_too_often(editor):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(ELSEWHERE, editor.username, "a guess")
    return editor.username


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(guessed_too_often):
    assert log_in(ELSEWHERE, guessed_too_often, f"{guessed_too_often}-password") == 429


def test_the_page_says_how_long_to_wait(guessed_too_often):
    answer = Client(REMOTE_ADDR=ELSEWHERE).post(
        "/admin/login/", {"username": guessed_too_often, "password": "another guess"}
    )
    assert "Wait 15 minutes" in answer.content.decode()


def test_the_editor_still_gets_in_from_her_own_desk(guessed_too_often):
    assert log_in(HERE, guessed_too_often, f"{guessed_too_often}-password") == 302


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "203.0.113.9", HERE),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 203.0.113.20", "203.0.113.9"),
        (2, "203.0.113.9", HERE),
        (1, "", HERE),
    ],
)
def test_only_what_trusted_proxies_saw_tells_who_asks(settings, trusted, forwarded, expected):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=HERE)
    assert client_address(request) == expected
