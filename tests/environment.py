"""What the tests run in: a throw-away installation, debugging off, fast passwords.

pytest loads this before anything else (``-p tests.environment``), for settings are read from the environment.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

STATE = Path(tempfile.mkdtemp(prefix="dateline-tests-"))
atexit.register(shutil.rmtree, STATE, ignore_errors=True)

for name in [*os.environ]:
    if name.startswith(("DJANGO_", "DATELINE_")) and not name.startswith(("DATELINE_TEST", "DATELINE_ALL")):
        del os.environ[name]
os.environ["DATELINE_STATE"] = str(STATE)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
# Playwright keeps an event loop in the tests' own thread, beside the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config import installation  # noqa: E402

installation.make_secret_key()

from config import settings  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"] = {"BACKEND": settings.PLAIN_STATIC_FILES}
settings.STATIC_ROOT.mkdir(parents=True)
# A page that one test made must not answer another; those about kept pages keep them on purpose.
settings.CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
# A task is done when it was asked for.
settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# The tests are one client, and in a hurry; what tests the limits sets them.
settings.SEARCH_PER_MINUTE = settings.SUGGEST_PER_MINUTE = 0
# A file, as in an installation: a database in memory knows no WAL and is one connection for all threads.
# On a server, a name that no other run of the tests has.
on_file = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
settings.DATABASES["default"]["TEST"] = {
    "NAME": str(STATE / "test.sqlite3") if on_file else f"dateline_test_{os.getpid()}"
}
if on_file:
    # Nothing of a test outlives the machine, so nothing waits for its disk.
    options = settings.DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous = FULL", "synchronous = OFF")
