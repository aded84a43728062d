"""The search anew: entries numbered in the order of importance, their words kept once, and words of names.

The index is made from the records, so nothing is carried over: run ``manage.py rebuild`` on an archive that holds any.
SQLite: an FTS5 table of its own, whose rows have the numbers of the entries. PostgreSQL: a column of the entries.
"""

from django.db import migrations, models

SQLITE = [
    """
    CREATE VIRTUAL TABLE archive_searchwords USING fts5(
        title, names, body, context, marks, columnsize=0, tokenize="ascii tokenchars '_'"
    )
    """,
]
POSTGRESQL = [
    "ALTER TABLE archive_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX archive_searchentry_words ON archive_searchentry USING gin (words) WITH (fastupdate = off)",
]


def drop_old_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS archive_searchwords_{name}")
        schema_editor.execute("DROP TABLE archive_searchwords")


def make_index(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE archive_searchwords")


class Migration(migrations.Migration):
    dependencies = [("archive", "0005_listing")]

    operations = [
        migrations.RunPython(drop_old_index, migrations.RunPython.noop),
        migrations.DeleteModel(name="SearchEntry"),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facet", models.CharField(max_length=10, verbose_name="facet")),
                ("record_id", models.BigIntegerField(verbose_name="primary key of the record")),
                ("word", models.CharField(max_length=100, verbose_name="word")),
                ("written", models.CharField(max_length=100, verbose_name="as written")),
                ("sound", models.CharField(max_length=100, null=True, verbose_name="sound")),
                ("start", models.CharField(max_length=2, null=True, verbose_name="beginning of the sound")),
                ("ending", models.CharField(max_length=3, null=True, verbose_name="end of the sound")),
                ("uses", models.PositiveSmallIntegerField(default=0, verbose_name="doublings of uses")),
            ],
            options={
                "verbose_name": "word of a name",
                "verbose_name_plural": "words of names",
                "default_permissions": (),
                "indexes": [models.Index(fields=["facet", "word", "uses", "record_id"], name="name_word_begins"), models.Index(condition=models.Q(("sound__isnull", False)), fields=["sound", "word"], name="name_word_sounds"), models.Index(condition=models.Q(("start__isnull", False)), fields=["start", "uses"], name="name_word_starts"), models.Index(condition=models.Q(("ending__isnull", False)), fields=["ending", "uses"], name="name_word_ends")],
                "constraints": [models.UniqueConstraint(fields=("facet", "record_id", "word"), name="name_word_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10, verbose_name="kind")),
                ("record_id", models.BigIntegerField(verbose_name="primary key of the record")),
                ("part", models.PositiveIntegerField(default=0, verbose_name="section")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("fingerprint", models.CharField(max_length=24, verbose_name="fingerprint of all this")),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("kind", "record_id", "part"), name="search_entry_once")],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
