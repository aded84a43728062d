"""Which records are perhaps the same: found by rules, told with reasons, decided by people.

    look("actor")                  compare all actors anew and keep the pairs that are alike
    reason_words(likeness)         why, in words

A pair is compared only where something makes it probable: a word of a name in common, a day and a participant, an
address. So the time grows with the archive, not with its square; `look` holds names and keys in memory, no texts.
"""

from archive.likeness.keeping import dismiss, is_current, look, open_pairs
from archive.likeness.pairs import Alike
from archive.likeness.reasons import reason_words

__all__ = ["Alike", "dismiss", "is_current", "look", "open_pairs", "reason_words"]
