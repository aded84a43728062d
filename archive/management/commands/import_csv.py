"""``manage.py import_csv KIND [FILE] [--dry-run] [--as USER]``: one file into the archive, all of it or nothing."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from archive.exchange import FILES, Report, Result, import_file

WORDS = {
    Result.NEW: "new",
    Result.CHANGED: "changed",
    Result.REVISED: "changed, waiting for approval",
    Result.UNCHANGED: "unchanged",
}


class Command(BaseCommand):
    help = "Import one kind of record from CSV, all rows or none. Without FILE, or with -, from the standard input."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", choices=list(FILES), help=f"One of: {', '.join(FILES)}.")
        parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="The file to read (-).")
        parser.add_argument("--dry-run", action="store_true", help="Examine everything, write nothing.")
        parser.add_argument("--as", dest="user", metavar="USER", help="With this user's rights (else: all rights).")

    def handle(self, *, kind: str, file: str, dry_run: bool, user: str | None, **options: Any) -> None:
        by = self.find(user) if user is not None else None
        name = f"{kind}.csv" if file == "-" else Path(file).name
        try:
            report = self.read(kind, file, by, name=name, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}. Nothing was imported.") from error
        if report.fault_count:
            self.tell_faults(report)
        done = self.summary(report)
        if file == "-":
            self.stderr.write(done, style_func=str)
        else:
            self.stdout.write(self.style.SUCCESS(done))

    def find(self, username: str) -> Any:
        people = get_user_model()
        try:
            return people.objects.get_by_natural_key(username)
        except people.DoesNotExist as error:
            raise CommandError(f"There is no user {username!r}. Nothing was imported.") from error

    def read(self, kind: str, file: str, by: Any, **options: Any) -> Report:
        if file == "-":
            return import_file(iter(lambda: sys.stdin.buffer.read(1 << 16), b""), kind, by, **options)
        with Path(file).open("rb") as stream:
            return import_file(iter(lambda: stream.read(1 << 16), b""), kind, by, **options)

    def tell_faults(self, report: Report) -> None:
        for line in report.each_line():
            self.stderr.write(line, style_func=str)
        errors, rows = report.fault_count, report.wrong_rows
        raise CommandError(
            f"{report.file}: {errors} {'error' if errors == 1 else 'errors'} "
            f"in {rows} {'row' if rows == 1 else 'rows'}; nothing was written."
        )

    def summary(self, report: Report) -> str:
        counts = report.counts
        numbers = ", ".join(f"{counts[result]} {word}" for result, word in WORDS.items() if counts[result])
        ending = " Dry run: nothing was written." if report.is_dry_run else ""
        return f"{report.file}: {numbers or 'no rows'}.{ending}"
