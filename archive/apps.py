from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Dateline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archive import search, workflow  # noqa: PLC0415 (models can be imported only now)
        from archive.timeline import index  # noqa: PLC0415

        workflow.on_change(index.keep_in_step)
        workflow.on_change(search.keep_in_step)
