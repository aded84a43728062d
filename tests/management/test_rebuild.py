"""``rebuild`` makes everything anew that is derived from the records."""

from io import StringIO

import pytest
from django.core.management import call_command

from archive import search
from archive.models import Listing, Posting, SearchEntry
from archive.timeline import index
from tests.archive_factory import ArchiveFactory


@pytest.mark.django_db
def test_what_was_lost_is_there_again_and_one_line_says_so():
    ArchiveFactory().event(slug="talks")
    for model in (Listing, Posting, SearchEntry):
        model.objects.all().delete()
    assert index.drift()
    output = StringIO()
    call_command("rebuild", stdout=output)
    assert index.drift() == search.drift() == []
    assert output.getvalue().splitlines() == [output.getvalue().strip()]
    assert "2 records in the lists" in output.getvalue()
