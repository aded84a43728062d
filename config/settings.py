"""Dateline's settings, all in this one file, read from the environment; the README lists the variables.

The site runs in one of three ways:

debug
    ``DJANGO_DEBUG=1``. For writing Dateline itself: error pages with everything on them. Never in public.
local
    Neither ``DJANGO_SECRET_KEY`` nor ``DJANGO_ALLOWED_HOSTS`` is set, but ``manage.py demo`` has made this
    installation a key. Debugging is off; only this machine can reach the site, over plain HTTP.
production
    Both are set. Debugging is off and everything goes over HTTPS.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import installation

PROJECT = installation.PROJECT
STATE = installation.STATE


def flag(name: str, default: bool = False) -> bool:
    """A variable of the environment that says yes (``1``) or no (``0``)."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 for yes or 0 for no.")


def number(name: str, default: int) -> int:
    """A variable of the environment that holds a whole number, zero or more."""
    value = os.environ.get(name, "").strip() or str(default)
    if value.isascii() and value.isdigit():
        return int(value)
    raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number such as {default}.")


def words(name: str) -> list[str]:
    """A variable of the environment that holds a list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def ports(name: str, default: set[int]) -> set[int]:
    """A variable of the environment that holds TCP ports, separated by commas."""
    given = words(name)
    if all(port.isascii() and port.isdigit() and 1 <= int(port) <= 65535 for port in given):
        return {int(port) for port in given} or default
    raise ImproperlyConfigured(f"{name} is {','.join(given)!r}: set it to ports such as 80,443.")


# What this installation is

DEBUG = flag("DJANGO_DEBUG")
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "")
ALLOWED_HOSTS = words("DJANGO_ALLOWED_HOSTS")
LOCAL = not DEBUG and not SECRET_KEY and not ALLOWED_HOSTS and bool(installation.read_secret_key())

if DEBUG and not SECRET_KEY:
    installation.make_secret_key()
if (DEBUG or LOCAL) and not SECRET_KEY:
    SECRET_KEY = installation.read_secret_key()
if DEBUG or LOCAL:
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "This site has no secret key. Set DJANGO_SECRET_KEY to at least 50 random characters of its own and "
        "DJANGO_ALLOWED_HOSTS to its host names, or run `manage.py demo` to try Dateline on this machine."
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "This site does not know its host names. Set DJANGO_ALLOWED_HOSTS to them, separated by commas, "
        "for example DJANGO_ALLOWED_HOSTS=archive.example.org."
    )

PRODUCTION = not DEBUG and not LOCAL
TRUSTED_PROXIES = number("DJANGO_TRUSTED_PROXIES", 0)

# What Dateline lets its keepers decide

# Whoever publishes must not be the author of what is published.
FOUR_EYES = flag("DATELINE_FOUR_EYES", default=True)
# Of a source whose access is "excerpt", this part of the text at most is public, in per cent …
EXCERPT_SHARE = number("DATELINE_EXCERPT_PERCENT", 20) / 100
# … with at most so many characters on each side of the cited words.
EXCERPT_CONTEXT = number("DATELINE_EXCERPT_CONTEXT", 100)
# How often one client may search, and ask for suggestions while typing, in a minute; 0 as often as it likes.
SEARCH_PER_MINUTE = number("DATELINE_SEARCH_PER_MINUTE", 60)
SUGGEST_PER_MINUTE = number("DATELINE_SUGGEST_PER_MINUTE", 300)
# An uploaded picture is refused beyond these, before it is decoded.
IMAGE_MAX_BYTES = number("DATELINE_IMAGE_MAX_BYTES", 20 * 1024 * 1024)
IMAGE_MAX_PIXELS = number("DATELINE_IMAGE_MAX_PIXELS", 60_000_000)

# A document that is taken in is refused beyond this size, in bytes, …
INTAKE_MAX_BYTES = number("DATELINE_INTAKE_MAX_BYTES", 20 * 1024 * 1024)
# … and when fetching it, or finding its text, takes longer than this, in seconds.
INTAKE_FETCH_SECONDS = number("DATELINE_INTAKE_FETCH_SECONDS", 30)
INTAKE_READING_SECONDS = number("DATELINE_INTAKE_READING_SECONDS", 20)
# Links may lead to these ports of public addresses, and to these hosts ("name:port") whatever their address is.
INTAKE_PORTS = ports("DATELINE_INTAKE_PORTS", {80, 443})
INTAKE_TRUSTED_HOSTS = words("DATELINE_INTAKE_TRUSTED_HOSTS")

# A file to be imported is refused beyond this size, in bytes.
IMPORT_MAX_BYTES = number("DATELINE_IMPORT_MAX_BYTES", 1024 * 1024 * 1024)
# The files of an import are deleted after so many days; what it did stays on record.
IMPORT_DAYS = number("DATELINE_IMPORT_DAYS", 14)

# PostgreSQL keeps the plans of frequent queries, connection by connection.
PREPARED_STATEMENTS = flag("DATELINE_PREPARED_STATEMENTS", default=True)

# So many finished pages each process keeps in memory, at 10 to 30 kB each.
KEPT_PAGES = number("DATELINE_KEPT_PAGES", 500)

# How it is put together

INSTALLED_APPS = [
    "archive",
    "config.admin.EditorsAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "import_export",
]

MIDDLEWARE = [
    "config.heads.HeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # What stands below is woken only for a page that is not kept; what stands above sees every answer.
    "archive.views.kept.KeptPages",
    "django.middleware.gzip.GZipMiddleware",
    # Before whatever writes, such as the session.
    "archive.admin.waiting.PatientEditors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    # The public pages; see there.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {"environment": "config.templates.environment"},
    },
    # The editors' pages, and what Django and its apps bring along.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Where records and files are kept

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{STATE / 'archive.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A writer waits for the one before it instead of failing half-way, and what is committed is on the disk.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
    }
elif PREPARED_STATEMENTS:
    # From the third time on that something is asked, and by one plan for all values: each is found by its index, and to
    # plan anew takes longer than to find it.
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["prepare_threshold"] = 2
    options["options"] = f"-c plan_cache_mode=force_generic_plan {options.get('options', '')}".strip()

# Finished pages, each for one version of the archive; see archive.views.kept.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": KEPT_PAGES},
    }
    if KEPT_PAGES
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# What takes longer than a request may. In production `manage.py db_worker` does it; elsewhere there is nothing more to
# start, and a thread of the server itself does.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend" if PRODUCTION else "archive.intake.threads.ThreadBackend",
    }
}

MEDIA_ROOT = STATE / "media"
MEDIA_URL = "/media/"
# Files on their way in, and what is known of them: a folder for each import. No address leads here.
IMPORTS_ROOT = STATE / "imports"
STATIC_ROOT = STATE / "static"
STATIC_URL = "/static/"
PLAIN_STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    # What the public may see: pictures cut down to size, without their metadata.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files as they came in. No address leads here.
    "originals": {
        "BACKEND": "config.storage.PrivateStorage",
        "OPTIONS": {"location": STATE / "originals", "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": PLAIN_STATIC_FILES if DEBUG else "config.storage.StaticStorage",
    },
}
# An archived text of 5,000,000 characters fits into one form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
# The archive's own files guard their cells themselves, and lose nothing by it.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = False
IMPORT_EXPORT_ESCAPE_HTML_ON_EXPORT = False
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = False

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [PROJECT / "archive" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Who may come in

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# Guessing is slowed per person and address together, so that nobody can lock an editor out from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "config.proxies.client_address"

# What browsers are told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if PRODUCTION else 0
# Whether the host's other names have to follow is for their owners to say, not for this site.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What is told to whoever runs it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "archive": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # What readers mistype is told to them.
        "django.request": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
    },
}
