"""Where an installation keeps what is its own: database, files, secret key.

Free of Django, because settings are read from it.
"""

import os
import secrets
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("DATELINE_STATE") or PROJECT / ".dateline").resolve()
SECRET_KEY_FILE = STATE / "secret-key"


def make_secret_key() -> None:
    """Give this installation a secret key of its own, readable by its owner only; an existing one stays."""
    STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with SECRET_KEY_FILE.open("x", encoding="ascii") as file:
            SECRET_KEY_FILE.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        return


def read_secret_key() -> str:
    """The installation's own secret key, or an empty text where ``demo`` has not made one."""
    try:
        return SECRET_KEY_FILE.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
