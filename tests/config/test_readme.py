"""The README names what there is, and nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from archive.management.elsewhere import ClosedCommand
from config.installation import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def variables(*files: Path) -> set[str]:
    """The variables of the environment that these files name, in quotation marks of code."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return set(re.findall(r"[\"`]((?:DATABASE|DJANGO|DATELINE)_[A-Z_]+)[\"`]", text))


def table(heading: str) -> dict[str, str]:
    """The rows of the table under a heading: what the first cell names in code → what the second says."""
    section = re.split(r"^## ", README, flags=re.MULTILINE)
    (found,) = [part for part in section if part.startswith(heading)]
    rows = re.findall(r"^ *\| `([^`]+)` \| ([^|]*) \|", found, flags=re.MULTILINE)
    return dict(rows)


def test_every_variable_of_the_environment_is_explained():
    read = variables(PROJECT / "config/settings.py", PROJECT / "config/installation.py")
    explained = {*table("Run it for others"), *table("Decide how it works")}
    assert explained == read - {"DJANGO_SETTINGS_MODULE"}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATELINE_FOUR_EYES", int(settings.FOUR_EYES)),
        ("DATELINE_EXCERPT_PERCENT", round(settings.EXCERPT_SHARE * 100)),
        ("DATELINE_EXCERPT_CONTEXT", settings.EXCERPT_CONTEXT),
        ("DATELINE_KEPT_PAGES", settings.KEPT_PAGES),
        ("DATELINE_IMAGE_MAX_BYTES", settings.IMAGE_MAX_BYTES),
        ("DATELINE_IMPORT_MAX_BYTES", settings.IMPORT_MAX_BYTES),
        ("DATELINE_INTAKE_MAX_BYTES", settings.INTAKE_MAX_BYTES),
        ("DATELINE_INTAKE_FETCH_SECONDS", settings.INTAKE_FETCH_SECONDS),
        ("DATELINE_INTAKE_READING_SECONDS", settings.INTAKE_READING_SECONDS),
        ("DATELINE_INTAKE_PORTS", ",".join(map(str, sorted(settings.INTAKE_PORTS)))),
        ("DATELINE_IMAGE_MAX_PIXELS", settings.IMAGE_MAX_PIXELS),
    ],
)
def test_the_defaults_are_as_the_readme_says(variable, value):
    assert table("Decide how it works")[variable] == f"`{value}`"


def test_every_command_is_explained():
    names = {name for name, application in get_commands().items() if application == "archive"}
    ours = {name for name in names if not isinstance(load_command_class("archive", name), ClosedCommand)}
    assert {synopsis.split()[0] for synopsis in table("Commands")} == ours
