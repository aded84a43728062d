"""Numbers with separators, and names of countries and languages, as the archive writes them."""

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from archive.exchange.mapping.errors import Unfit
from archive.models.countries import COUNTRIES
from archive.models.languages import LANGUAGE_PATTERN
from archive.search.folding import folded

_SPACES = "\u00a0\u2009\u202f"
_PLAIN = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)


def plain_number(text: str, decimal: str, thousands: str) -> str:
    """`1,234.50` → `1234.5`. Raises Unfit where the separators do not stand as they should."""
    number = text.translate(dict.fromkeys(map(ord, _SPACES), " ")).replace("−", "-").replace("’", "'").removeprefix("+")
    whole, point, fraction = number.partition(decimal)
    if thousands and thousands in whole:
        if not re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole):
            raise Unfit(text, _("The digits do not stand in groups of three."))
        whole = whole.replace(thousands, "")
    joined = f"{whole}.{fraction}" if point else whole
    if not _PLAIN.match(joined):
        raise Unfit(text, _("This is not a number with “%(decimal)s” before its decimals.") % {"decimal": decimal})
    return _shortest(joined, text)


def _shortest(number: str, text: str) -> str:
    """Without needless zeros."""
    try:
        found = format(Decimal(number), "f")
    except InvalidOperation:
        raise Unfit(text, _("This is not a number.")) from None
    if "." in found:
        found = found.rstrip("0").rstrip(".")
    sign = "-" if found.startswith("-") else ""
    digits = found.removeprefix("-").lstrip("0") or "0"
    digits = f"0{digits}" if digits.startswith(".") else digits
    return digits if digits == "0" else sign + digits


def country_code(text: str) -> str:
    """The code of a country by its code or its name. Raises Unfit."""
    if text in COUNTRIES:
        return text
    code = countries().get(folded(text)) or (text.upper() if text.upper() in COUNTRIES else "")
    if not code:
        raise Unfit(text, _("No country has this name or code."))
    return code


@cache
def countries() -> dict[str, str]:
    """Folded name → code: the names that the archive shows, and others that tables have."""
    return {folded(name): code for code, name in COUNTRIES.items()} | {
        folded(name): code for code, names in _OTHER_NAMES.items() for name in names.split(", ")
    }


def language_code(text: str) -> str:
    """A language tag by itself or by the language's name. Raises Unfit."""
    if code := languages().get(folded(text)):
        return code
    tag = text.lower() if len(text) in (2, 3) else text
    if not re.match(LANGUAGE_PATTERN, tag) or (len(tag) > 3 and "-" not in tag):
        raise Unfit(text, _("This is neither a language nor a language tag."))
    return tag


@cache
def languages() -> dict[str, str]:
    """Folded name, in English and in the language itself → tag."""
    return {
        folded(str(info[name])): code
        for code, info in LANG_INFO.items()
        for name in ("name", "name_local")
        if name in info and folded(str(info[name])) and "-" not in code
    }


_OTHER_NAMES = {
    "US": "USA, U.S., U.S.A., United States of America, America, Vereinigte Staaten, États-Unis, Estados Unidos, США",
    "GB": "UK, U.K., Great Britain, Britain, Vereinigtes Königreich, Großbritannien, Royaume-Uni, Reino Unido",
    "RU": "Russian Federation, Russland, Russie, Rusia, Россия, Росія, Rosja",
    "UA": "Україна, Украина, Ukraina",
    "DE": "Deutschland, Allemagne, Alemania, Niemcy, Германия, Німеччина, Federal Republic of Germany",
    "PL": "Polska, Polen, Pologne, Polonia, Польша, Польща",
    "FR": "Frankreich, Francia, Франция, Франція, Francja",
    "ES": "Spanien, Espagne, España, Испания, Іспанія, Hiszpania",
    "BY": "Weißrussland, Беларусь, Білорусь, Białoruś, Belorussia",
    "CN": "People's Republic of China, PRC",
    "KR": "Republic of Korea, Korea, South",
    "KP": "Democratic People's Republic of Korea, DPRK, Korea, North",
    "IR": "Islamic Republic of Iran, Iran (Islamic Republic of)",
    "SY": "Syrian Arab Republic",
    "CZ": "Czech Republic",
    "TR": "Turkey",
    "MK": "Macedonia",
    "MM": "Burma",
    "CD": "Congo, Democratic Republic of, DR Congo, DRC, Congo-Kinshasa",
    "CG": "Congo, Republic of, Congo-Brazzaville, Congo",
    "CI": "Ivory Coast",
    "SZ": "Swaziland",
    "VN": "Viet Nam",
    "LA": "Lao People's Democratic Republic",
    "MD": "Republic of Moldova",
    "TZ": "United Republic of Tanzania",
    "VE": "Bolivarian Republic of Venezuela",
    "PS": "Palestine, State of Palestine, Palestinian Territories",
    "TL": "East Timor",
    "CV": "Cabo Verde",
    "VA": "Holy See",
}
