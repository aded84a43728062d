"""The whole archive in one file, and back: a Frictionless Data Package in a BagIt bag in a zip.

    export_package(path)                  everything: the backup
    export_package(path, public=True)     what the public may see
    import_package(path)                  into an empty archive, which is then the same

    dateline/bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
    dateline/data/datapackage.json        says what each file is, column by column
    dateline/data/events.csv …            for people: the eight files that `export_csv` writes, and images.csv
    dateline/data/records/event.jsonl …   for Dateline: each record's document, whole, with its version
    dateline/data/history.jsonl …         every change, pending revisions, addresses, merges
    dateline/data/texts/<SHA-256>.txt     every text ever archived; originals and pictures lie beside them

Everything stands in a fixed order and carries no day, so the same archive gives the same bytes on either database.
Sources of the rules: RFC 8493 (BagIt 1.0), https://specs.frictionlessdata.io (Data Package 1).
"""

from archive.exchange.packages.bags import PackageError
from archive.exchange.packages.exporting import export_package
from archive.exchange.packages.importing import import_package

__all__ = ["PackageError", "export_package", "import_package"]
