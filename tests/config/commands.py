"""Running Dateline's commands as somebody at a terminal does."""

import os
import subprocess
import sys
from pathlib import Path

from config.installation import PROJECT


def environment(state: Path, **variables: str) -> dict[str, str]:
    """An environment in which nothing of Dateline's is set but where its state lies, and these variables."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "DATELINE_STATE": str(state), **variables}


def manage(state: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command in an installation of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment(state, **variables),
        capture_output=True,
        text=True,
        check=False,
    )
