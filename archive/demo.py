"""What the demo sets up: the first article, in an empty archive only, and three people to edit it."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import models, transaction

from archive import workflow
from archive.models import Actor, Change, Event, Image, Place, Position, Source, Statement, Term, Topic
from archive.verification import verify

RECORDS: tuple[type[models.Model], ...] = (Actor, Event, Image, Place, Position, Source, Statement, Topic)
PEOPLE = {
    "editor": ("Editors",),
    "publisher-1": ("Publishers",),
    "publisher-2": ("Publishers",),
}


class Unsound(Exception):
    """The fixtures did not make a sound archive; its text has a problem per line. Nothing was kept."""


@dataclass(frozen=True)
class Account:
    """Somebody who was just given access. The password is nowhere else."""

    username: str
    password: str
    groups: tuple[str, ...]


def archive_is_empty() -> bool:
    """Whether nobody ever put anything into the archive; the terms that migrations make do not count."""
    has_history = Change.objects.exclude(record_kind=Term.record_kind).exists()
    return not has_history and not any(model._default_manager.exists() for model in RECORDS)


def fixture_files() -> list[Path]:
    """The first article's fixtures, in the order of their names. Raises `Unsound` if there are none."""
    folder: Path = settings.PROJECT / "fixtures"
    files = sorted(folder.glob("*.json"))
    if not files:
        raise Unsound(f"There are no fixtures in {folder}.")
    return files


def load_first_article() -> int:
    """Load, derive, index, log and verify the first article in one transaction; the number of its records.

    An archive that is not empty is left alone, and the answer is 0. Raises `Unsound`.
    """
    with transaction.atomic():
        if not archive_is_empty():
            return 0
        call_command("loaddata", *fixture_files(), verbosity=0)
        try:
            adopted = workflow.adopt(workflow.system_user(), "The first article, as it comes with Dateline.")
        except workflow.Refused as refused:
            raise Unsound(str(refused)) from refused
        if problems := verify():
            raise Unsound("\n".join(problems))
        return adopted


def make_people() -> list[Account]:
    """One editor and two publishers with made-up passwords; whoever exists already is left alone."""
    return [_make_person(username, groups) for username, groups in PEOPLE.items() if not _exists(username)]


def _exists(username: str) -> bool:
    return User.objects.filter(username=username).exists()


def _make_person(username: str, groups: tuple[str, ...]) -> Account:
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User.objects.create_user(username, password=password, is_staff=True)
        user.groups.set([Group.objects.get(name=name) for name in groups])
    return Account(username, password, groups)
