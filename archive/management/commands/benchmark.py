"""``manage.py benchmark``: how quick it is on this machine, with this archive."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.measuring.table import MEASUREMENTS, PageFailed


class Command(BaseCommand):
    help = "Measure what must stay quick, and print a table. Nothing is changed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "names",
            nargs="*",
            metavar="NAME",
            help=f"One of {', '.join(MEASUREMENTS)}; all if none is named.",
        )

    def handle(self, *, names: list[str], **options: Any) -> None:
        if unknown := [name for name in names if name not in MEASUREMENTS]:
            raise CommandError(f"There is no measurement {unknown[0]!r}: choose from {', '.join(MEASUREMENTS)}.")
        count = 0
        for name in names or MEASUREMENTS:
            count += self.measure(name)
        self.stdout.write(self.style.SUCCESS(f"Measured {count} things."))

    def measure(self, name: str) -> int:
        """Print the lines of one measurement as they come, and count them."""
        count = 0
        try:
            for count, result in enumerate(MEASUREMENTS[name](), 1):  # noqa: B007 - the last one counts
                self.stdout.write(result.line(name))
                self.stdout.flush()
        except PageFailed as failure:
            raise CommandError(str(failure)) from failure
        return count
