"""Commands of libraries that would write past the workflow are closed here, and say what to use."""

from argparse import ArgumentParser
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


class ClosedCommand(BaseCommand):
    """Does nothing but name `instead`, the command of Dateline's own."""

    instead: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError(_("Use “%(command)s”, which keeps the archive's rules.") % {"command": self.instead})
