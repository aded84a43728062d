"""A process of its own answers with one line, or says what went wrong."""

import pytest

from archive.measuring.apart import run_apart
from archive.measuring.results import PageFailed


def test_it_answers():
    assert run_apart("archive.dates:display", "2021-12-22") == "22 December 2021"


def test_what_goes_wrong_is_told():
    with pytest.raises(PageFailed, match=r"^archive\.dates:display failed: .*EDTFError"):
        run_apart("archive.dates:display", "yesterday")
