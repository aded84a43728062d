"""What is asked of the archive for many records at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.documents import KINDS, canonical, read
from archive.documents.many import stored_documents
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def test_records_are_told_as_they_stand_and_only_those_of_the_kind():
    archive = ArchiveFactory()
    event, topic = archive.event("Two met", slug="met"), archive.topic("Talks", slug="talks")
    uuids = [str(event.uuid), str(topic.uuid)]
    assert stored_documents(KINDS["event"], uuids) == {str(event.uuid): canonical(read(event))}


def test_records_are_found_by_themselves_and_not_in_the_history_of_their_kind():
    """With the statistics of a large archive SQLite takes the index of kinds if it may, and reads all of one."""
    event = ArchiveFactory().event("Two met", slug="met")
    with CaptureQueriesContext(connection) as asked:
        stored_documents(KINDS["event"], [str(event.uuid)])
    [query] = asked
    _selected, conditions = query["sql"].split(" WHERE ", 1)
    assert '"record_uuid"' in conditions
    assert '"record_kind"' not in conditions
