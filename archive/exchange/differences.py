"""What rows of an import change, in the cells of the archive's own files."""

from collections.abc import Iterable, Iterator

from archive.documents import KINDS, Document
from archive.exchange.columns import FILES, File
from archive.exchange.names import Brought, Names
from archive.exchange.report import Outcome

Cells = dict[str, str]


def differing_cells(outcomes: Iterable[Outcome], brought: Brought) -> Iterator[tuple[Cells, Cells]]:
    """For each, column → cell as it is and as it will be; of rows that change nothing, none. A few queries for all."""
    chosen = list(outcomes)
    names = Names((it for outcome in chosen for it in (outcome.before, outcome.after) if it), brought=brought)
    for outcome in chosen:
        file = FILES[KINDS[outcome.kind].plural]
        yield _cells(file, outcome.before, names), _cells(file, outcome.after, names)


def _cells(file: File, document: Document | None, names: Names) -> Cells:
    return {column.name: column.write(document, names) for column in file.columns} if document else {}
