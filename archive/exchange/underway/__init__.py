"""Imports under way: files that wait for a decision, and what works on them in the background.

    held = take_in(upload, user, kind="events")        # its row (`models.Import`) and its folder
    examine_soon(held)                                 # at once if it is small, else in the background
    confirm(held, takes_good_rows=False)               # writes it in the background
    standing(held)                                     # how far it is, from outside
    undo(held, user, Edited.LEAVE)                     # takes all of it back, in the background

An import's own transaction keeps others from writing on SQLite, so how far it is stands in a file in its folder, and
so does the wish to stop. Its row says that it is written as part of that transaction: either both are so, or neither.
"""

from archive.exchange.underway.folders import Folder, remove_old
from archive.exchange.underway.progress import Standing
from archive.exchange.underway.steps import (
    SMALL,
    begin_again,
    cancel,
    confirm,
    examine_soon,
    is_stopped,
    is_unattended,
    look_at_undo,
    read_differently,
    recover,
    remap,
    report_of,
    standing,
    take_in,
    undo,
)
from archive.exchange.underway.tables import source_of, table_of
from archive.exchange.underway.taking_back import Left, left_of

__all__ = [
    "SMALL",
    "Folder",
    "Left",
    "Standing",
    "begin_again",
    "cancel",
    "confirm",
    "examine_soon",
    "is_stopped",
    "is_unattended",
    "left_of",
    "look_at_undo",
    "read_differently",
    "recover",
    "remap",
    "remove_old",
    "report_of",
    "source_of",
    "standing",
    "table_of",
    "take_in",
    "undo",
]
