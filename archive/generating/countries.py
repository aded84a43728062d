"""Where made-up places lie: countries with the middle of their land and how far a place may lie from it (degrees)."""

from typing import NamedTuple


class Country(NamedTuple):
    code: str
    latitude: float
    longitude: float
    spread: float


_TABLE = """
UA 49.0 31.4 3|RU 56.0 42.0 6|US 39.5 -98.0 9|CN 33.0 109.0 7|GB 52.8 -1.6 1.5|DE 51.1 10.3 2|FR 46.6 2.5 2.5
BY 53.6 28.0 1.6|PL 52.1 19.4 2|TR 39.0 35.0 2.5|IL 31.6 34.9 0.7|PS 31.9 35.2 0.3|SY 35.0 38.5 1.5|IR 32.6 53.7 4
IN 22.5 79.0 5|PK 30.0 69.5 3|AF 34.0 66.0 2.5|JP 36.2 138.5 1.5|KR 36.3 127.8 0.9|KP 39.8 126.8 1|TW 23.8 121.0 0.5
VN 16.0 107.6 2|TH 15.5 101.0 2|MM 20.5 96.5 2.5|ID -6.9 109.5 1.5|PH 15.5 121.0 1|AU -29.0 141.0 6|NZ -40.5 175.5 1.5
CA 51.5 -100.0 6|MX 21.5 -101.5 3|GT 15.4 -90.3 0.7|CU 21.8 -79.0 0.8|VE 8.0 -66.0 2|CO 4.5 -73.0 2.5
PE -9.5 -75.5 2.5|BR -12.0 -49.0 7|AR -34.5 -64.5 5|CL -34.5 -71.2 0.7|BO -17.0 -65.0 2|EG 28.5 31.0 1.8
LY 29.5 17.5 3|TN 34.5 9.5 1|DZ 33.5 3.5 3|MA 32.5 -6.0 1.5|ML 15.5 -4.5 2.5|NG 9.3 8.0 2.5|NE 15.5 8.5 2.5
TD 13.5 18.0 2|SD 14.5 30.5 3|SS 7.5 30.0 1.5|ET 8.8 39.5 2.2|SO 4.5 45.0 1.5|KE 0.2 37.8 1.8|UG 1.3 32.4 1
RW -2.0 29.9 0.4|CD -2.5 23.5 4|ZA -29.0 24.5 3|ZW -19.0 29.8 1.5|MZ -17.5 36.5 1.5|AO -12.0 17.5 2.5|ES 40.2 -3.6 2.2
IT 43.3 11.8 1.5|GR 39.4 22.2 1|RS 44.0 20.8 1|RO 45.9 25.0 1.7|HU 47.1 19.4 0.9|CZ 49.8 15.4 1|AT 47.5 14.2 0.8
CH 46.8 8.2 0.6|SE 60.5 15.5 2|NO 61.0 9.5 1.5|FI 62.5 26.0 1.8|EE 58.7 25.6 0.6|LV 56.9 24.9 0.8|LT 55.3 23.9 0.7
MD 47.2 28.6 0.6|GE 42.1 43.6 0.6|AM 40.2 44.9 0.4|AZ 40.4 47.6 0.8|KZ 48.5 67.0 4|UZ 41.0 64.5 2|SA 24.0 45.0 3.5
YE 15.4 46.5 1.8|IQ 33.2 43.7 1.8|JO 31.3 36.5 0.7|LB 33.9 35.8 0.3|IE 53.2 -7.8 0.8
"""

COUNTRIES_OF_THE_WORLD = [
    Country(code, float(latitude), float(longitude), float(spread))
    for line in _TABLE.strip().splitlines()
    for code, latitude, longitude, spread in (entry.split() for entry in line.split("|"))
]
