"""The mapping step of an import: where the columns of the file that somebody brought go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.imports.holding import Addresses
from archive.admin.imports.mapping import mapping_page
from archive.admin.imports.uploading import address_of
from archive.exchange.faults import FileFault
from archive.exchange.mapping import Mapping, Survey, from_json, to_json
from archive.exchange.tables import Table
from archive.exchange.underway import Folder, examine_soon, map_columns, table_of
from archive.models import Import, ImportState


class Held:
    """An import as the mapping step sees it (`holding.Holder`). Looking at the step keeps nothing."""

    def __init__(self, held: Import, *, is_look: bool) -> None:
        self._held, self._is_look = held, is_look
        self._table: Table | None = None
        self.name, self.kind = held.file_name, held.kind

    def table(self) -> Table:
        if self._table is None:
            self._table = table_of(self._held)
        return self._table

    def mapping(self) -> Mapping | None:
        return from_json(self._held.mapping) if self._held.mapping else None

    def keep(self, mapping: Mapping) -> None:
        if not self._is_look:
            map_columns(self._held, to_json(mapping))

    def survey(self) -> Survey | None:
        """The preview reads the whole file; here its first rows do."""
        return None


def columns_step(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """Raises PermissionDenied for a post by somebody else."""
    is_look = request.method != "POST"
    if not is_look and held.by_id != request.user.pk:
        raise PermissionDenied
    closed = (ImportState.DONE, ImportState.UNDONE, ImportState.UNDOING, ImportState.WRITING)
    if held.state in closed or not Folder(held.uuid).has_upload:
        messages.error(request, _("The columns of this import cannot be mapped any more."))
        return HttpResponseRedirect(address_of(held))
    here = reverse("admin:archive_import_columns", args=[held.uuid])
    onward = address_of(held)
    try:
        answer = mapping_page(request, site, Held(held, is_look=is_look), Addresses(here, onward, onward))
    except FileFault as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(onward)
    if isinstance(answer, HttpResponseRedirect) and answer.url == onward:
        # Everything is where it goes: now see what the file would do.
        held.refresh_from_db()
        examine_soon(held)
    return answer
