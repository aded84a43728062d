"""``manage.py benchmark``: how quick it is on this machine, with this archive."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.measurements import MEASUREMENTS


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
            for result in MEASUREMENTS[name]():
                count += 1
                line = f"{name:<8} {result.what:<26} {result.value:>10.1f} {result.unit}  {result.note}"
                self.stdout.write(line.rstrip())
        self.stdout.write(self.style.SUCCESS(f"Measured {count} things."))
