"""What was examined goes into the archive: all of it, or what is right of it, in one act."""

import json
from collections.abc import Callable, Iterator

from archive.documents import KINDS
from archive.documents.many import CatalogueOfMany
from archive.exchange.importing.scratch import Scratch
from archive.exchange.names import batches
from archive.models import Action, Source
from archive.models.bulk import references_checked_early, without_collecting_cycles
from archive.workflow import Act, Foreseen, Writer

BATCH = 500
#: a source may bring a text of five million characters
BATCH_OF_TEXTS = 20

Tell = Callable[[str, int], object]


@without_collecting_cycles()
def write(scratch: Scratch, act: Act, tell: Tell) -> int:
    """Write every row that was found new or changed, and return how many there were; within the act."""
    counts = {name: int(scratch.fact(f"new {name}", 0)) for name in KINDS}
    writer = Writer(act, CatalogueOfMany(scratch), counts)
    kinds = [KINDS[name].model for (name,) in scratch.rows("SELECT DISTINCT kind FROM rows")]
    done = 0
    with references_checked_early(kinds):
        for batch in batches(_foreseen(scratch), BATCH_OF_TEXTS if Source in kinds else BATCH):
            writer.keep_texts(_texts(scratch, batch))
            writer.add(batch)
            done += len(batch)
            tell("write", done)
        writer.flush()
    tell("follow", done)
    writer.follow()
    return done


def _foreseen(scratch: Scratch) -> Iterator[Foreseen]:
    rows = scratch.rows(
        "SELECT key, version, title, actions, before, after FROM rows"
        " WHERE result IN ('new', 'changed', 'revised') ORDER BY file, number"
    )
    for key, version, title, actions, before, after in rows:
        yield Foreseen(
            json.loads(after),
            json.loads(before) if before else None,
            before,
            after,
            key,
            version,
            title,
            tuple(map(Action, actions.split())),
        )


def _texts(scratch: Scratch, batch: list[Foreseen]) -> dict[str, str]:
    """SHA-256 → text, of the texts that came with these rows."""
    named = {capture["text"] for item in batch for capture in item.document.get("captures", ())}
    return {sha256: body for sha256 in named if (body := scratch.text(sha256)) is not None}
