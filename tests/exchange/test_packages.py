"""A package is the whole archive: read by others' tools, spoilt by nothing, and imported the same archive again."""

import errno
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import bagit
import frictionless
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image as Pillow
from pytest_django import DjangoDbBlocker

from archive import verification
from archive.demo import load_first_article
from archive.documents import read
from archive.exchange.packages import PackageError, export_package, import_package, printing
from archive.exchange.packages.exporting import write_package
from archive.images import take_in
from archive.images.keeping import original_name, originals
from archive.intake import prints
from archive.intake.prints import _print
from archive.likeness import dismiss, look
from archive.models import (
    Actor,
    ArchivedText,
    ArchiveVersion,
    Change,
    Event,
    Image,
    Likeness,
    Merge,
    Revision,
    TextPrint,
)
from archive.workflow import act, merge, save, system_user, withdraw
from tests.archive_factory import ArchiveFactory
from tests.conftest import person

pytestmark = pytest.mark.django_db


def empty_the_archive() -> None:
    """As a new installation is; references are checked when the transaction ends."""
    for model in apps.get_app_config("archive").get_models(include_auto_created=True):
        model._base_manager.all()._raw_delete("default")


@pytest.fixture
def full(editor, publisher) -> ArchiveFactory:
    """An archive with something of everything that a package carries."""
    return filled(editor, publisher)


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of such an archive, made once for this file; the archive itself is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        filled(person("packer", "Editors"), person("packing-publisher", "Publishers"))
        path = packed(tmp_path_factory.mktemp("packages"))
        transaction.set_rollback(True)
    return path


def filled(editor: User, publisher: User) -> ArchiveFactory:
    load_first_article()
    archive = ArchiveFactory()
    twin = archive.actor("Sergey Lavrov", slug="lavrov-2")
    archive.event("A rumour", slug="rumour", participants=(twin,), status="draft", when="2021-12~")
    with act(system_user(), "One man") as this:
        merge(Actor.objects.get(slug="sergei-lavrov"), twin, this)
    with act(editor, "A better word") as this:
        save({**read(Event.objects.published().first()), "summary": "In other words."}, this)
    gone = archive.event("Not so", slug="not-so")
    with act(publisher, "Wrong") as this:
        withdraw([gone], this)
    archive.actor("Anna Berg", slug="anna")
    archive.actor("Anna Berg", slug="anna-too", status="draft")
    look("actor")
    dismiss(Likeness.objects.first(), editor)
    return archive


def packed(tmp_path: Path, name: str = "archive.zip", **options: bool) -> Path:
    export_package(tmp_path / name, **options)
    return tmp_path / name


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name.removeprefix("dateline/"): file.read(name) for name in file.namelist()}


def repacked(path: Path, folder: Path, changed: dict[str, bytes | None], *, honest: bool = False) -> Path:
    """The package with some files changed or (None) left out; `honest`: with a manifest that says so."""
    files = {name: content for name, content in {**unpacked(path), **changed}.items() if content is not None}
    if honest:
        payload = {name: content for name, content in files.items() if name.startswith("data/")}
        lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in payload.items()]
        files["manifest-sha256.txt"] = "".join(lines).encode()
    other = folder / "changed.zip"
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(f"dateline/{name}", content)
    return other


def test_the_same_archive_comes_back_byte_for_byte(full, tmp_path):
    first = packed(tmp_path)
    version, counts = ArchiveVersion.current(), {model: model.objects.count() for model in (Change, Merge, Revision)}
    empty_the_archive()
    assert not Event.objects.exists()
    import_package(first)
    assert packed(tmp_path, "again.zip").read_bytes() == first.read_bytes()
    assert ArchiveVersion.current() == version
    assert {model: model.objects.count() for model in counts} == counts
    assert verification.verify() == []


