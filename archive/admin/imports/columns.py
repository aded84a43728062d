"""The mapping step of an import: `mapping` shows it, and this holds the file for it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from archive.admin.imports.holding import Addresses
from archive.admin.imports.mapping import mapping_page
from archive.admin.imports.pages import OPEN, of_import
from archive.admin.imports.uploading import address_of, columns_address
from archive.exchange.faults import FileFault
from archive.exchange.mapping import Mapping, Survey, from_json, to_json
from archive.exchange.tables import Table
from archive.exchange.underway import Folder, begin_again, remap, source_of
from archive.models import Import


class HeldFile:
    """An import, as the mapping step wants to know it."""

    def __init__(self, held: Import) -> None:
        self.held = held

    @property
    def name(self) -> str:
        return self.held.file_name

    @property
    def kind(self) -> str:
        return self.held.kind

    def table(self) -> Table:
        return source_of(self.held)

    def mapping(self) -> Mapping | None:
        return from_json(self.held.mapping) if self.held.mapping else None

    def keep(self, mapping: Mapping) -> None:
        remap(self.held, to_json(mapping))

    def survey(self) -> Survey | None:
        return None


@of_import
def columns_page(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """Only who brought the file leads its columns; once they fit it is looked at."""
    if held.by_id != request.user.pk:
        raise PermissionDenied
    onward = address_of(held)
    if held.state not in OPEN or not Folder(held.uuid).has_upload:
        return HttpResponseRedirect(onward)
    # The import's own page shows how the file is read, which may be what is wrong.
    addresses = Addresses(columns_address(held), onward, onward)
    try:
        answer = mapping_page(request, site, HeldFile(held), addresses)
    except FileFault as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(onward)
    if request.method == "POST" and isinstance(answer, HttpResponseRedirect) and answer.url == onward:
        begin_again(held)
    return answer
