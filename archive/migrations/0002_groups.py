"""The groups of people: Editors, Publishers, Administrators, with what each may do."""

from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITED = ("topic", "place", "actor", "position", "source", "event", "statement", "image")
EDITORS = [
    *(f"{verb}_{kind}" for kind in EDITED for verb in ("add", "change", "delete", "view")),
    "view_term",
    "view_change",
    "view_revision",
    "view_capture",
]
PUBLISHERS = [*EDITORS, "publish", "merge"]
ADMINISTRATORS = [
    *PUBLISHERS,
    *(f"{verb}_term" for verb in ("add", "change", "delete")),
    *(f"{verb}_{model}" for model in ("user", "group") for verb in ("add", "change", "delete", "view")),
]
GROUPS = {"Editors": EDITORS, "Publishers": PUBLISHERS, "Administrators": ADMINISTRATORS}


def make_groups(apps, schema_editor):
    # Permissions are otherwise made only after all migrations, too late for a group to have them.
    for label in ("auth", "archive"):
        create_permissions(current_apps.get_app_config(label), verbosity=0, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=["auth", "archive"])
    by_codename = {permission.codename: permission for permission in permissions}
    for name, codenames in GROUPS.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set([by_codename[codename] for codename in codenames])


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
