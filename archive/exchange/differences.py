"""What rows of an import change, in the cells of the archive's own files."""

from collections.abc import Collection, Iterable, Iterator

from archive.documents import KINDS, Document
from archive.exchange.files import FILES, File
from archive.exchange.names import Brought, Names
from archive.exchange.report import Outcome

Cells = dict[str, str]


def differing_cells(
    outcomes: Iterable[Outcome], brought: Brought, without: Collection[str] = ()
) -> Iterator[tuple[Cells, Cells]]:
    """For each, column → cell as it is and as it will be; of rows that change nothing, none. A few queries for all.

    `without`: columns that are left out.
    """
    chosen = list(outcomes)
    names = Names((it for outcome in chosen for it in (outcome.before, outcome.after) if it), brought=brought)
    for outcome in chosen:
        file = FILES[KINDS[outcome.kind].plural]
        before, after = (_cells(file, document, names, without) for document in (outcome.before, outcome.after))
        yield before, after


def _cells(file: File, document: Document | None, names: Names, without: Collection[str]) -> Cells:
    if not document:
        return {}
    return {column.name: column.write(document, names) for column in file.columns if column.name not in without}
