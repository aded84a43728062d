"""``manage.py demo``: from a fresh clone to a site with one real article in it."""

import argparse
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.demo import Account, Unsound, load_first_article, make_people

HOST = "127.0.0.1"
THREADS = 4


def port_number(text: str) -> int:
    """A TCP port, 1 to 65535."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535.")
    return int(text)


def require_free(port: int) -> None:
    """Raise CommandError if something else listens there."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Name another one: --port {port % 65535 + 1}"
            ) from error


class Command(BaseCommand):
    help = "Set up Dateline on this machine with one real article in it, and serve it. What is there is kept."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="Where to serve it (8000).")
        parser.add_argument("--setup-only", action="store_true", help="Set everything up, but serve nothing.")

    def handle(self, *, port: int, setup_only: bool, **options: Any) -> None:
        if not setup_only:
            self.require_own_machine()
            require_free(port)
        call_command("migrate", interactive=False, verbosity=0)
        loaded = self.load()
        accounts = make_people()
        call_command("collectstatic", interactive=False, verbosity=0)
        self.tell(loaded, accounts)
        if not setup_only:
            self.serve(port)

    def require_own_machine(self) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "The demo is served to this machine only. Unset DJANGO_SECRET_KEY and DJANGO_ALLOWED_HOSTS, "
                "or add --setup-only and serve the site as the README says."
            )

    def load(self) -> int:
        try:
            return load_first_article()
        except Unsound as unsound:
            raise CommandError(f"The first article is not sound; nothing was loaded.\n{unsound}") from unsound

    def tell(self, loaded: int, accounts: list[Account]) -> None:
        if accounts:
            self.stdout.write("These people can log in. Their passwords are shown this once:")
        for account in accounts:
            self.stdout.write(f"  {account.username:<12} {account.password}   {', '.join(account.groups)}")
        article = (
            f"{loaded} records of the first article loaded and verified" if loaded else "the archive kept as it was"
        )
        self.stdout.write(self.style.SUCCESS(f"Dateline is set up: {article}."))

    def serve(self, port: int) -> None:
        """Become the server; does not return."""
        address = f"http://{HOST}:{port}/"
        self.stdout.write(f"Open {address} to read and {address}admin/ to edit. Ctrl+C stops the server.")
        self.stdout.flush()
        os.chdir(settings.PROJECT)
        server = ["-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--threads", str(THREADS)]
        os.execv(sys.executable, [sys.executable, *server, "--log-level", "warning"])  # noqa: S606 - our own words
