"""``manage.py export_package FILE.zip``: the whole archive in one file."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.exchange.packages import PackageError, export_package


class Command(BaseCommand):
    help = "Write the whole archive into one zip file: the backup, readable without Dateline."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.zip", help="Where to write it; what stands there is replaced.")
        parser.add_argument("--public", action="store_true", help="Only what the archive shows to everybody.")

    def handle(self, *, file: str, public: bool, **options: Any) -> None:
        path = Path(file)
        try:
            number = export_package(path, public=public)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}. Nothing was exported.") from error
        except PackageError as error:
            raise CommandError(f"{error} Nothing was exported.") from error
        what = "public records" if public else "records"
        size = path.stat().st_size / 1_000_000
        self.stdout.write(self.style.SUCCESS(f"{number} {what} exported to {file} ({size:.1f} MB)."))
