"""Where files lie that are not for the public."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files without an address: asking for one is an error, where Django's own storage would invent one."""

    base_url = None  # type: ignore[assignment]  # the stubs know only storages with addresses
