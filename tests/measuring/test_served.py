"""The site is measured as a server of an installation answers, and the server is gone afterwards."""

import urllib.error
import urllib.request

import pytest

from archive.measuring.clock import run_time
from archive.measuring.requests import EMPTY, served
from archive.measuring.results import PageFailed

pytestmark = pytest.mark.django_db


def test_a_server_answers_and_its_work_is_told():
    with served() as site:
        assert b"Nothing" in site.get(EMPTY)
        before = site.clock()
        taken = site.milliseconds(EMPTY, 3, times=5)
        assert 0 < taken < 1000
        assert site.clock() > before
        with pytest.raises(PageFailed, match="/nothing-is-here/ answers"):
            site.get("/nothing-is-here/")
        port = site.port
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}{EMPTY}", timeout=5)


def test_of_a_process_that_is_not_there_no_time_is_told():
    assert run_time(2**22 + 1) is None
