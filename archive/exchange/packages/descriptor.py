"""`datapackage.json`: what each file of a package is, and each column of a table.

After the Data Package 1 and Table Schema 1 of https://specs.frictionlessdata.io.
"""

import json
from typing import Any

from archive.exchange.columns import Column, Number, Reference
from archive.exchange.files import FILES, File
from archive.exchange.packages.bags import Packed

NAME = "dateline"


def descriptor(packed: list[Packed], titles: dict[str, str]) -> str:
    """The descriptor of the files that were packed; `titles` say what they are, by path."""
    content = {
        "profile": "data-package",
        "name": NAME,
        "title": "Dateline: an archive of events in time",
        "description": "How to read the cells: lists join their items with |, a qualifier follows a colon.",
        "resources": [_resource(item, titles.get(item.path, "")) for item in packed if _is_described(item.path)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _is_described(path: str) -> bool:
    """Texts, originals and pictures are named by their hashes; the manifest lists them."""
    return "/" not in path or path.startswith("records/")


def _resource(packed: Packed, title: str) -> dict[str, Any]:
    name, _dot, extension = packed.path.rpartition(".")
    resource: dict[str, Any] = {
        "name": name.replace("/", "-").lower(),
        "path": packed.path,
        "title": title,
        "encoding": "utf-8",
        "hash": f"sha256:{packed.sha256}",
        "bytes": packed.length,
    }
    file = FILES.get(name)
    if extension != "csv":
        return {**resource, "profile": "data-resource", "format": "text", "mediatype": "application/x-ndjson"}
    described = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "dialect": _DIALECT}
    return {**resource, **described, "schema": _schema(file) if file else {"fields": _IMAGE_FIELDS}}


_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
IMAGE_COLUMNS = ("slug", "sha256", "format", "width", "height", "alt", "credit", "licence")
_IMAGE_FIELDS = [
    {"name": name, "type": "integer" if name in ("width", "height") else "string"} for name in IMAGE_COLUMNS
]


def _schema(file: File) -> dict[str, Any]:
    fields = [_field(column) for column in file.columns]
    keys = [
        {"fields": column.name, "reference": {"resource": target, "fields": "slug"}}
        for column in file.columns
        if isinstance(column, Reference) and (target := _target(file, column)) is not None
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": list(file.key), "missingValues": [""]}
    return {**schema, "foreignKeys": keys} if keys else schema


def _target(file: File, column: Reference) -> str | None:
    """The resource that a reference leads to, "" for the file itself; None for a term, known by two columns."""
    kinds = {each.kind.name: each.name for each in FILES.values()}
    if column.kind not in kinds:
        return None
    return "" if kinds[column.kind] == file.name else kinds[column.kind]


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": "number" if isinstance(column, Number) else "string",
        "description": str(column.expected),
    }
