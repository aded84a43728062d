"""The admin's import and export go through the same code as the commands."""

import csv
import io
import json

import pytest
import tablib

from archive.exchange import FILES, Export
from archive.exchange.formats import CSV, FORMATS, JSON, TSV
from archive.exchange.resources import resource_for
from archive.models import Actor, Event, Topic
from tests.archive_factory import ArchiveFactory
from tests.exchange.tables import exported, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return ArchiveFactory()


def upload(kind, data, user, *, file_format=CSV, **options):
    dataset = file_format().create_dataset(data)
    return resource_for(kind)().import_data(dataset, user=user, **options)


@pytest.mark.parametrize("plural", FILES)
def test_a_resource_has_the_columns_of_its_file(plural):
    file = FILES[plural]
    resource = resource_for(file.kind.name)()
    assert list(resource.get_export_order()) == file.header
    assert [field.column_name for field in resource.get_user_visible_fields()] == file.header


def test_a_dataset_has_the_cells_of_the_file(archive):
    archive.event(title='=1, "x"', summary="one\r\ntwo")
    dataset = resource_for("event")().export()
    cells = list(csv.reader(io.StringIO(exported("events"), newline="")))
    assert [dataset.headers, *map(list, dataset)] == cells


def test_a_filtered_list_and_chosen_columns_can_be_exported(archive):
    archive.event("One", slug="one")
    archive.event("Two", slug="two")
    chosen = Event.objects.filter(title="Two").order_by("-title").select_related("kind")
    dataset = resource_for("event")().export(chosen, export_fields=["title", "slug"])
    assert (dataset.headers, list(dataset)) == (["slug", "title"], [("two", "Two")])
    export = Export("events", records=chosen, columns=["title", "slug"])
    assert b"".join(CSV().pieces(export)) == b"slug,title\r\ntwo,Two\r\n"


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_comes_back_as_it_went_out(archive, file_format, system):
    archive.topic("=A|b:\t\\", slug="a", description='one\r\ntwo,"three"')
    archive.topic(slug="b")
    data = b"".join(file_format().pieces(Export("topics")))
    result = upload("topic", data, system, file_format=file_format)
    assert not result.has_errors()
    assert not result.has_validation_errors()
    assert [row.import_type for row in result.rows] == ["skip", "skip"]


def test_a_preview_shows_what_becomes_of_each_cell_without_a_style_of_its_own(archive, system):
    archive.topic("<b>Old</b>", slug="talks")
    data = table({"slug": "talks", "name": "New"}, {"slug": "other", "name": "Other"})
    result = upload("topic", data, system, dry_run=True)
    assert [row.diff for row in result.rows] == [
        ["talks", "<del>&lt;b&gt;Old&lt;/b&gt;</del> <ins>New</ins>"],
        ["<ins>other</ins>", "<ins>Other</ins>"],
    ]
    assert (result.totals["new"], result.totals["update"]) == (1, 1)
    assert result.report.is_dry_run
    assert Topic.objects.get().name == "<b>Old</b>"


def test_errors_stand_at_their_row_and_column_and_nothing_is_written(archive, system):
    data = table({"slug": "a", "name": "A"}, {"slug": "b", "name": ""})
    result = upload("topic", data, system)
    (row,) = result.invalid_rows
    assert row.number == 3
    assert list(row.field_specific_errors) == ["name"]
    assert row.values == ("b", "")
    assert not Topic.objects.exists()


@pytest.mark.parametrize("data", [b"", b"slug,name\r\na\r\n", b'slug,name\r\na,"b', b"\xff\xfe"])
def test_a_broken_file_is_told_with_the_file_and_never_as_one_without_rows(data, system):
    dataset = CSV().create_dataset(data)
    assert dataset
    result = resource_for("topic")().import_data(dataset, dry_run=True, user=system, file_name="folder/mine.csv")
    assert result.has_errors()
    assert all(str(error.error).startswith("mine.csv") for error in result.base_errors)


def test_an_editor_cannot_publish_in_the_admin_either(archive, editor):
    archive.actor(slug="anna", status="draft")
    result = upload("actor", table({"slug": "anna", "status": "published"}), editor)
    assert "Only publishers" in result.invalid_rows[0].field_specific_errors["status"][0]
    assert Actor.objects.get().status == "draft"


def test_an_import_without_a_user_is_a_mistake_of_the_caller(archive):
    with pytest.raises(TypeError):
        upload("topic", table({"slug": "a", "name": "A"}), None)


def test_a_dataset_from_elsewhere_is_read_by_the_same_rules(archive, system):
    dataset = tablib.Dataset(["a", "A"], ["b", None], headers=["slug", "name"])
    result = resource_for("topic")().import_data(dataset, user=system)
    assert [row.number for row in result.invalid_rows] == [3]
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "{}",
        "[]",
        "[1]",
        "[" * 100_000,
        '[{"slug": "a", "name": "A", "name": "B"}]',
        '[{"slug": "a", "name": "A"}, {"slug": "b"}]',
        '[{"slug": "a", "name": "\\ud800"}]',
        '[{"slug": "a", "name": "\\u0000"}]',
        '[{"slug": "a", "name": null}]',
        "NaN",
    ],
)
def test_broken_json_is_refused(data, system):
    result = upload("topic", data.encode(), system, file_format=JSON)
    assert result.base_errors or result.invalid_rows
    assert not Topic.objects.exists()


def test_json_is_a_list_of_the_cells(archive):
    archive.topic("Talks", slug="talks", language="en")
    data = json.loads(b"".join(JSON().pieces(Export("topics"))))
    assert data == [{"slug": "talks", "name": "Talks", "part_of": "", "language": "en", "description": ""}]


def test_no_format_is_offered_that_runs_or_guesses_what_it_reads():
    assert [made().get_title() for made in FORMATS] == ["csv", "tsv", "json", "jsonl", "xlsx"]
    assert all(made().is_binary() and made().get_read_mode() == "rb" for made in FORMATS)
    assert TSV().get_extension() == "tsv"


def test_images_have_no_file():
    with pytest.raises(KeyError):
        resource_for("image")
