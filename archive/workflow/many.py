"""What an act on very many records tells those who follow: primary keys, a bit each, and nothing one by one."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyroaring import BitMap


@dataclass(frozen=True)
class Many:
    """Records of one kind that an act has added, changed or removed, and what they refer to or referred to before.

    All of it by primary key; `referred` by kind, of terms by vocabulary.
    """

    kind: str
    changed: BitMap
    referred: Mapping[str, BitMap]