def test_prints_of_texts_that_another_process_made_are_the_right_ones(whole, monkeypatch):
    known = []
    monkeypatch.setattr(printing, "ENOUGH", 0)
    monkeypatch.setattr(prints, "_print", lambda texts, told: known.append(told) or _print(texts, told))
    import_package(whole)
    assert set(known[0]) == set(ArchivedText.objects.values_list("sha256", flat=True)) > set()
    assert TextPrint.objects.exists()
    assert verification.verify() == []


@pytest.mark.parametrize("program", ["/no/such/program", shutil.which("false")])
def test_where_no_other_process_makes_them_this_one_does(whole, monkeypatch, program):
    monkeypatch.setattr(printing, "ENOUGH", 0)
    monkeypatch.setattr(printing.sys, "executable", program)
    import_package(whole)
    assert TextPrint.objects.exists()
    assert list(prints.drift()) == []


def test_what_was_imported_can_be_worked_on(whole, client):
    import_package(whole)
    archive = ArchiveFactory()
    archive.statement(speaker=archive.actor("Somebody new"))
    assert client.get("/").status_code == 200
    assert client.get("/actors/lavrov-2/").headers["Location"] == "/actors/sergei-lavrov/"
    assert client.get("/events/not-so/").status_code == 410
    assert "Lavrov" in client.get("/search/?q=lavrov").content.decode()
    assert verification.verify() == []


def test_pictures_travel_with_their_originals(archive_with_picture, tmp_path):
    path = packed(tmp_path)
    original = Image.objects.get().sha256
    empty_the_archive()
    originals().delete(original_name(original))
    import_package(path)
    assert Image.objects.get().sha256 == original
    assert f"data/pictures/{original}" in unpacked(path)
    assert verification.verify() == []


@pytest.fixture
def archive_with_picture() -> ArchiveFactory:
    content = io.BytesIO()
    Pillow.new("RGB", (40, 30), "navy").save(content, "PNG")
    taken = take_in(ContentFile(content.getvalue()))
    archive = ArchiveFactory()
    image = archive.save("image", slug="a-blue-field", alt="A blue field", credit="Nobody", **taken)
    archive.actor("Anna Berg", portrait=image)
    return archive


def test_what_is_public_is_all_that_a_public_package_holds(full, archive_with_picture, tmp_path):
    full.source("Secret", slug="secret", text="Nobody may read this.", access="private")
    files = unpacked(packed(tmp_path, public=True))
    assert not any(name.startswith(("data/records", "data/texts", "data/originals", "data/pictures")) for name in files)
    assert "data/history.jsonl" not in files
    told = b"\n".join(files.values())
    for hidden in (b"A rumour", b"rumour", b"not-so", b"In other words.", b"anna-too", b"Nobody may read this."):
        assert hidden not in told
    assert b"sergei-lavrov" in files["data/actors.csv"]
    assert any(name.startswith("data/images/") for name in files)


def test_a_public_package_is_no_whole_archive(full, tmp_path):
    path = packed(tmp_path, public=True)
    empty_the_archive()
    with pytest.raises(PackageError, match="only what is public"):
        import_package(path)


def test_a_package_is_imported_into_an_empty_archive_only(full, tmp_path):
    with pytest.raises(PackageError, match="not empty"):
        import_package(packed(tmp_path))


def without_a_byte(files: dict[str, bytes]) -> dict[str, bytes | None]:
    return {"data/events.csv": files["data/events.csv"][:-1]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_a_byte, "data/events.csv is not what the manifest says"),
        (lambda files: {"data/events.csv": None}, "data/events.csv is missing"),
        (lambda files: {"data/more.csv": b"x"}, "data/more.csv is not in the manifest"),
        (lambda files: {"manifest-sha256.txt": None}, "no manifest-sha256.txt"),
        (lambda files: {"bagit.txt": None}, "no BagIt bag"),
        (lambda files: {"../outside": b"x"}, "leave its folder"),
        (lambda files: {"data/bomb.csv": bytes(40_000_000)}, "times as large"),
    ],
)
def test_a_spoilt_package_is_refused_and_says_what_is_wrong(whole, tmp_path, change, said):
    spoilt = repacked(whole, tmp_path, change(unpacked(whole)))
    with pytest.raises(PackageError, match=said):
        import_package(spoilt)
    assert not Event.objects.exists()
    assert not ArchivedText.objects.exists()


