"""The page that asks before something is done: what, to which records, why; and that shows why it was refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive.admin.waiting import busy_words, told_busy
from archive.documents import Problem
from archive.models.waiting import is_locked
from archive.workflow import Refused


@dataclass
class ActPage:
    """One act that waits for a person's word. `hidden` goes with the form; a reason is asked for if `asks_reason`."""

    admin: Any
    title: str
    button: str
    records: Sequence[Any]
    explanation: str = ""
    asks_reason: bool = False
    is_grave: bool = False
    hidden: Sequence[tuple[str, str]] = ()
    problems: list[Problem] = field(default_factory=list)
    template: str = "admin/archive/act.html"
    extra: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: HttpRequest, done: Callable[[], HttpResponse]) -> HttpResponse:
        """`done()` if the person said so and the workflow agrees; else this page."""
        if request.method != "POST":
            return self.show(request)
        try:
            if self.asks_reason and not request.POST.get("reason", "").strip():
                raise Refused([Problem("reason", _("Give a reason."))])
            return done()
        except Refused as refused:
            self.problems = refused.problems
            return self.show(request)
        except OperationalError as error:
            if not is_locked(error):
                raise
            self.problems = [Problem("", busy_words())]
            return told_busy(self.show(request))

    def show(self, request: HttpRequest) -> HttpResponse:
        context = {
            **self.admin.admin_site.each_context(request),
            **self.extra,
            "title": self.title,
            "page": self,
            "opts": self.admin.opts,
            "record": self.records[0] if len(self.records) == 1 else None,
            "reason": request.POST.get("reason", ""),
        }
        return TemplateResponse(request, self.template, context)
