"""``manage.py export_csv KIND [FILE]``: everything of one kind as CSV."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.exchange import FILES, Export
from archive.exchange.writing import write_file


class Command(BaseCommand):
    help = "Write everything of one kind as CSV. Without FILE, or with -, to the standard output."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", choices=list(FILES), help=f"One of: {', '.join(FILES)}.")
        parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="Where to write it (-).")

    def handle(self, *, kind: str, file: str, **options: Any) -> None:
        export = Export(kind)
        try:
            if file == "-":
                self.write_out(export.csv())
            else:
                write_file(Path(file), export.csv())
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}. Nothing was exported.") from error
        rows = "row" if export.count == 1 else "rows"
        done = f"{kind}.csv: {export.count} {rows} exported to {'the standard output' if file == '-' else file}."
        if file == "-":
            self.stderr.write(done, style_func=str)
        else:
            self.stdout.write(self.style.SUCCESS(done))

    def write_out(self, pieces: Iterable[bytes]) -> None:
        """To the standard output as bytes, so that no system changes the line ends."""
        out: Any = vars(self.stdout)["_out"]
        binary = getattr(out, "buffer", None)
        for piece in pieces:
            if binary:
                binary.write(piece)
            else:
                out.write(piece.decode())
        if binary:
            binary.flush()
