"""``manage.py find_duplicates``: compare records and list those that are perhaps the same."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.likeness import look
from archive.workflow import MERGEABLE


class Command(BaseCommand):
    help = "Compare actors, events and sources, and keep the pairs that look alike for the desk to decide on."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="KIND", help="actor, event or source (default: all of them).")

    def handle(self, *, kinds: list[str], **options: Any) -> None:
        unknown = sorted(set(kinds) - set(MERGEABLE))
        if unknown:
            known = ", ".join(MERGEABLE)
            raise CommandError(f"There is no kind {unknown[0]!r} to compare. Use one of: {known}.")
        told = ", ".join(f"{look(kind)} of {kind}s" for kind in kinds or MERGEABLE)
        self.stdout.write(self.style.SUCCESS(f"Pairs that look alike: {told}."))
