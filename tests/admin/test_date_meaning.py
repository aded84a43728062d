"""What a date means is told to editors as they type."""

import pytest
from django.test import Client

ADDRESS = "/admin/archive/edtf/"


def test_a_date_is_told_in_words_with_its_bounds(editors_desk):
    answer = editors_desk.get(ADDRESS, text="2021-12~").json()
    assert answer == {
        "text": "2021-12~",
        "words": "about December 2021",
        "bounds": "1 December 2021 to 31 December 2021",
    }


@pytest.mark.parametrize("text", ["2021-13", "", "yesterday", "2021-12-22\x00", "9" * 5000])
def test_what_is_no_date_is_told_to_be_none(editors_desk, text):
    answer = editors_desk.get(ADDRESS, text=text)
    assert answer.status_code == 200
    assert list(answer.json()) == ["error"]


def test_only_staff_may_ask(db):
    assert Client().get(ADDRESS, {"text": "2021"}).status_code == 302
