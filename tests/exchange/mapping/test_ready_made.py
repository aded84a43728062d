"""The mappings that come with the archive, each with made-up rows in the shape of its export."""

import pytest

from archive.exchange.mapping import dumps, from_json, loads, mapped, ready_made, recognised, survey, to_json
from archive.exchange.mapping.made import ListTable
from archive.exchange.tables import open_table
from archive.models import Actor, Event, Place, Source
from tests.archive_factory import ArchiveFactory
from tests.exchange.mapping.samples import column, load, table

pytestmark = pytest.mark.django_db

_TIMELINEJS = """
Year|Month|Day|Time|End Year|End Month|End Day|End Time|Display Date|Headline|Text|Media|Media Credit|Media Caption
Media Thumbnail|Type|Group|Background
"""
_ACLED = """
event_id_cnty|event_date|year|time_precision|disorder_type|event_type|sub_event_type|actor1|assoc_actor_1|inter1
actor2|assoc_actor_2|inter2|interaction|civilian_targeting|iso|region|country|admin1|admin2|admin3|location|latitude
longitude|geo_precision|source|source_scale|notes|fatalities|tags|timestamp
"""
TIMELINEJS, ACLED = (text.strip().replace("\n", "|").split("|") for text in (_TIMELINEJS, _ACLED))


def slide(**cells: str) -> dict[str, str]:
    return {**dict.fromkeys(TIMELINEJS, ""), **cells}


def incident(**cells: str) -> dict[str, str]:
    usual = {
        "event_date": "05 March 2022",
        "time_precision": "1",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Northern Army",
        "country": "Ukraine",
        "admin1": "Midland",
        "location": "Oldtown",
        "latitude": "50.4500",
        "longitude": "30.5200",
        "geo_precision": "1",
        "source": "Morning Post; Evening Post",
        "source_scale": "National",
        "notes": "On 5 March, both armies met.",
        "fatalities": "3",
    }
    return {**dict.fromkeys(ACLED, ""), **usual, **cells}


def article(number: str, **cells: str) -> list[str]:
    header = ready_made()["gdelt"].header
    row = dict.fromkeys(header, "")
    row |= {"GlobalEventID": number, "Day": "20211222", "MonthYear": "202112", "Year": "2021", "DATEADDED": "20211223"}
    row |= {"Actor1Name": "NORTHLAND", "Actor2Name": "SOUTHLAND", "EventRootCode": "04", "EventCode": "040"}
    row |= {"ActionGeo_Fullname": "Oldtown, Midland", "ActionGeo_Lat": "50.45", "ActionGeo_Long": "30.52"}
    row |= {"ActionGeo_CountryCode": "UP", "NumMentions": "4", "SOURCEURL": f"https://news.example/{number}", **cells}
    return list(row.values())


def chosen(mapping, **terms: str):
    """The mapping with the kind of event chosen for each label."""
    data = to_json(mapping)
    data["fields"]["kind"]["chosen"] = {label.replace("_", " "): slug for label, slug in terms.items()}
    return from_json(data)


@pytest.fixture
def archive():
    archive = ArchiveFactory()
    for vocabulary, slug in (("event_kind", "battle"), ("actor_kind", "group"), ("source_kind", "dataset")):
        archive.term(vocabulary, slug)
    archive.term("source_kind", "news-article")
    return archive


@pytest.mark.parametrize("key", ["timelinejs", "acled", "gdelt"])
def test_each_is_a_file_like_anybodys(key):
    mapping = ready_made()[key]
    assert loads(dumps(mapping)) == mapping
    assert mapping.name
    assert mapping.about


def test_a_sheet_for_timelinejs(archive):
    source = table(
        slide(Headline="A cover", Type="title"),
        slide(Year="2021", Month="12", Day="22", Time="14:30", Headline="Talks", Text="They met.", Group="Peace",
              Media="https://a.example/p.jpg"),
        slide(Year="1914", Headline="War", **{"End Year": "1918", "Display Date": "The Great War"}),
        slide(Year="-44", Month="3", Day="15", Headline="Ides"),
        slide(Year="1900", Headline="An age", Type="era"),
    )  # fmt: skip
    assert recognised(source, "events") == "timelinejs"
    _rows, report = load(source, chosen(ready_made()["timelinejs"], Event="battle"))
    assert report.lines == []
    found = {event.slug: event for event in Event.objects.all()}
    assert {slug: event.when for slug, event in found.items()} == {
        "talks-2021-12-22": "2021-12-22T14:30:00",
        "war-1914-1918": "1914/1918",
        "ides-0043-03-15": "-0043-03-15",
    }
    assert found["talks-2021-12-22"].summary == "They met.\n\nMedia: https://a.example/p.jpg"
    assert found["war-1914-1918"].date_basis == "Display Date: The Great War"
    assert [topic.name for topic in found["talks-2021-12-22"].topics.all()] == ["Peace"]


