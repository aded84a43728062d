"""A document is read apart from everything else: its text found, what it says about itself told with its place."""

import json
import os
import time

import pytest

from archive.extraction.days import day_in_address, moment, pdf_moment
from archive.extraction.encodings import choose
from archive.extraction.plain import language_of
from archive.extraction.reading import WHOLE, Order, Reading
from archive.intake.apart import read_apart
from archive.intake.problems import wording
from tests.extraction.documents import bomb, page, pdf

GERMAN = (
    "Das Ministerium bestritt am Mittwoch, dass Truppen an die Grenze verlegt worden seien, und sagte, die Gespräche "
    "würden in der nächsten Woche in Genf beginnen. „Es gibt keinen Grund zur Sorge“, hieß es."
)


def read(content: bytes, **order: str) -> Reading:
    return read_apart(Order(**order), content)


def proposed(reading: Reading, field: str) -> list[tuple[str, str, str]]:
    return [(item["value"], item["origin"], item["detail"]) for item in reading.proposals if item["field"] == field]


def test_of_a_page_the_article_is_read_and_not_what_stands_around_it():
    reading = read(page(), address="https://gazette.example/2021/12/22/peace")
    assert (reading.media_type, reading.encoding, reading.problem) == ("text/html", "utf-8", "")
    assert reading.text.startswith("Peace is near, says Berg\n")
    assert "peace is near – “very near”" in reading.text
    assert "Politics" not in reading.text
    assert "All rights reserved" not in reading.text


def test_all_words_of_a_page_are_read_when_somebody_asks_for_them():
    text = read(page(), manner=WHOLE).text
    assert "Home Politics" in text
    assert text.endswith("All rights reserved")
    assert "The Gazette" not in text  # the title stands in the head, which no reader sees


def test_everything_proposed_says_where_it_comes_from():
    reading = read(page(), address="https://gazette.example/2021/12/22/peace")
    assert proposed(reading, "title")[0] == ("Peace is near, says Berg", "metadata", "og:title")
    assert ("Peace is near | The Gazette", "page", "title") in proposed(reading, "title")
    assert proposed(reading, "byline")[0] == ("Jane Roe", "metadata", "author")
    assert proposed(reading, "issued") == [
        ("2021-12-22T16:14:00+02:00", "metadata", "article:published_time"),
        ("2021-12-22", "address", "day"),
    ]
    assert proposed(reading, "publisher")[0] == ("The Gazette", "metadata", "og:site_name")
    assert proposed(reading, "language")[0] == ("en-GB", "metadata", "lang")
    assert proposed(reading, "url") == [("https://gazette.example/peace", "metadata", "canonical")]


def test_linked_data_goes_before_other_metadata_and_broken_one_is_passed_over():
    article = {"@type": "NewsArticle", "headline": "Berg: peace", "author": [{"name": "A. B."}, {"name": "C. D."}]}
    text = (
        "<html><head><title>x</title><script type='application/ld+json'>{broken</script>"
        f"<script type='application/ld+json'>{json.dumps({'@graph': [article]})}</script></head>"
        f"<body><p>{'Words of the page. ' * 30}</p></body></html>"
    )
    reading = read(text.encode())
    assert proposed(reading, "title")[0] == ("Berg: peace", "metadata", "JSON-LD headline")
    assert proposed(reading, "byline")[0] == ("A. B., C. D.", "metadata", "JSON-LD author")


def test_a_page_that_a_script_writes_has_no_text():
    text = "<!doctype html><html><body><div id=app></div><script>write('Everything')</script></body></html>"
    assert read(text.encode()).problem == "no text"


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "utf-8", "iso8859-2"])
def test_a_page_is_read_in_the_encoding_that_it_names(encoding):
    words = {"cp1252": "„Gespräche“", "cp1251": "Переговоры", "utf-8": "„Переговоры“", "iso8859-2": "říká"}[encoding]
    text = "<html><head><meta charset={encoding}></head><body><p>" + f"{words} " * 40 + "</p></body></html>"
    reading = read(page(encoding, text))
    assert reading.encoding == encoding
    assert words in reading.text


def test_the_server_s_word_for_the_encoding_counts_where_the_bytes_agree():
    content = "Переговоры начнутся в среду.".encode("koi8-r")
    assert read(content, declared="koi8-r").text == "Переговоры начнутся в среду."
    assert read("Gespräche".encode(), declared="iso-8859-1").text == "Gespräche"  # valid UTF-8 is UTF-8


def test_windows_1252_and_cp1250_are_both_offered():
    content = GERMAN.encode("cp1252")
    chosen, possible = choose(content, "", [])
    assert {"cp1252", "cp1250"} <= set(possible)
    assert chosen == "cp1252"
    assert read("Řekl, že mír je blízko.".encode("cp1250"), encoding="cp1250").text == "Řekl, že mír je blízko."


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert read("Peace is near.".encode("utf-8-sig")).text == "Peace is near."
    assert read("Peace is near.".encode("utf-16")).text == "Peace is near."


