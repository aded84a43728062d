"""Tiles of made-up archives of any size, answered in the browser's stead: 20 events or a million cost the same to make.

Event number `k` of `size` stands where a made-up density has passed `(k + 0.5) / size` of all; it weighs as much as its
number is round. So every tile agrees with every other, however deep.
"""

import json
import random
import re
from bisect import bisect_right
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

from playwright.sync_api import Page, Route

FIRST_DAY = date(1995, 1, 1).toordinal()
LAST_DAY = date(2024, 12, 31).toordinal()
BINS = 64
MOST_NAMED = 40
TITLES = (
    "Troops move by train to the western border",
    "Talks begin in Geneva",
    "Перемовини в Женеві",
    "A pipeline is closed for repair",
    "The council meets without an agreement and adjourns until the spring",
    "Sanctions are announced",
)
FACTUALITIES = ("occurred", "occurred", "occurred", "planned", "alleged", "did_not_occur", "forecast")
ACTORS = ("Anna Berg", "Council of the Republic", "Sergei Lavrov", "Ruritania", "Володимир Зеленський")
TILE = re.compile(r"/tiles/(\d+)/(-?\d+)/(-?\d+)\.json")


class MadeUpTiles:
    """An archive of `size` events between 1995 and 2024, in bursts.

    Not `connected`, no tile comes; not `answering`, each is on its way for ever. `asked` are their addresses.
    """

    def __init__(self, size: int, seed: int = 3) -> None:
        self.size = size
        self.version = 7
        dice = random.Random(seed)  # noqa: S311  # made up, not secret
        self.months = list(range(FIRST_DAY, LAST_DAY, 30))
        weights = [dice.paretovariate(1.1) for _month in self.months]
        self.passed = [0.0, *accumulate(weights)]
        self.asked: list[str] = []
        self.connected = True
        self.answering = True

    def before(self, day: float) -> int:
        """How many events begin before a moment."""
        month = int((day - FIRST_DAY) // 30)
        if month < 0:
            return 0
        if month >= len(self.months):
            return self.size
        inside = (day - self.months[month]) / 30
        share = self.passed[month] + (self.passed[month + 1] - self.passed[month]) * inside
        return round(share / self.passed[-1] * self.size)

    def moment(self, number: int) -> float:
        share = (number + 0.5) / self.size * self.passed[-1]
        month = min(bisect_right(self.passed, share) - 1, len(self.months) - 1)
        return self.months[month] + 30 * (share - self.passed[month]) / (self.passed[month + 1] - self.passed[month])

    def tile(self, level: int, index: int, lanes: list[str]) -> dict[str, Any]:
        days = 2.0**level
        first = index * days * BINS
        borders = [self.before(first + place * days) for place in range(BINS + 1)]
        bins = [after - before for before, after in pairwise(borders)]
        return {
            "version": self.version, "level": level, "index": index, "first_day": first, "bin_days": days,
            "bins": bins, "untimed": 0, "total": sum(bins),
            "events": [self.event(number, lanes) for number in self.weightiest(borders[0], borders[-1])],
            "lanes": {lane: [count // (place + 2) for count in bins] for place, lane in enumerate(lanes)},
        }  # fmt: skip

    def weightiest(self, start: int, end: int) -> list[int]:
        step = 1
        while (end - start) // step > MOST_NAMED:
            step *= 2
        return sorted(range(-(-start // step) * step, end, step), key=weight, reverse=True)[:MOST_NAMED]

    def event(self, number: int, lanes: list[str]) -> dict[str, Any]:
        moment = self.moment(number)
        day = int(moment // 1)
        length = number * 5 % 90 if number % 7 == 0 else 0
        timed = number % 3 == 0 and not length
        second = int(moment % 1 * 86_400) if timed else None
        return {
            "slug": f"event-{number}", "title": TITLES[number * 5 % len(TITLES)], "language": "en",
            "url": f"/events/event-{number}/", "when": f"{date.fromordinal(day):%-d %B %Y}",
            "first_day": day, "last_day": None if number % 61 == 7 else day + length,
            "first_second": second, "last_second": second, "kind": "meeting",
            "factuality": FACTUALITIES[number * 3 % len(FACTUALITIES)],
            "soft": "approximate" if number % 11 == 3 else "", "denied": number % 13 == 4, "weight": weight(number),
            "counts": "2 sources · 3 statements",
            "lanes": [lane for place, lane in enumerate(lanes) if number % (place + 2) == 0],
        }  # fmt: skip

    def answer(self, page: Page) -> None:
        """Answer for the server, which gives the page itself."""
        page.route("**/tiles/**", self._answer_tile)
        page.route("**/lanes.json?**", self._answer_lanes)
        page.route(re.compile(r"^http://[^/]+/(\?.*)?$"), self._answer_page)

    def _answer_tile(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if not self.connected:
            route.abort()
        elif self.answering:
            self._fulfill_tile(route)

    def _fulfill_tile(self, route: Route) -> None:
        version, level, index = map(int, TILE.search(route.request.url).groups())  # type: ignore[union-attr]
        if version != self.version:
            problem = {"status": 404, "reason": "Another version.", "archive_version": self.version}
            route.fulfill(status=404, content_type="application/json", body=json.dumps(problem))
            return
        lanes = re.findall(r"[?&]lane=([^&]+)", route.request.url)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        body = json.dumps(self.tile(level, index, lanes))
        route.fulfill(content_type="application/json", headers=headers, body=body)

    def _answer_lanes(self, route: Route) -> None:
        lanes = [
            {"value": f"actor-{place}", "name": name, "language": "", "count": self.size // (place + 2)}
            for place, name in enumerate(ACTORS)
        ]
        if "lanes=name" in route.request.url:
            lanes.sort(key=lambda lane: str(lane["name"]))
        answer = {"archive_version": self.version, "by": "actor", "lanes": lanes}
        route.fulfill(content_type="application/json", body=json.dumps(answer))

    def _answer_page(self, route: Route) -> None:
        response = route.fetch()
        text = response.text()
        for name, value in (
            ("version", self.version),
            ("first-day", int(self.moment(0))),
            ("last-day", int(self.moment(self.size - 1))),
        ):
            text = re.sub(f'( data-timeline .*?data-{name}=)"[^"]*"', rf'\g<1>"{value}"', text)
        route.fulfill(response=response, body=text)


def weight(number: int) -> int:
    """The rounder, the more: a multiple of 1024 weighs 110, an odd number 0 to 9."""
    zeros = (number & -number).bit_length() - 1 if number else 20
    return zeros * 10 + number % 10
