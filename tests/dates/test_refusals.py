"""What is no date is refused with one error that says what is wrong and gives an example."""

import pickle

import pytest

from archive.dates import MAXIMUM_LENGTH, EDTFError, errors, parse
from archive.dates.errors import Fault

REFUSED = [
    ("", errors.EMPTY),
    ("[" + "2021," * MAXIMUM_LENGTH + "2021]", errors.TOO_LONG),
    (" 2021", errors.SPACES),
    ("2021 ", errors.SPACES),
    ("2021-12-22\n", errors.SPACES),
    ("[2021, 2022]", errors.SPACES),
    ("2021\u00a0", errors.SPACES),
    ("   ", errors.SPACES),
    ("Christmas", errors.NOT_A_DATE),
    ("22.12.2021", errors.NOT_A_DATE),
    ("2021/12/22", errors.TOO_MANY_SLASHES),
    ("٢٠٢١", errors.NOT_A_DATE),
    ("２０２１", errors.NOT_A_DATE),
    ("20²1", errors.NOT_A_DATE),
    ("+2021", errors.NOT_A_DATE),
    ("202x", errors.NOT_A_DATE),
    ("2021-12-22-01", errors.NOT_A_DATE),
    ("2021??", errors.NOT_A_DATE),
    ("2021-12-22\0", errors.NOT_A_DATE),
    ("21", errors.MISSING_DIGITS),
    ("2021-1", errors.MISSING_DIGITS),
    ("2021-12-2", errors.MISSING_DIGITS),
    ("-44", errors.MISSING_DIGITS),
    # months, seasons, days
    ("2021-00", errors.NO_MONTH),
    ("2021-13", errors.NO_MONTH),
    ("2021-20", errors.NO_MONTH),
    ("2021-42", errors.NO_MONTH),
    ("2021-13-01", errors.NO_MONTH),
    ("2021-2X", errors.NO_MONTH_FITS),
    ("2021-25", errors.NO_SUCH_CODE),
    ("2021-41", errors.NO_SUCH_CODE),
    ("2021-24-01", errors.DAY_OF_SEASON),
    ("2021-21-XX", errors.DAY_OF_SEASON),
    ("2021-02-29", errors.NO_DAY),
    ("1900-02-29", errors.NO_DAY),
    ("2021-04-31", errors.NO_DAY),
    ("2021-12-00", errors.NO_DAY),
    ("2021-12-32", errors.NO_DAY),
    ("2021-02-3X", errors.NO_DAY_FITS),
    ("2021-12-4X", errors.NO_DAY_FITS),
    ("2021-XX-32", errors.NO_DAY_FITS),
    ("20X1-02-29", errors.NO_DAY_FITS),
    ("XXXX-02-30", errors.NO_DAY_FITS),
    # years
    ("-0000", errors.NEGATIVE_ZERO),
    ("-0000-12", errors.NEGATIVE_ZERO),
    ("12021", errors.UNMARKED_LONG_YEAR),
    ("-12021-12", errors.UNMARKED_LONG_YEAR),
    ("Y2021", errors.SHORT_LONG_YEAR),
    ("Y-44", errors.SHORT_LONG_YEAR),
    ("Y02021", errors.SHORT_LONG_YEAR),
    ("Y00000", errors.SHORT_LONG_YEAR),
    ("Y17000-12", errors.DETAILED_LONG_YEAR),
    ("Y1000000001", errors.TOO_FAR),
    ("Y-1000000001", errors.TOO_FAR),
    ("YX000000001", errors.TOO_FAR),
    ("Y" + "9" * 190, errors.TOO_FAR),
    ("Y17E7", errors.EXPONENT),
    ("Y-17E7", errors.EXPONENT),
    ("1950S2", errors.SIGNIFICANT_DIGITS),
    ("Y171010000S3", errors.SIGNIFICANT_DIGITS),
    # intervals
    ("2021/2022/2023", errors.TOO_MANY_SLASHES),
    ("/", errors.NOTHING_KNOWN),
    ("/..", errors.NOTHING_KNOWN),
    ("../", errors.NOTHING_KNOWN),
    ("../..", errors.NOTHING_KNOWN),
    ("2022/2021", errors.REVERSED),
    ("2021-12-22/2021-12-21", errors.REVERSED),
    ("0001/-0001", errors.REVERSED),
    ("2021-24/2021-11", errors.REVERSED),
    ("..", errors.OPEN_ALONE),
    ("2021..2022", errors.OPEN_ALONE),
    ("2021/..~", errors.OPEN_ALONE),
    ("[2021,2022]/2023", errors.NOT_A_DATE),
    # sets
    ("[..]", errors.NOTHING_KNOWN),
    ("{..}", errors.NOTHING_KNOWN),
    ("[", errors.UNCLOSED_SET),
    ("[2021", errors.UNCLOSED_SET),
    ("[2021}", errors.UNCLOSED_SET),
    ("2021]", errors.NOT_A_DATE),
    ("[]", errors.EMPTY_SET),
    ("[2021,]", errors.EMPTY_SET),
    ("[2021,,2022]", errors.EMPTY_SET),
    ("[..,2021]", errors.SET_OPEN_INSIDE),
    ("[2021,..]", errors.SET_OPEN_INSIDE),
    ("[2020,..2021]", errors.SET_OPEN_INSIDE),
    ("[2020..,2021]", errors.SET_OPEN_INSIDE),
    ("[2022..2021]", errors.REVERSED),
    ("[2020..2021..2022]", errors.OPEN_ALONE),
    ("[[2021]]", errors.NOT_A_DATE),
    # times
    ("2022-01-26T16:14", errors.BAD_TIME),
    ("2022-01-26T16", errors.BAD_TIME),
    ("2022-01T16:14:00", errors.BAD_TIME),
    ("2022-01-2XT16:14:00", errors.BAD_TIME),
    ("2022-21-01T16:14:00", errors.DAY_OF_SEASON),
    ("2022-01-26T16:14:00.5", errors.BAD_TIME),
    ("2022-01-26T16:14:00z", errors.BAD_TIME),
    ("2022-01-26T16:14:00~", errors.BAD_TIME),
    ("2022-01-26T16:14:00+0200", errors.BAD_TIME),
    ("2022-02-30T16:14:00", errors.NO_DAY),
    ("2022-01-26T24:00:00", errors.NO_TIME),
    ("2022-01-26T16:60:00", errors.NO_TIME),
    ("2016-12-31T23:59:60Z", errors.NO_TIME),
    ("2022-01-26T16:14:00+24", errors.NO_ZONE),
    ("2022-01-26T16:14:00+02:60", errors.NO_ZONE),
    ("2022-01-26T16:14:00/2022-01-27", errors.TIME_NOT_ALONE),
    ("[2022-01-26T16:14:00,2022-01-27]", errors.TIME_NOT_ALONE),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_what_is_no_date_is_refused_for_the_right_reason(text: str, fault: Fault) -> None:
    with pytest.raises(EDTFError) as caught:
        parse(text)
    assert caught.value.fault == fault
    assert caught.value.text == text


FAULTS = [fault for fault in vars(errors).values() if isinstance(fault, Fault)]


def test_every_reason_is_given_to_something() -> None:
    assert {fault.example + str(fault.message) for fault in FAULTS} == {
        fault.example + str(fault.message) for _, fault in REFUSED
    }


@pytest.mark.parametrize("fault", FAULTS)
def test_every_example_is_itself_right(fault: Fault) -> None:
    assert parse(fault.example).text == fault.example
    assert "%(example)s" in str(fault.message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2021-02-30", "There is no day 2021-02-30. Write a day that exists: “2021-02-28”."),
        ("[2021,2022-13]", "There is no month 13. Months are 01 to 12: “2021-12”."),
        (
            "2022/2021",
            "“2022/2021” ends before it starts. Write the earlier date first: “2021-12-17/2022-01”.",
        ),
        (
            "100%d",
            "“100%d” is not a date. Write year, month and day, or only year and month or year: “2021-12-22”.",
        ),
    ],
)
def test_the_error_says_what_is_wrong_and_gives_an_example(text: str, message: str) -> None:
    with pytest.raises(EDTFError) as caught:
        parse(text)
    assert str(caught.value) == message
    assert caught.value.example in message


def test_the_error_can_travel_between_processes() -> None:
    with pytest.raises(EDTFError) as caught:
        parse("2021-13")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes
