"""Who is on a record just now; and an index by which the desk finds what was published or corrected last."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0009_intake"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_uuid", models.UUIDField(verbose_name="record")),
                ("seen_at", models.DateTimeField(db_index=True, verbose_name="seen at")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("record_uuid", "user"), name="presence_once")],
            },
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["action", "-id"], name="change_latest_by_action"),
        ),
    ]
