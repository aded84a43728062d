"""`manage.py verify`: is the archive sound?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.anchor_checks import whole_round
from archive.verification import counts, verify


class Command(BaseCommand):
    help = "Check fixity, anchors, references, derived values, history and the search index of the whole archive."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = verify()
        # So that the front page of the admin knows of every broken anchor, too.
        whole_round()
        for finding in findings:
            self.stderr.write(finding)
        if findings:
            raise CommandError(
                ngettext("%(count)d thing is wrong.", "%(count)d things are wrong.", len(findings))
                % {"count": len(findings)}
            )
        words = ", ".join(f"{count} {name}" for name, count in counts().items())
        self.stdout.write(_("Sound: %(counts)s.") % {"counts": words})
