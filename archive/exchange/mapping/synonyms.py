"""What columns are called in other people's tables, by the field that they fill.

English first, then German, French, Spanish, Polish, Russian and Ukrainian where a table is likely to have them. Words
are compared folded, so case, accents, script and underscores make no difference.
"""

from functools import cache

from archive.exchange.mapping.names import folded_name

_ANY = {
    "slug": "slug, key",
    "title": "title, headline, event, event name, name, what, subject, heading, titel, titre, título, tytuł, название, "
    "заголовок, назва, ereignis, événement, acontecimiento, wydarzenie, событие, подія",
    "name": "name, full name, display name, label, nom, nombre, nazwa, imię, имя, название, ім'я, назва, bezeichnung",
    "summary": "summary, description, text, notes, note, details, abstract, body, comment, beschreibung, résumé, "
    "description, resumen, descripción, opis, описание, опис",
    "description": "description, notes, note, about, details, comment, biography, bio, beschreibung, descripción, "
    "opis, описание, опис",
    "date_basis": "date basis, why that date, date note, display date, date source",
    "language": "language, lang, sprache, langue, idioma, język, язык, мова",
    "country": "country, country code, iso, iso2, iso country, nation, land, staat, pays, país, kraj, страна, країна",
    "status": "status",
    "latitude": "latitude, lat, breite, breitengrad, szerokość, широта",
    "longitude": "longitude, lon, long, lng, länge, längengrad, longitud, długość, долгота, довгота",
    "uncertainty_m": "uncertainty, uncertainty m, coordinate uncertainty in meters, radius, precision m",
    "url": "url, link, web address, source url, address, website, web, uri, adresse, enlace, ссылка, посилання",
    "other_names": "other names, aliases, alias, also known as, aka, alternative names, alt names, weitere namen",
    "part_of": "part of, parent, belongs to, teil von, gehört zu",
    "topics": "topic, topics, tags, tag, keywords, theme, themes, category, categories, thema, themen, schlagwörter, "
    "thème, tema, temat, тема",
    "external_ids": "wikidata, wikidata id, qid, geonames, geonames id, viaf, gnd, identifier",
}
_DATES = (
    "date, day, when, event date, start, start date, begin, date from, from date, from, datum, beginn, jour, "
    "fecha, data, dzień, дата, день"
)
_BY_KIND = {
    "events": {
        "when": _DATES,
        "kind": "kind, type, event type, category, event kind, class, art, typ, genre, tipo, rodzaj, тип, вид",
        "factuality": "factuality, certainty, occurred, happened",
        "places": "place, places, location, where, city, town, venue, site, ort, lieu, lugar, miejsce, место, місце",
        "participants": "participants, participant, actors, actor, who, people, persons, parties, organisations, "
        "organizations, beteiligte, akteure, acteurs, actores, uczestnicy, участники, учасники",
        "citations": "source, sources, reference, references, cited, citation, quelle, quellen, fuente, źródło, "
        "источник, джерело",
    },
    "statements": {
        "said_on": f"{_DATES}, said on, date said, quoted on",
        "speaker": "speaker, who, person, said by, author, actor, by, sprecher, orateur, hablante, mówca, оратор",
        "quote": "quote, quotation, words, zitat, citation, cita, cytat, цитата",
        "kind": "kind, type, statement type",
        "cue": "cue, verb",
        "venue": "venue, where, place, location",
        "about_actors": "about, target, addressee",
        "citations": "source, sources, reference, quelle, fuente, źródło, источник, джерело",
    },
    "sources": {
        "issued": f"{_DATES}, issued, published, publication date, date published, pub date, veröffentlicht, publié",
        "kind": "kind, type, source type, document type",
        "publisher": "publisher, outlet, newspaper, media, medium, published by, herausgeber, éditeur, editor, wydawca",
        "byline": "byline, author, authors, by, autor, autoren, auteur, автор",
        "captured_at": "captured at, accessed, access date, retrieved",
        "reliability": "reliability, grade",
        "access": "access",
        "rights": "rights, licence, license, copyright",
        "text": "full text, archived text, content",
    },
    "actors": {
        "kind": "kind, type, actor type, category, art, typ, tipo, тип",
        "part_of": "member of, group, organisation, organization, party, affiliation",
        "active": "active, dates, life, lived, years, born, founded, established",
    },
    "places": {"part_of": "region, province, district, state, county, admin, land, oblast"},
    "topics": {},
    "terms": {"vocabulary": "vocabulary"},
    "positions": {
        "person": "person, who, name, holder",
        "organisation": "organisation, organization, institution, ministry, at",
        "title": "title, post, position, role, office, amt",
        "held": f"{_DATES}, held, term, years",
    },
}

ENDS = "end, end date, to, until, date to, to date, finish, last day, ende, bis, fin, fecha fin, koniec, конец, кінець"
PARTS = {
    "year": "year, jahr, année, año, rok, год, рік",
    "month": "month, monat, mois, mes, miesiąc, месяц, місяць",
    "day": "day, tag, jour, día, dzień, день",
}
TIMES = "time, time of day, hour, uhrzeit, heure, hora, godzina, время, час"
IDENTIFIERS = "id, event id, record id, uid, uuid, number, no, nr, ref, reference number, identifier, source id"
REGISTERS = {"wikidata": "wikidata, wikidata id, qid", "geonames": "geonames, geonames id, geonameid", "viaf": "viaf"}


def words(text: str) -> frozenset[str]:
    return frozenset(folded_name(name) for name in text.split(",") if folded_name(name))


@cache
def fields_by_name(kind: str) -> dict[str, list[str]]:
    """Folded name of a column → the fields of a file that it may fill, the likeliest first."""
    found: dict[str, list[str]] = {}
    for table in (_BY_KIND[kind], _ANY):
        for name, text in table.items():
            for word in [folded_name(name), *sorted(words(text))]:
                if name not in found.setdefault(word, []):
                    found[word].append(name)
    return found
