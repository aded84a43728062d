"""``manage.py rebuild``: make everything anew that is derived from the records."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from archive import search
from archive.intake import prints
from archive.models.bulk import analyse
from archive.timeline import index


class Command(BaseCommand):
    help = "Make the lists' index, the search index and texts' prints anew: after an update, or if verify asks for it."

    def handle(self, **options: Any) -> None:
        start = time.monotonic()
        listed = index.rebuild()
        found = search.rebuild()
        prints.rebuild()
        # Otherwise PostgreSQL would look for what is new by what it knew of the old.
        analyse()
        seconds = time.monotonic() - start
        done = f"Rebuilt in {seconds:.0f} s: {listed} records in the lists, {found} entries of the search."
        self.stdout.write(self.style.SUCCESS(done))
