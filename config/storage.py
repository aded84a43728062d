"""Where files lie: those that are not for the public, and those that every page needs."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PrivateStorage(FileSystemStorage):
    """Files without an address: asking for one is an error, where Django's own storage would invent one."""

    base_url = None  # type: ignore[assignment]  # the stubs know only storages with addresses


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Static files under names with their hash, compressed; a bundle of stylesheets becomes one file.

    The `@import "file.css";` lines of a bundle are replaced by the files beside it that they name. Scripts that import
    each other do so by the names with the hash, too.
    """

    # A script's modules are found under their hashed names too, and so kept by browsers for good.
    support_js_module_import_aggregation = True

    BUNDLES = ("archive/css/site.css",)

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Kept, for the names do not change while the site runs, and a page asks for a dozen."""
        if name is None or force:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    IMPORT = re.compile(r'^@import "([\w.-]+\.css)";$', re.MULTILINE)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        for bundle in self.BUNDLES:
            if bundle in paths and not dry_run:
                content = self._bundled(bundle, paths)
                self.delete(bundle)
                self.save(bundle, ContentFile(content.encode()))
                paths[bundle] = (self, bundle)
        yield from super().post_process(paths, dry_run, **options)

    def _bundled(self, bundle: str, paths: dict[str, Any]) -> str:
        def source(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        folder = PurePosixPath(bundle).parent
        return self.IMPORT.sub(lambda line: source(str(folder / line[1])), source(bundle))