def test_an_export_of_acled(archive):
    source = table(
        incident(event_id_cnty="UKR1", actor2="Southern Army", assoc_actor_1="Scouts; Miners"),
        incident(event_id_cnty="UKR2", time_precision="2"),
        incident(event_id_cnty="UKR3", time_precision="3", admin1="Highland", latitude="49.1"),
        incident(event_id_cnty="UKR4", event_date="2022-03-06"),
    )
    assert recognised(source) == "acled"
    mapping = chosen(ready_made()["acled"], Battles="battle")
    _rows, report = load(source, mapping)
    assert report.lines == []
    assert dict(Event.objects.values_list("slug", "when")) == {
        "acled-ukr1": "2022-03-05",
        "acled-ukr2": "2022-03-02~/2022-03-08~",
        "acled-ukr3": "2022-03",
        "acled-ukr4": "2022-03-06",
    }
    first = Event.objects.get(slug="acled-ukr1")
    assert first.title == "Armed clash, Oldtown, Midland"
    assert [item.actor.name for item in first.participants.all()] == [
        "Northern Army",
        "Scouts",
        "Miners",
        "Southern Army",
    ]
    assert "source: Morning Post; Evening Post\nsource_scale: National\nfatalities: 3" in first.summary
    assert [str(item.source) for item in first.citations.all()] == [
        "Armed Conflict Location & Event Data Project (ACLED)"
    ]
    assert list(Place.objects.order_by("slug").values_list("slug", "name", "country")) == [
        ("oldtown-highland-ukraine", "Oldtown", "UA"),
        ("oldtown-midland-ukraine", "Oldtown", "UA"),
    ]
    made = (Actor.objects.count(), Place.objects.count(), Source.objects.count())
    _rows, report = load(source, mapping)
    assert {outcome.result for outcome in report.outcomes} == {"unchanged"}
    assert (Actor.objects.count(), Place.objects.count(), Source.objects.count()) == made


def test_an_export_of_gdelt_has_no_header(archive):
    source = ListTable(article("100"), [(2, article("101", Actor2Name="", EventRootCode="19"))])
    assert recognised(source) == "gdelt"
    _rows, report = load(source, chosen(ready_made()["gdelt"], Consult="battle", Fight="battle"))
    assert report.lines == []
    assert list(Event.objects.order_by("slug").values_list("slug", "title", "when", "factuality")) == [
        ("gdelt-100", "NORTHLAND – Consult – SOUTHLAND", "2021-12-22", "alleged"),
        ("gdelt-101", "NORTHLAND – Fight", "2021-12-22", "alleged"),
    ]
    assert list(Source.objects.order_by("url").values_list("url", flat=True)) == [
        "https://news.example/100",
        "https://news.example/101",
    ]
    assert Place.objects.get().country == ""


def test_a_file_of_gdelt_is_read_as_it_comes(archive, tmp_path):
    path = tmp_path / "20211222.export.CSV"
    path.write_text("".join("\t".join(article(number)) + "\n" for number in ("100", "101", "102")))
    source = open_table(path, name=path.name)
    assert recognised(source, "events") == "gdelt"
    found, _made = mapped(source, ready_made()["gdelt"])
    assert column(found, "slug") == ["gdelt-100", "gdelt-101", "gdelt-102"]
    assert [number for number, _cells in found.rows()] == [1, 2, 3]


def test_what_the_archive_has_no_word_for_is_asked(archive):
    told = survey(table(incident(event_id_cnty="UKR1")), ready_made()["acled"])
    assert [(name.field, name.name) for name in told.open_names] == [("kind", "Battles")]
    assert told.made == {"actors": 1, "places": 1, "sources": 1}


def test_other_tables_are_not_taken_for_one_of_these():
    assert recognised(table({"Year": "2021", "Title": "x", "Text": "y"})) == ""
    assert recognised(ListTable([f"Column {number}" for number in range(61)], [])) == ""
    assert recognised(table(incident()), "actors") == ""
