"""Anybody's table in the archive's own columns.

    mapping = from_json(json)                          # or propose(...), or ready_made()["acled"]
    found, made = mapped(table, mapping)               # a Table for the importer, and Tables to import before it
    import_files([*((FILES[plural], first) for plural, first in made), (FILES[mapping.kind], found)], …)
    found.origin("when"), found.told(fault)            # the file's own words for what the importer finds
    propose(table, "events").mapping                   # by the names of the columns and by what stands in them
    survey(table, mapping)                             # what does not fit, and names that nobody has, in groups

A `Mapping` is plain data (see `ways`), with a form in JSON (see `written`). It never guesses in silence: an order of
day and month that the file leaves open is refused until somebody says it.
"""

from archive.exchange.mapping.checking import adapted, check, missing_columns, names_of
from archive.exchange.mapping.errors import MappingError, TooMany, Unfit
from archive.exchange.mapping.lookup import Archive, ArchiveLookup
from archive.exchange.mapping.made import MadeTable
from archive.exchange.mapping.names import column_names
from archive.exchange.mapping.proposing import Proposal, propose
from archive.exchange.mapping.ready import ready_made, recognised
from archive.exchange.mapping.survey import Survey, survey
from archive.exchange.mapping.table import MappedTable, mapped
from archive.exchange.mapping.ways import Mapping
from archive.exchange.mapping.written import dumps, from_json, loads, to_json

__all__ = [
    "Archive",
    "ArchiveLookup",
    "MadeTable",
    "MappedTable",
    "Mapping",
    "MappingError",
    "Proposal",
    "Survey",
    "TooMany",
    "Unfit",
    "adapted",
    "check",
    "column_names",
    "dumps",
    "from_json",
    "loads",
    "mapped",
    "missing_columns",
    "names_of",
    "propose",
    "ready_made",
    "recognised",
    "survey",
    "to_json",
]
