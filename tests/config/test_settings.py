"""How the site starts, and when it refuses to."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.test import Client

from config.installation import make_secret_key
from tests.config.commands import manage

PRODUCTION = {
    "DJANGO_SECRET_KEY": "a-key-for-this-test-only-" + "".join(map(str, range(40))),
    "DJANGO_ALLOWED_HOSTS": "archive.example.org",
}


def test_without_a_secret_key_the_site_refuses_to_start_and_says_what_to_set(tmp_path):
    answer = manage(tmp_path, "check", DJANGO_ALLOWED_HOSTS="archive.example.org")
    assert answer.returncode == 1
    assert "Set DJANGO_SECRET_KEY to" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_host_names_the_site_refuses_to_start_and_says_what_to_set(tmp_path):
    answer = manage(tmp_path, "check", DJANGO_SECRET_KEY=PRODUCTION["DJANGO_SECRET_KEY"])
    assert answer.returncode == 1
    assert "Set DJANGO_ALLOWED_HOSTS to" in answer.stderr


def test_with_nothing_set_and_no_installation_the_site_refuses_to_start(tmp_path):
    answer = manage(tmp_path, "check")
    assert answer.returncode == 1
    assert "manage.py demo" in answer.stderr
    assert [*tmp_path.iterdir()] == []


def test_a_key_made_for_the_demo_does_not_open_a_site_under_other_host_names(tmp_path):
    (tmp_path / "secret-key").write_text("k" * 60)
    answer = manage(tmp_path, "check", DJANGO_ALLOWED_HOSTS="archive.example.org")
    assert answer.returncode == 1
    assert "DJANGO_SECRET_KEY" in answer.stderr


def test_with_the_demo_s_key_commands_need_no_environment(tmp_path):
    (tmp_path / "secret-key").write_text("k" * 60)
    assert manage(tmp_path, "check").returncode == 0


@pytest.mark.parametrize(("name", "value"), [("DJANGO_DEBUG", "maybe"), ("DATELINE_EXCERPT_PERCENT", "-3")])
def test_a_setting_that_cannot_be_is_refused_by_name(tmp_path, name, value):
    answer = manage(tmp_path, "check", **PRODUCTION, **{name: value})
    assert answer.returncode == 1
    assert name in answer.stderr


def test_a_production_site_passes_the_deployment_checks(tmp_path):
    answer = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert answer.returncode == 0, answer.stderr


def test_the_secret_key_is_long_private_and_made_once(monkeypatch, tmp_path):
    key_file = tmp_path / "state" / "secret-key"
    monkeypatch.setattr("config.installation.STATE", key_file.parent)
    monkeypatch.setattr("config.installation.SECRET_KEY_FILE", key_file)
    make_secret_key()
    key = key_file.read_text()
    make_secret_key()
    assert key_file.read_text() == key
    assert len(key) >= 50
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_debugging_is_off_unless_asked_for():
    assert settings.DEBUG is False


def test_sqlite_keeps_what_is_committed_and_waits_for_its_turn(tmp_path):
    pragmas = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
    asked = f"""
from django.db import connection
with connection.cursor() as cursor:
    print(*(cursor.execute(f"PRAGMA {{pragma}}").fetchone()[0] for pragma in {pragmas}), connection.transaction_mode)
"""
    answer = manage(tmp_path, "shell", "--no-imports", "-c", asked, **PRODUCTION)
    assert answer.stdout.split() == ["wal", "2", "20000", "1", "IMMEDIATE"], answer.stderr


def test_an_original_file_has_no_address():
    with pytest.raises(ValueError, match="not accessible via a URL"):
        storages["originals"].url("anything.pdf")


@pytest.mark.django_db
def test_no_page_may_run_or_draw_what_is_written_into_it():
    policy = Client().get("/admin/login/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in policy


def production_answer(state: Path, **asked: str) -> tuple[int, dict[str, str]]:
    """What a production site behind one proxy answers to whoever asks for the login page."""
    code = (
        "import json; from django.test import Client; "
        f"answer = Client(SERVER_NAME='archive.example.org').get('/admin/login/', headers={asked!r}); "
        "print(json.dumps([answer.status_code, {**answer.headers, 'cookies': str(answer.cookies)}]))"
    )
    manage(state, "collectstatic", "--no-input", **PRODUCTION)
    answer = manage(state, "shell", "-v0", "-c", code, **PRODUCTION, DJANGO_TRUSTED_PROXIES="1")
    assert answer.returncode == 0, answer.stderr
    status, headers = json.loads(answer.stdout)
    return status, headers


def test_a_production_site_sends_readers_to_https(tmp_path):
    status, headers = production_answer(tmp_path)
    assert (status, headers["Location"]) == (301, "https://archive.example.org/admin/login/")


def test_a_production_site_believes_its_proxy_and_keeps_its_cookies_to_https(tmp_path):
    status, headers = production_answer(tmp_path, x_forwarded_proto="https")
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Secure" in headers["cookies"]
