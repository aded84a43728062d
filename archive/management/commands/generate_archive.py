"""``manage.py generate_archive --events N --seed S``: a made-up archive of any size, for measuring."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.generating import NotEmpty, generate

MOST_EVENTS = 10_000_000


def event_count(text: str) -> int:
    """A whole number from 1 to `MOST_EVENTS`."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_EVENTS):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of events: give 1 to {MOST_EVENTS}.")
    return int(text)


class Command(BaseCommand):
    help = "Fill an empty archive with made-up records, the same every time for the same seed and size."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--events", type=event_count, required=True, metavar="N", help="How many events.")
        parser.add_argument("--seed", type=int, required=True, metavar="S", help="Any whole number.")

    def handle(self, *, events: int, seed: int, **options: Any) -> None:
        try:
            counts = generate(events, seed, self.tell)
        except NotEmpty as error:
            raise CommandError(
                "This archive has records, beside which made-up ones must not stand. Nothing was written: name an "
                "empty database (DATABASE_URL) or folder (DATELINE_STATE) and run migrate first."
            ) from error
        made = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        self.stdout.write(self.style.SUCCESS(f"Made up with seed {seed}: {made}."))

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
