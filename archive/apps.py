from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Dateline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archive import search, workflow  # noqa: PLC0415 (models can be imported only now)
        from archive.intake import prints  # noqa: PLC0415
        from archive.timeline import index  # noqa: PLC0415

        workflow.on_change(index.keep_in_step)
        workflow.on_change(search.keep_in_step)
        workflow.on_change(prints.keep_in_step)
        workflow.on_many(index.follow_many)
        workflow.on_many(search.follow_many)
        workflow.on_many(prints.follow_many)
        # `flush` ends with this signal as well.
        post_migrate.connect(search.follow_flush, sender=self)