def one_word_else(files: dict[str, bytes]) -> dict[str, bytes | None]:
    lines = files["data/records/statement.jsonl"].decode().splitlines(keepends=True)
    line = json.loads(lines[0])
    line["document"]["citations"][0]["exact"] = "x" * len(line["document"]["citations"][0]["exact"])
    return {"data/records/statement.jsonl": (json.dumps(line) + "\n" + "".join(lines[1:])).encode()}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (one_word_else, "is not sound"),
        (lambda files: {"data/records/event.jsonl": b"{}\n"}, "cannot be read"),
        (lambda files: {"data/records/event.jsonl": b"\xff\n"}, "cannot be read"),
        (lambda files: {"data/history.jsonl": b""}, "is not sound"),
        (lambda files: {"data/addresses.jsonl": files["data/addresses.jsonl"] * 2}, "contradicts itself"),
        (lambda files: {"data/archive.json": b"[]"}, "does not say"),
        (lambda files: {"data/archive.json": b'{"form":99,"public":false,"archive_version":1}'}, "does not know"),
        (lambda files: {"data/texts/00.txt": b"Other words."}, "not the text"),
    ],
)
def test_a_package_that_lies_with_right_hashes_is_refused(whole, tmp_path, change, said):
    lying = repacked(whole, tmp_path, change(unpacked(whole)), honest=True)
    with pytest.raises(PackageError, match=said):
        import_package(lying)
    assert not Event.objects.exists()


def test_what_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "notes.zip"
    path.write_text("notes")
    with pytest.raises(PackageError, match="not a zip"):
        import_package(path)


def test_a_package_is_written_whole_or_not_at_all(full, tmp_path, monkeypatch):
    path = packed(tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr("archive.exchange.packages.exporting._texts", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_package(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.glob("*zip*")] == ["archive.zip"]


def test_an_archive_that_has_lost_a_part_of_its_history_is_told_so(tmp_path):
    ArchiveFactory().event("Talks")
    Change.objects.filter(record_kind="event").delete()
    with pytest.raises(PackageError, match="Run verify"):
        packed(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_full_is_told():
    class Full(io.BytesIO):
        def write(self, content):
            raise OSError(errno.ENOSPC, "No space left on device")

    ArchiveFactory().event("Talks")
    with pytest.raises(OSError, match="No space left"):
        write_package(Full())


def test_moments_are_told_as_they_are(tmp_path):
    ArchiveFactory().event("Talks")
    whole_second = timezone.now().replace(microsecond=0)
    Change.objects.update(at=whole_second)
    lines = unpacked(packed(tmp_path))["data/history.jsonl"].decode().splitlines()
    assert {json.loads(line)["at"] for line in lines} == {whole_second.isoformat()}


def test_others_tools_find_the_package_valid(full, archive_with_picture, tmp_path):
    for name, public in (("whole", False), ("public", True)):
        path = packed(tmp_path, f"{name}.zip", public=public)
        with zipfile.ZipFile(path) as file:
            file.extractall(tmp_path / name)
        folder = tmp_path / name / "dateline"
        assert bagit.Bag(str(folder)).validate()
        report = frictionless.validate(str(folder / "data" / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])


def test_the_commands_say_in_one_line_what_they_did(full, tmp_path, capsys):
    path = str(tmp_path / "archive.zip")
    call_command("export_package", path)
    assert "records exported to" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_package", path)
    empty_the_archive()
    call_command("import_package", path)
    assert capsys.readouterr().out.splitlines()[-1].startswith("1")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_package", str(tmp_path / "no" / "where.zip"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_package", str(tmp_path / "nothing.zip"))
