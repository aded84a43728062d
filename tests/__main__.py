"""All tests: ``python -m tests [what pytest takes]``, on SQLite and then on PostgreSQL.

PostgreSQL is the one at ``DATELINE_TEST_POSTGRES``. The browser and the looks at the code itself answer the
same on either database and are asked once. With ``DATELINE_ALL_CHECKS=1`` nothing may be left out: a missing
PostgreSQL or browser is a failure.
"""

import os
import subprocess
import sys

try:
    import psycopg
except ImportError:  # the extra "postgres" was left out
    psycopg = None

POSTGRES = os.environ.get("DATELINE_TEST_POSTGRES") or "postgres://postgres@127.0.0.1:5432/test"
ALL_CHECKS = os.environ.get("DATELINE_ALL_CHECKS") == "1"


def postgres_answers() -> bool:
    """Whether there is a PostgreSQL to test on."""
    if psycopg is None:
        print("No PostgreSQL: its driver is not installed.")
        return False
    try:
        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except psycopg.Error as error:
        print(f"No PostgreSQL: {error}".strip())
        return False
    return True


def passes(database: str, *arguments: str) -> bool:
    """Run the tests on one database, in as many processes as there are processors."""
    environment = {**os.environ, "DATABASE_URL": database}
    command = [sys.executable, "-m", "pytest", "-n", "auto", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main() -> int:
    asked = sys.argv[1:]
    with_postgres = postgres_answers()
    if not with_postgres:
        if ALL_CHECKS:
            return 2
        print("The tests run on SQLite only; DATELINE_TEST_POSTGRES names a PostgreSQL to run them on as well.")
    sys.stdout.flush()
    passed = passes("", *asked)
    if with_postgres:
        passed = passes(POSTGRES, "-m", "not browser and not quality and not databaseless", *asked) and passed
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
