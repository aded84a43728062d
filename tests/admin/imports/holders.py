"""A file on its way in, for tests of the mapping step."""

from archive.exchange.mapping import Mapping, Survey
from archive.exchange.tables import Table


class FakeHolder:
    """Holds a table and a mapping in memory; `kept` has every mapping that was kept."""

    def __init__(self, name: str, kind: str, table: Table, mapping: Mapping | None = None) -> None:
        self.name = name
        self.kind = kind
        self._table = table
        self.kept: list[Mapping] = [mapping] if mapping else []
        self.whole: Survey | None = None

    def table(self) -> Table:
        return self._table

    def mapping(self) -> Mapping | None:
        return self.kept[-1] if self.kept else None

    def keep(self, mapping: Mapping) -> None:
        self.kept.append(mapping)

    def survey(self) -> Survey | None:
        return self.whole
