"""Archives made up for measuring: of any size, like a real one, the same every time for the same seed and size.

    generate(100_000, seed=1, tell=print)

Of each event about three participants, a place, two topics, a citation and a summary of forty words; of each two
events a statement with its quote, chain and cue. Few actors, topics, places, sources and words are in most of it;
time has bursts and quiet years; every form of date, factuality and status occurs. What is cited stands in the
sources. Records get their addresses and the first entry of their history, as if the system user had saved them all
in one act, but go into the tables in bulk. `verify` finds nothing wrong.
"""

from archive.generating.generating import NotEmpty, generate

__all__ = ["NotEmpty", "generate"]
