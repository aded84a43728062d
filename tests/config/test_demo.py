"""One line sets Dateline up; running it again keeps what people did."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from archive import demo
from archive.management.commands.demo import HOST, require_free
from archive.models import Change, Source, Topic
from config.installation import PROJECT
from tests.config.commands import environment, manage

PASSWORD = re.compile(r"^  (editor|publisher-[12]) +(\S+)   ", re.MULTILINE)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


@pytest.mark.django_db
def test_the_first_article_comes_into_an_empty_archive_published_and_logged():
    assert demo.load_first_article() == Change.objects.count() > 0
    assert Source.objects.published().exists()


@pytest.mark.django_db
def test_an_archive_with_anything_in_it_is_left_alone():
    Topic.objects.create(slug="grain", name="Grain")
    assert demo.load_first_article() == 0
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_an_unsound_article_is_not_kept(monkeypatch):
    monkeypatch.setattr(demo, "verify", lambda: ["source/first: the text does not match its hash"])
    with pytest.raises(demo.Unsound, match="does not match its hash"):
        demo.load_first_article()
    assert not Source.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_one_editor_and_two_publishers_can_log_in():
    accounts = demo.make_people()
    for account in accounts:
        user = User.objects.get(username=account.username)
        assert user.check_password(account.password)
        assert user.is_staff
        assert not user.is_superuser
    rights = {account.username: User.objects.get(username=account.username) for account in accounts}
    assert {name: user.has_perm("archive.publish") for name, user in rights.items()} == {
        "editor": False,
        "publisher-1": True,
        "publisher-2": True,
    }


@pytest.mark.django_db
def test_people_who_are_there_already_keep_their_passwords():
    User.objects.create_user("editor", password="chosen by herself")
    assert {account.username for account in demo.make_people()} == {"publisher-1", "publisher-2"}
    assert User.objects.get(username="editor").check_password("chosen by herself")
    assert demo.make_people() == []


def test_a_port_that_is_taken_is_named_with_a_way_out():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used .* --port {port + 1}"):
            require_free(port)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(CommandError, match="is not a port"):
        call_command("demo", f"--port={port}")


def test_a_production_site_is_not_served_as_a_demo(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="--setup-only"):
        call_command("demo")


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An installation that `demo --setup-only` made, and what it said."""
    if connection.vendor != "sqlite":
        pytest.skip("an installation of its own lies on SQLite")
    state = tmp_path_factory.mktemp("installation")
    answer = manage(state, "demo", "--setup-only")
    assert answer.returncode == 0, answer.stderr
    return state, answer.stdout


def test_the_first_run_shows_three_passwords_and_says_what_it_did(set_up):
    _, printed = set_up
    assert len(PASSWORD.findall(printed)) == 3
    assert "loaded and verified" in printed.splitlines()[-1]


def test_a_second_run_keeps_everything_and_tells_no_password_again(set_up):
    state, _ = set_up
    before = manage(state, "dumpdata").stdout
    again = manage(state, "demo", "--setup-only")
    assert again.returncode == 0, again.stderr
    assert not PASSWORD.findall(again.stdout)
    assert "kept as it was" in again.stdout.splitlines()[-1]
    assert manage(state, "dumpdata").stdout == before


@pytest.mark.parametrize("command", [("verify",), ("check",), ("export_csv", "events")], ids=" ".join)
def test_after_the_set_up_commands_need_no_environment(set_up, command):
    state, _ = set_up
    answer = manage(state, *command)
    assert answer.returncode == 0, answer.stderr


def test_the_demo_serves_the_site(set_up, free_port):
    state, _ = set_up
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(free_port)],
        cwd=PROJECT,
        env=environment(state),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        page, policy = front_page(f"http://{HOST}:{free_port}/", server)
    finally:
        server.terminate()
        printed = server.communicate(timeout=30)[0]
    assert "Dateline" in page
    assert "script-src 'self'" in policy
    assert f"http://{HOST}:{free_port}/" in printed
    assert re.search(r'href="/static/[^"]+\.[0-9a-f]{12}\.css"', page)


def front_page(address: str, server: subprocess.Popen[str]) -> tuple[str, str]:
    """The text and the Content-Security-Policy of a page, as soon as the server answers."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode(), answer.headers["Content-Security-Policy"]
        except urllib.error.HTTPError:
            raise
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
