"""Reading a document in a process of its own, which may fail without harm to this one."""

import json
import os
import subprocess
import sys

from django.conf import settings

from archive.extraction.kinds import kind_of_content
from archive.extraction.reading import LONGEST_TEXT, Order, Reading, Unreadable
from archive.intake.problems import IntakeProblem

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")


def read_apart(order: Order, content: bytes) -> Reading:
    """The reading of a document, whose `problem` is the code of a sentence. Never raises for what is in it."""
    seconds = settings.INTAKE_READING_SECONDS
    asked = json.dumps({**vars(order), "seconds": seconds}).encode() + b"\n" + content
    try:
        # Nothing of the environment goes along that a document could make use of, such as this site's secret key.
        answer = subprocess.run(
            [sys.executable, "-m", "archive.extraction"],
            input=asked,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=settings.PROJECT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
    except subprocess.TimeoutExpired:
        return _unread(order, content, "reading time")
    if answer.returncode != 0:
        # It used up its time or its memory, or its reader broke down.
        return _unread(order, content, "too large inside")
    return Reading(**json.loads(answer.stdout))


def _unread(order: Order, content: bytes, problem: str) -> Reading:
    """Of what could not be read, at least what it is, so that it can be read in another way."""
    try:
        return Reading(media_type=order.media_type or kind_of_content(content), problem=problem)
    except Unreadable as unreadable:
        return Reading(problem=unreadable.code)


def checked_text(text: str) -> str:
    """A text that the archive can keep, with its line ends as LF. Raises IntakeProblem."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise IntakeProblem("empty")
    if len(text) > LONGEST_TEXT:
        raise IntakeProblem("too long")
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise IntakeProblem("unstorable")
    return text
