"""What an address can get wrong."""

from django.core.exceptions import BadRequest
from django.http import Http404


class FilterError(BadRequest):
    """A value in the address that cannot be; its text is a sentence for the reader (400)."""


class UnknownRecord(Http404):
    """A filter names a record that is not there, or not public; its text is a sentence for the reader (404)."""
