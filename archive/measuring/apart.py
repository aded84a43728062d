"""Asking a process of its own: for another archive, or because its memory is to be told."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from archive.measuring.results import PageFailed
from config.installation import PROJECT

_PROGRAM = """
import sys
from importlib import import_module
import django
django.setup()
module, function = sys.argv[1].split(":")
sys.stdout.write(getattr(import_module(module), function)(*sys.argv[2:]))
"""


def run_apart(function: str, *arguments: str, database: str = "", environment: Mapping[str, str] | None = None) -> str:
    """What `function` (`module:name`) returns, called with `arguments` in a process of its own.

    `database`: the `DATABASE_URL` of another archive; `environment`: what else is different there. Raises `PageFailed`
    with the last line of what went wrong.
    """
    surroundings = {"DJANGO_SETTINGS_MODULE": "config.settings", **os.environ, **(environment or {})}
    if database:
        surroundings["DATABASE_URL"] = database
    answer = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", _PROGRAM, function, *arguments],
        cwd=PROJECT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise PageFailed(f"{function} failed: {answer.stderr.strip().splitlines()[-1]}")
    return answer.stdout.splitlines()[-1]


def most_megabytes() -> float:
    """The most that this process has had; `getrusage` would tell that of the process that it was made from, if more."""
    with suppress(OSError, StopIteration):
        status = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
