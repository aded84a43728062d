"""What an undo does with each record, counted, and the list of those that it leaves as they are, in a file."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice

from archive.exchange.underway.folders import Folder
from archive.workflow import LEFT, Fated


@dataclass(frozen=True)
class Left:
    """A record that is left as it is, or some of whose fields are."""

    kind: str
    uuid: str
    slug: str
    title: str
    fate: str
    reason: str


def keep_left(folder: Folder, fated: Iterable[Fated]) -> dict[str, int]:
    """Go through all to the end; returns how many have each fate, and how many are `listed`: told of one by one."""
    counts: Counter[str] = Counter()
    beside = folder.left.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        for item in fated:
            counts[str(item.fate)] += 1
            if item.fate in LEFT or item.reason:
                counts["listed"] += 1
                file.write(json.dumps(asdict(item), ensure_ascii=False) + "\n")
    beside.replace(folder.left)
    return dict(counts)


def left_of(folder: Folder, start: int, most: int) -> Iterator[Left]:
    """Those that were kept, from the `start`-th one on, at most so many."""
    if not folder.left.is_file():
        return
    with folder.left.open(encoding="utf-8") as file:
        for line in islice(file, start, start + most):
            yield Left(**json.loads(line))
