#!/usr/bin/env python
"""Dateline's commands: ``manage.py help`` lists them."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["demo"]:
        from config.installation import make_secret_key

        make_secret_key()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
