"""What the mapping step asks of whoever holds a file until it is imported."""

from dataclasses import dataclass
from typing import Protocol

from archive.exchange.mapping import Mapping, Survey
from archive.exchange.tables import Table


class Holder(Protocol):
    """A file on its way in. `name` is what people call it, `kind` the file of the archive that it becomes."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    def table(self) -> Table:
        """Read anew with every call, or one that can be read as often as need be."""

    def mapping(self) -> Mapping | None:
        """The mapping as it was kept last; None: nobody has seen to it yet."""

    def keep(self, mapping: Mapping) -> None:
        """Keep a mapping that `check` lets pass, in place of the one before."""

    def survey(self) -> Survey | None:
        """A survey of the whole file with the mapping that is kept, if one was made."""


@dataclass(frozen=True)
class Addresses:
    """Where the step is, where it goes on once the mapping fits, and where it came from."""

    here: str
    onward: str
    back: str = ""
