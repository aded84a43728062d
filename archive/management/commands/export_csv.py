"""``manage.py export_csv KIND [FILE]``: everything of one kind as CSV, or what of it changed since a moment."""

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from archive.exchange import FILES, Export
from archive.exchange.following import NoMoment, Since, read_since, standing
from archive.exchange.gone import COLUMNS, gone_since
from archive.exchange.writing import lines, write_file


class Command(BaseCommand):
    help = "Write everything of one kind as CSV. Without FILE, or with -, to the standard output."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", choices=list(FILES), help=f"One of: {', '.join(FILES)}.")
        parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="Where to write it (-).")
        parser.add_argument(
            "--since",
            metavar="MOMENT",
            help="Only what changed since then: a moment, a day or a version, such as 2026-11-01T00:00:00Z or v77.",
        )
        parser.add_argument(
            "--gone",
            metavar="FILE",
            help="With --since: write there, as CSV too, what was public then and is not now.",
        )

    def handle(self, *, kind: str, file: str, since: str | None, gone: str | None, **options: Any) -> None:
        if gone and not since:
            raise CommandError("--gone needs --since: say since when.")
        moment, now = self.moment(since), standing()
        export = Export(kind, records=self.changed(kind, moment))
        self.write(file, export.csv())
        if moment and gone:
            self.write(gone, self.tombstones(kind, moment))
        rows = "row" if export.count == 1 else "rows"
        done = f"{kind}.csv: {export.count} {rows} exported to {'the standard output' if file == '-' else file}."
        if moment:
            done = f"{done} Next time: --since v{now.version}."
        if file == "-":
            self.stderr.write(done, style_func=str)
        else:
            self.stdout.write(self.style.SUCCESS(done))

    def moment(self, since: str | None) -> Since | None:
        try:
            return read_since(since) if since else None
        except NoMoment as error:
            raise CommandError(str(error)) from error

    def changed(self, kind: str, moment: Since | None) -> QuerySet[Any] | None:
        """The records to be written; None for all."""
        of = FILES[kind].kind
        return moment.narrow(of, of.model._default_manager.all()) if moment else None

    def tombstones(self, kind: str, moment: Since) -> Iterator[bytes]:
        rows = (stone.as_row() for stone in gone_since(moment, [FILES[kind].kind.name]))
        return (line.encode() for line in lines(chain([COLUMNS], rows)))

    def write(self, file: str, pieces: Iterable[bytes]) -> None:
        try:
            if file == "-":
                self.write_out(pieces)
            else:
                write_file(Path(file), pieces)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}. Nothing was exported.") from error

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
