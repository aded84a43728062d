"""Documents that are loaded many at a time are the records that saving one by one would have made."""

import pytest
from django.apps import apps

from archive.demo import load_first_article
from archive.documents import KINDS, Reference, read_many
from archive.documents.loading import Loader
from archive.models import ArchivedText

pytestmark = pytest.mark.django_db

#: derived by the workflow, not by loading
LEFT = {"is_public", "version", "changed_at", "status_changed_at"}


def rows():
    """Every row of every record's table, but for what only the workflow derives."""
    found = {}
    for kind in KINDS.values():
        names = [field.attname for field in kind.model._meta.concrete_fields if field.name not in LEFT]
        found[kind.name] = sorted(map(str, kind.model._default_manager.values_list(*names)))
    return found


def empty_tables():
    """Nothing is left but the texts; references are checked when the transaction ends."""
    for model in apps.get_app_config("archive").get_models(include_auto_created=True):
        if model is not ArchivedText:
            model._base_manager.all()._raw_delete("default")


def test_the_first_article_loaded_anew_is_the_same_row_by_row():
    load_first_article()
    documents = {name: list(read_many(kind)) for name, kind in KINDS.items()}
    keys = {
        Reference(item["vocabulary"] if name == "term" else name, item["slug"] if name == "term" else item["uuid"]): key
        for name, kind in KINDS.items()
        for item, key in (
            (item, kind.model._default_manager.get(uuid=item["uuid"]).pk) for item in documents[name]
        )
    }  # fmt: skip
    before = rows()
    empty_tables()
    assert not any(rows().values())
    loader = Loader(keys.get)
    for name in reversed(KINDS):
        for item in documents[name]:
            key = Reference(item["vocabulary"], item["slug"]) if name == "term" else Reference(name, item["uuid"])
            loader.add(item, keys[key])
    loader.flush()
    assert rows() == before
    assert {name: list(read_many(kind)) for name, kind in KINDS.items()} == documents
