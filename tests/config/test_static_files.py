"""Static files as a site serves them: hashed names, compressed, one stylesheet."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings


@pytest.fixture
def collected(settings, tmp_path: Path):
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.storage.StaticStorage"}}
    with override_settings(STATIC_ROOT=tmp_path / "static", STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path / "static"


def test_the_stylesheet_is_one_file_with_everything_that_it_names(collected):
    name = staticfiles_storage.stored_name("archive/css/site.css")
    sheet = (collected / name).read_text()
    assert re.search(r"site\.[0-9a-f]{12}\.css$", name)
    assert "@import" not in sheet
    assert "--paper:" in sheet
    assert "@media print" in sheet
    assert (collected / f"{name}.gz").exists()


def test_fonts_are_found_from_the_one_stylesheet(collected):
    name = staticfiles_storage.stored_name("archive/css/site.css")
    fonts = re.findall(r'url\("([^"]+\.woff2)"\)', (collected / name).read_text())
    assert len(fonts) == 12
    for font in fonts:
        assert ((collected / name).parent / font).resolve().is_file()


def test_collecting_again_gives_the_same_names(collected):
    before = staticfiles_storage.stored_name("archive/css/site.css")
    call_command("collectstatic", interactive=False, verbosity=0)
    assert staticfiles_storage.stored_name("archive/css/site.css") == before
