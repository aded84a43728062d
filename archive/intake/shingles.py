"""The prints of texts: what is computed from their words alone, which needs neither the archive nor Django.

`python -m archive.intake.shingles FILE.zip FOLDER` tells the prints of the texts in a folder of a zip, whose files are
named by their SHA-256: for each a line with that and the prints. What is not so named is left out.
"""

import hashlib
import heapq
import re
import sys
import zipfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import PurePosixPath

SHINGLE = 4
SAMPLED = 64
SMALLEST = 8

# Words as they are written between spaces; of scripts that leave none, each character for itself.
_WORD = re.compile(r"[぀-ヿ㐀-鿿가-힣]|[^\W぀-ヿ㐀-鿿가-힣]+")


def words_of(text: str) -> list[str]:
    """The words without regard to case, punctuation and space."""
    return _WORD.findall(text.casefold())


def prints_of(text: str) -> set[int]:
    """The prints of a text: signed 64-bit numbers, the same on every machine."""
    words = words_of(text)
    if not words:
        return set()
    last = max(1, len(words) - SHINGLE + 1)
    hashes = {_hash(" ".join(words[start : start + SHINGLE])) for start in range(last)}
    return {value for value in hashes if value % SAMPLED == 0} | set(heapq.nsmallest(SMALLEST, hashes))


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _told(path: str, folder: str) -> Iterator[str]:
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.startswith(f"{folder}/"):
                content = file.read(name)
                sha256 = hashlib.sha256(content).hexdigest()
                if PurePosixPath(name).stem == sha256:
                    yield f"{sha256} {' '.join(map(str, sorted(prints_of(content.decode()))))}\n"


if __name__ == "__main__":
    sys.stdout.writelines(_told(*sys.argv[1:]))
