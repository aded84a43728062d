"""What a search can get wrong."""

from django.core.exceptions import BadRequest


class SearchError(BadRequest, ValueError):
    """A search that cannot be answered (400); its text is a sentence for the reader."""
