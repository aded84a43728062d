"""``manage.py undo_import ACT [--as USER]``: all that an import did is taken back, in one act."""

import argparse
from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from archive.models import Change
from archive.workflow import LEFT, Edited, Undoing, act, system_user


class Command(BaseCommand):
    help = "Take back all that one act did, such as an import; what was edited since is left and listed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("act", metavar="ACT", type=UUID, help="The act's identifier, as the history has it.")
        parser.add_argument("--edited", choices=list(Edited), default=Edited.LEAVE, help="What was edited since.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, write nothing.")
        parser.add_argument("--as", dest="user", metavar="USER", help="With this user's rights (else: all rights).")

    def handle(self, *, act: UUID, edited: str, dry_run: bool, user: str | None, **options: Any) -> None:
        if not Change.objects.filter(act=act).exists():
            raise CommandError(f"There is no act {act} in the history.")
        undoing = Undoing(act, self.find(user), Edited(edited))
        counts = self.look(undoing) if dry_run else self.take_back(undoing, act, self.find(user))
        told = ", ".join(f"{number} {fate}" for fate, number in sorted(counts.items()))
        ending = " Dry run: nothing was written." if dry_run else ""
        self.stdout.write(self.style.SUCCESS(f"{told}.{ending}"))

    def find(self, username: str | None) -> Any:
        people = get_user_model()
        if username is None:
            return system_user()
        try:
            return people.objects.get_by_natural_key(username)
        except people.DoesNotExist as error:
            raise CommandError(f"There is no user {username!r}. Nothing was undone.") from error

    def look(self, undoing: Undoing) -> Counter[str]:
        return self.told(undoing.look())

    def take_back(self, undoing: Undoing, done: UUID, by: Any) -> Counter[str]:
        with act(by, f"Undo of the act {done}.") as this:
            return self.told(undoing.take_back(this))

    def told(self, fated: Any) -> Counter[str]:
        """How many have each fate; those that are left are listed."""
        counts: Counter[str] = Counter()
        for item in fated:
            counts[str(item.fate)] += 1
            if item.fate in LEFT:
                self.stderr.write(f"{item.kind} {item.slug}: {item.reason}", style_func=str)
        return counts
