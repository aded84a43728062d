from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Dateline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archive import search, workflow  # noqa: PLC0415 (models can be imported only now)

        workflow.on_change(search.keep_in_step)
