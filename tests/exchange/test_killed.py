"""Whatever kills an import, the archive holds all of it or nothing, and works.

How often is in ``DATELINE_TEST_KILLS``, and of how many rows each import is in ``DATELINE_TEST_KILLED_ROWS``.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from archive.exchange.writing import lines
from archive.measuring.requests import served
from config.installation import PROJECT
from tests.config.commands import environment, manage

try:
    import psycopg
except ImportError:  # the extra "postgres" was left out
    psycopg = None

KILLS = int(os.environ.get("DATELINE_TEST_KILLS") or 5)
ROWS = int(os.environ.get("DATELINE_TEST_KILLED_ROWS") or 1500)
LONGEST_CHAIN = 1000


@pytest.fixture
def address(tmp_path, transactional_db):
    """The `DATABASE_URL` of an archive of its own, on the database in use."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'archive.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_killed"
    address = urlsplit(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    try:
        yield address._replace(path=f"/{name}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")


@pytest.fixture
def run(tmp_path, address):
    """`manage` for that archive; what a command notes for itself lies in the folder `notes`."""
    notes = tmp_path / "notes"
    notes.mkdir()
    served = {"DJANGO_SECRET_KEY": "k" * 60, "DJANGO_ALLOWED_HOSTS": "localhost"}
    return partial(manage, tmp_path, **served, DATABASE_URL=address, TMPDIR=str(notes))


def topics(path, number):
    """A file of topics, of which a thousand at a time are each a part of the one after it."""
    rows = ([f"t{number}-{row}", f"Topic {row}", f"t{number}-{row + 1}" * _has_next(row)] for row in range(ROWS))
    path.write_text("".join(lines([["slug", "name", "part_of"], *rows])))
    return path


def _has_next(row):
    return row + 1 < ROWS and (row + 1) % LONGEST_CHAIN > 0


def held(address):
    """How many topics the archive holds, which is also how many addresses and changes it holds."""
    database = urlsplit(address)
    connected = sqlite3.connect(database.path) if database.scheme == "sqlite" else psycopg.connect(address)
    with closing(connected) as archive:
        tables = ("archive_topic", "archive_address", "archive_change")
        counts = {table: archive.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608
    assert len(set(counts.values())) == 1, counts
    return counts["archive_topic"]


def import_for(run, file, moment=None):
    """Import a file, and kill the command at a moment of its own time; returns whether it ended by itself, and when."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_csv", "topics", str(file)],
        cwd=PROJECT,
        env=environment(*run.args, **run.keywords),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    start = time.monotonic()
    own = 0.0
    while process.poll() is None and (moment is None or own < moment):
        time.sleep(0.01)
        own = max(own, time.monotonic() - start - waited(process))
    process.send_signal(signal.SIGKILL)
    process.wait()
    return process.returncode >= 0, own


def waited(process):
    """Seconds for which it had something to do and no processor: with others on the machine, most of the time."""
    try:
        return int(Path(f"/proc/{process.pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except OSError:
        return 0


def take_stage(notes):
    """How far a killed import was, by the notes that it left behind; they are deleted."""
    facts = set()
    found = list(notes.glob("*/scratch"))
    for path in found:
        with closing(sqlite3.connect(path)) as scratch:
            facts |= {name for (name,) in scratch.execute("SELECT name FROM facts")}
        shutil.rmtree(path.parent)
    return ("writing" if "act" in facts else "examining") if found else "neither"


def test_an_import_that_is_killed_leaves_all_of_it_or_nothing(run, address, tmp_path):
    assert run("migrate", "-v0").returncode == 0
    _ended, before_any = import_for(run, tmp_path / "not-there.csv")
    has_ended, seconds = import_for(run, topics(tmp_path / "first.csv", 0))
    assert has_ended
    count = held(address)
    assert count == ROWS
    stages = Counter()
    with served(database=address) as site:
        for number in range(1, KILLS + 1):
            moment = random.uniform(before_any, seconds * 1.05)  # noqa: S311 (a moment, no secret)
            has_ended, _own = import_for(run, topics(tmp_path / "killed.csv", number), moment)
            stage = "over" if has_ended else take_stage(tmp_path / "notes")
            now = held(address)
            assert now - count in ({ROWS} if has_ended else {0, ROWS}), f"{now - count} of {ROWS} rows, {stage}"
            stages[f"{stage}, {'all' if now > count else 'nothing'} kept"] += 1
            count = now
            assert site.get("/topics.json")
    sys.stdout.write(f"Killed between {before_any:.1f} and {seconds * 1.05:.1f} s: {dict(stages)}\n")
    last = run("import_csv", "topics", str(topics(tmp_path / "last.csv", KILLS + 1)))
    assert last.returncode == 0, last.stderr
    assert held(address) == count + ROWS
    verified = run("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
