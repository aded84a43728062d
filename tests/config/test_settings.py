"""How the site starts, and when it refuses to."""

from django.conf import settings


def test_debugging_is_off_in_tests():
    assert settings.DEBUG is False
