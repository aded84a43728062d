"""Words that stand in dates, in the seven languages that the archive reads: months, “about”, “since”, “BC”."""

import re

from archive.proposals.languages import LANGUAGES
from archive.proposals.tokens import folded

#: folded name or short form → 1 to 12
MONTHS: dict[str, int] = {}
WEEKDAYS: set[str] = set()
for _language in LANGUAGES.values():
    MONTHS |= _language.months
    WEEKDAYS |= set(_language.weekdays)
# Short forms that papers do not write, but tables do.
MONTHS |= {
    word: number
    for number, line in enumerate(
        (
            "janv ene enero jan sty styc янв січ",
            "févr fév feb luty lut фев лют",
            "märz mär mrz mar мар бер",
            "avr abr kwi апр квіт кві",
            "mai may maj май трав",
            "juin jun cze черв чер июн",
            "juil jul lip лип июл",
            "août ago aug sie авг серп сер",
            "sept sep set wrz сен вер",
            "okt oct paź жовт жов окт",
            "nov lis ноя лист",
            "déc dez dic dec gru дек груд гру",
        ),
        start=1,
    )
    for written in line.split()
    for word in folded(written)
}

#: what may stand between a day, a month and a year
BETWEEN = frozenset(
    {"de", "del", "of", "the", "le", "el", "st", "nd", "rd", "th", "er", "g", "goda", "r", "roku", "rik"}
)

_ABOUT = (
    "ca. | ca | c. | c | circa | about | around | approximately | approx. | approx | roughly | probably | "
    "um | etwa | ungefähr | zirka | gegen | vers | environ | hacia | alrededor de | aproximadamente | "
    "około | ok. | ok | около | примерно | ок. | близько | приблизно | бл. | ~ | ≈"
)
_UNTIL = "until | till | before | bis | vor | jusqu'en | jusqu'à | avant | hasta | antes de | do | przed | до | перед"
_SINCE = "since | from | seit | ab | depuis | desde | od | с | з | від | от"
_BC = (
    "BCE | BC | B.C.E. | B.C. | v. Chr. | v.Chr. | av. J.-C. | a. C. | a.C. | p.n.e. | "
    "до н.э. | до н. э. | до н.е. | до н. е."
)
_TO = "to | until | till | bis | à | au | a | al | hasta | do | по | до"


def _alternatives(words: str) -> str:
    longest_first = sorted((word.strip() for word in words.split("|")), key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)


ABOUT = re.compile(rf"(?i)\(?(?:{_alternatives(_ABOUT)})(?![^\W\d_])\)?\s*")
UNTIL = re.compile(rf"(?i)(?:{_alternatives(_UNTIL)})\s+")
SINCE = re.compile(rf"(?i)(?:{_alternatives(_SINCE)})\s+")
BEFORE_CHRIST = re.compile(rf"(?i)\s*(?:{_alternatives(_BC)})\s*$")
RANGE = re.compile(rf"(?i)\s*(?:–|—|\s-\s|\s(?:{_alternatives(_TO)})\s)\s*")
