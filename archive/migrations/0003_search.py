"""The table of what the search finds, and each database's own index of its words.

SQLite: an FTS5 table that reads its content from the entries and that triggers keep in step. A later migration that
makes SQLite build `archive_searchentry` anew loses the triggers and has to make them again.
PostgreSQL: a generated column with the weights A to D, and an index on it. The configuration "simple" takes words as
they are; folding them is done before they come here.
"""

from django.db import migrations, models

# ruff: noqa: S608 (only the columns' names are put into these statements)

COLUMNS = "title, names, body, context"

SQLITE = [
    f"""
    CREATE VIRTUAL TABLE archive_searchwords USING fts5(
        {COLUMNS}, content='archive_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
    )
    """,
    f"""
    CREATE TRIGGER archive_searchwords_insert AFTER INSERT ON archive_searchentry BEGIN
        INSERT INTO archive_searchwords (rowid, {COLUMNS})
        VALUES (new.id, new.title, new.names, new.body, new.context);
    END
    """,
    f"""
    CREATE TRIGGER archive_searchwords_delete AFTER DELETE ON archive_searchentry BEGIN
        INSERT INTO archive_searchwords (archive_searchwords, rowid, {COLUMNS})
        VALUES ('delete', old.id, old.title, old.names, old.body, old.context);
    END
    """,
    f"""
    CREATE TRIGGER archive_searchwords_update AFTER UPDATE ON archive_searchentry BEGIN
        INSERT INTO archive_searchwords (archive_searchwords, rowid, {COLUMNS})
        VALUES ('delete', old.id, old.title, old.names, old.body, old.context);
        INSERT INTO archive_searchwords (rowid, {COLUMNS})
        VALUES (new.id, new.title, new.names, new.body, new.context);
    END
    """,
]
POSTGRESQL = [
    """
    ALTER TABLE archive_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', names), 'B')
        || setweight(to_tsvector('simple', body), 'C') || setweight(to_tsvector('simple', context), 'D')
    ) STORED
    """,
    "CREATE INDEX archive_searchentry_words ON archive_searchentry USING gin (words)",
]


def make_index(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    # The column and the triggers go with the table of the entries.
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE archive_searchwords")


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_groups")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("record_id", models.BigIntegerField(verbose_name="primary key of the record")),
                ("part", models.PositiveIntegerField(default=0, verbose_name="section")),
                ("language", models.CharField(blank=True, max_length=35, verbose_name="language")),
                ("title", models.TextField(blank=True, verbose_name="words of the title")),
                ("names", models.TextField(blank=True, verbose_name="words of the names")),
                ("body", models.TextField(blank=True, verbose_name="words of the text")),
                ("context", models.TextField(blank=True, verbose_name="names of what it refers to")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint of all this")),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "record_id", "part"), name="search_entry_once")
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
