from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _following(listener: Callable[[set[Any]], object]) -> Callable[[Any], None]:
    def follow(followed: Any) -> None:
        listener({reference for some in followed.references() for reference in some} | followed.referred)

    return follow


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Dateline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archive import search, workflow  # noqa: PLC0415 (models can be imported only now)
        from archive.intake import prints  # noqa: PLC0415
        from archive.timeline import index  # noqa: PLC0415

        for listener in (index.keep_in_step, search.keep_in_step, prints.keep_in_step):
            workflow.on_change(listener)
            workflow.on_many_changes(_following(listener))
        # `flush` ends with this signal as well.
        post_migrate.connect(search.follow_flush, sender=self)
