"""The site as it is served while it is measured, for gunicorn: `archive.measuring.serving:application`.

It is the site itself, with the yardsticks of `archive.measuring.stock` at addresses of their own; with
`DATELINE_MEASURING=uncached` no finished page is kept.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

UNCACHED = "uncached"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
settings.ROOT_URLCONF = "archive.measuring.stock"
if os.environ.get("DATELINE_MEASURING") == UNCACHED and "pages" in settings.CACHES:
    settings.CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

application = get_wsgi_application()
