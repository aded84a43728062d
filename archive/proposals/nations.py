"""States by the words that the news has for them in English: adjective, seat of government."""

_TABLE = """
AE Emirati Abu-Dhabi|AF Afghan Kabul|AL Albanian Tirana|AM Armenian Yerevan|AR Argentine Buenos-Aires|AT Austrian Vienna
AU Australian Canberra|AZ Azerbaijani Baku|BA Bosnian Sarajevo|BD Bangladeshi Dhaka|BE Belgian|BG Bulgarian Sofia
BR Brazilian Brasilia|BY Belarusian Minsk|CA Canadian Ottawa|CH Swiss Bern|CL Chilean Santiago|CN Chinese Beijing
CO Colombian Bogota|CU Cuban Havana|CZ Czech Prague|DE German Berlin|DK Danish Copenhagen|DZ Algerian Algiers
EE Estonian Tallinn|EG Egyptian Cairo|ES Spanish Madrid|ET Ethiopian Addis-Ababa|FI Finnish Helsinki|FR French Paris
GB British London|GE Georgian Tbilisi|GR Greek Athens|HR Croatian Zagreb|HU Hungarian Budapest|ID Indonesian Jakarta
IE Irish Dublin|IL Israeli Jerusalem|IN Indian Delhi|IQ Iraqi Baghdad|IR Iranian Tehran|IS Icelandic Reykjavik
IT Italian Rome|JO Jordanian Amman|JP Japanese Tokyo|KE Kenyan Nairobi|KP North-Korean Pyongyang
KR South-Korean Seoul|KZ Kazakh Astana|LB Lebanese Beirut|LT Lithuanian Vilnius|LV Latvian Riga|LY Libyan Tripoli
MA Moroccan Rabat|MD Moldovan Chisinau|ME Montenegrin Podgorica|MK Macedonian Skopje|ML Malian Bamako
MM Myanmar Naypyidaw|MX Mexican|MY Malaysian|NG Nigerian Abuja|NL Dutch Hague|NO Norwegian Oslo|PK Pakistani Islamabad
PL Polish Warsaw|PS Palestinian Ramallah|PT Portuguese Lisbon|QA Qatari Doha|RO Romanian Bucharest|RS Serbian Belgrade
RU Russian Moscow|RW Rwandan Kigali|SA Saudi Riyadh|SD Sudanese Khartoum|SE Swedish Stockholm|SI Slovenian Ljubljana
SK Slovak Bratislava|SY Syrian Damascus|TH Thai Bangkok|TN Tunisian Tunis|TR Turkish Ankara|TW Taiwanese Taipei
UA Ukrainian Kyiv|US American Washington|VE Venezuelan Caracas
VN Vietnamese Hanoi|YE Yemeni Sanaa|ZA South-African Pretoria
"""

#: folded adjective → ISO 3166-1 alpha-2; names of two words by their last (“Korean” is left to the names themselves)
ADJECTIVES: dict[str, str] = {}
#: folded seat of government → ISO 3166-1 alpha-2
SEATS: dict[str, str] = {"kiev": "UA"}

for _row in _TABLE.replace("\n", "|").split("|"):
    _code, *_words = _row.split()[:3] or [""]
    if _words and "-" not in _words[0]:
        ADJECTIVES[_words[0].lower()] = _code
    if len(_words) > 1 and "-" not in _words[1]:
        SEATS[_words[1].lower()] = _code


def country_meant(word: str) -> str:
    """The country that a folded word stands for, as an adjective or as its seat of government; "" for none."""
    return ADJECTIVES.get(word) or SEATS.get(word, "")