def test_a_plain_text_is_never_touched():
    text = "  Peace\tis near.\r\n\r\nBy Jane Roe \n"
    reading = read(text.encode())
    assert (reading.media_type, reading.text) == ("text/plain", text)
    assert proposed(reading, "title") == [("Peace is near.", "text", "first line")]
    assert proposed(reading, "byline") == [("Jane Roe", "text", "byline")]


def test_a_pdf_gives_its_text_and_its_properties():
    reading = read(pdf("Peace is near.", "The ministry denied it.", title="A report"))
    assert (reading.media_type, reading.text) == ("application/pdf", "Peace is near.\n\nThe ministry denied it.")
    assert proposed(reading, "title")[0] == ("A report", "properties", "Title")
    assert proposed(reading, "byline")[0] == ("J. Roe", "properties", "Author")
    assert proposed(reading, "issued") == [("2021-12-22T16:14:00+02:00", "properties", "CreationDate")]
    assert proposed(reading, "language")[0] == ("en", "properties", "Lang")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (pdf("", ""), "scanned"),
        (pdf("Secret.", password="secret"), "encrypted"),
        (pdf("Cut short.")[:120], "damaged"),
        (b"%PDF-1.7", "damaged"),
        (b"PK\x03\x04word/document.xml", "office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\x00", "packed"),
        (b"\x7fELF\x00\x00\x01", "binary"),
    ],
    ids=[
        "no bytes",
        "white space",
        "scan",
        "locked",
        "cut off",
        "header only",
        "office",
        "picture",
        "packed",
        "program",
    ],
)
def test_what_has_no_text_to_be_read_says_why(content, problem):
    reading = read(content)
    assert (reading.text, reading.problem) == ("", problem)
    assert wording(problem)


def test_a_pdf_that_unpacks_to_hundreds_of_megabytes_does_no_harm():
    packed = bomb(200)
    assert len(packed) < 500_000
    started = time.monotonic()
    assert read(packed).problem in {"too large inside", "damaged", "scanned", "reading time"}
    assert time.monotonic() - started < 25


def test_a_reader_that_takes_too_long_is_given_up(settings):
    settings.INTAKE_READING_SECONDS = 0
    reading = read(page())
    assert (reading.problem, reading.media_type) == ("reading time", "text/html")


def test_a_text_beyond_the_limit_is_told_so():
    assert read(b"peace " * 900_000).problem == "too long"


def test_a_document_is_read_without_this_site_s_secrets_and_without_the_network(monkeypatch, tmp_path):
    asked = {}

    def run(command, **options):
        asked.update(options)
        raise AssertionError

    monkeypatch.setitem(os.environ, "DJANGO_SECRET_KEY", "secret")
    monkeypatch.setattr("subprocess.run", run)
    with pytest.raises(AssertionError):
        read(page())
    assert "DJANGO_SECRET_KEY" not in asked["env"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2021-12-22T16:14:00.123Z", "2021-12-22T16:14:00Z"),
        ("2021-12-22 16:14 +0100", "2021-12-22T16:14:00+01:00"),
        ("2021-12-22T16:14:00", "2021-12-22"),
        ("20211222", "2021-12-22"),
        ("2021-12", "2021-12"),
        ("22 December 2021", ""),
    ],
)
def test_a_moment_keeps_its_offset_and_a_time_without_one_is_not_trusted(written, read_as):
    assert moment(written) == read_as


def test_the_other_places_of_a_day():
    assert pdf_moment("D:20211222161400Z") == "2021-12-22T16:14:00Z"
    assert pdf_moment("D:2021") == "2021"
    assert day_in_address("https://gazette.example/world/2021/12/22/peace?x=2020/01/01") == "2021-12-22"
    assert day_in_address("https://gazette.example/2021/13/22/") == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (
            "The ministry denied on Wednesday that troops had moved to the border, and said that talks would begin. "
            * 2,
            "en",
        ),
        (
            "Міністерство в середу спростувало, що війська були перекинуті до кордону, і заявило про переговори. " * 2,
            "uk",
        ),
        (
            "Министерство в среду опровергло, что войска были переброшены к границе, и сообщило о переговорах. " * 2,
            "ru",
        ),
        (
            "Le ministère a démenti mercredi que des troupes se soient déplacées vers la frontière, et dit que les. "
            * 2,
            "fr",
        ),
        ("Peace is near.", ""),
        ("0123456789 " * 40, ""),
    ],
)
def test_the_language_is_guessed_only_where_it_is_clear(text, language):
    assert language_of(text) == language
