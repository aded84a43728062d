"""Indexes in the order of the lists by name, which each database writes in its own words (see `keyset.by_name`)."""

from django.db import migrations

TABLES = ("archive_actor", "archive_place", "archive_topic")
COLLATIONS = {"sqlite": "BINARY", "postgresql": "C"}


def make_indexes(apps, schema_editor):
    collation = COLLATIONS[schema_editor.connection.vendor]
    for table in TABLES:
        columns = f'((LOWER("name")) COLLATE "{collation}"), "slug"'
        schema_editor.execute(f'CREATE INDEX "{table}_by_name" ON "{table}" ({columns})')


def drop_indexes(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f'DROP INDEX "{table}_by_name"')


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_search_by_importance")]

    operations = [migrations.RunPython(make_indexes, drop_indexes)]
