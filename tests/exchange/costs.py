"""What opening a file costs, measured in a process of its own: `python -m tests.exchange.costs PATH…`.

Writes a line of JSON for each file: the message that refuses it, CPU seconds, and by how many megabytes the process
grew at most.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import django

from config.installation import PROJECT


def costs_of(paths: list[Path]) -> list[dict[str, Any]]:
    """(message, seconds, megabytes) of each file."""
    command = [sys.executable, "-m", "tests.exchange.costs", *map(str, paths)]
    answer = subprocess.run(command, cwd=PROJECT, env={**os.environ}, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def _megabytes(field: str) -> float:
    """What the kernel says of this process: `VmRSS` now, `VmHWM` at most. (`ru_maxrss` is inherited.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{field}:")[2].split()[0]) / 1024


def main() -> None:
    django.setup()
    from archive.exchange.faults import FileFault  # noqa: PLC0415 - needs Django set up
    from archive.exchange.tables import open_table  # noqa: PLC0415

    for path in map(Path, sys.argv[1:]):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
        before, start, message = _megabytes("VmRSS"), time.process_time(), ""
        try:
            for _row in open_table(path, name=path.name).rows():
                pass
        except FileFault as refused:
            message = refused.fault.line(path.name)
        spent = {"seconds": time.process_time() - start, "megabytes": _megabytes("VmHWM") - before}
        sys.stdout.write(json.dumps({"message": message, **spent}) + "\n")


if __name__ == "__main__":
    main()
