"""``manage.py import_package FILE.zip``: an empty archive becomes the one that was packed."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.exchange.packages import PackageError, import_package


class Command(BaseCommand):
    help = "Make an empty archive what a package holds, after every byte of it was compared with its manifest."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.zip", help="A package that export_package wrote.")

    def handle(self, *, file: str, **options: Any) -> None:
        try:
            number = import_package(Path(file), self.tell)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}. Nothing was imported.") from error
        except PackageError as error:
            raise CommandError(f"{error} Nothing was imported.") from error
        self.stdout.write(self.style.SUCCESS(f"{number} records imported from {file}."))

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
