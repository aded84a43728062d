"""Whatever kills an import, the archive holds all of it or nothing, and works."""

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.db import connection

from archive.exchange.writing import lines
from config.installation import PROJECT
from tests.config.commands import environment, manage

KILLS, ROWS = 5, 1500


@pytest.fixture
def run(tmp_path, transactional_db):
    """`manage` for an archive of its own, on the database in use."""
    served = {"DJANGO_SECRET_KEY": "k" * 60, "DJANGO_ALLOWED_HOSTS": "localhost"}
    if connection.vendor == "sqlite":
        yield partial(manage, tmp_path, **served)
        return
    name = f"{connection.settings_dict['NAME']}_killed"
    address = urlsplit(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    try:
        yield partial(manage, tmp_path, **served, DATABASE_URL=address._replace(path=f"/{name}").geturl())
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")


def topics(path, number):
    """A file of topics, each a part of the one after it."""
    rows = ([f"t{number}-{row}", f"Topic {row}", f"t{number}-{row + 1}"] for row in range(ROWS))
    path.write_text("".join(lines([["slug", "name", "part_of"], *rows, [f"t{number}-{ROWS}", "Last", ""]])))
    return path


def held(run):
    """How many topics the archive says that it has."""
    return run("export_csv", "topics").stdout.count("\n") - 1


def kill_after(run, seconds, *arguments):
    """Start a command and kill it."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment(*run.args, **run.keywords),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_an_import_that_is_killed_leaves_all_of_it_or_nothing(run, tmp_path):
    assert run("migrate", "-v0").returncode == 0
    start = time.monotonic()
    assert run("import_csv", "topics", str(topics(tmp_path / "0.csv", 0))).returncode == 0
    seconds, count = time.monotonic() - start, held(run)
    assert count == ROWS + 1
    moments = random.Random(1)  # noqa: S311 (moments, no secrets)
    for number in range(1, KILLS + 1):
        # At first nothing is written yet, so the later moments are the more telling ones.
        file = topics(tmp_path / f"{number}.csv", number)
        kill_after(run, seconds * moments.uniform(0.4, 1.05), "import_csv", "topics", str(file))
        now = held(run)
        assert now in (count, count + ROWS + 1), f"{now - count} of {ROWS + 1} rows are there"
        count = now
    last = run("import_csv", "topics", str(topics(tmp_path / "last.csv", KILLS + 1)))
    assert last.returncode == 0, last.stderr
    assert held(run) == count + ROWS + 1
    assert run("verify").returncode == 0
