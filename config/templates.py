"""How the public pages are rendered: by Jinja2, a tenth of the time that Django's own templates take for a long list.

The editors' pages, `templates/admin/`, stay with Django's templates, which the admin is written in. All else under
`templates/` is Jinja2: `base.html`, the pages under `archive/`, what stands for errors. Parts under `archive/parts/`
are macros named after their file: `{% from "archive/parts/date.html" import show_date %}`, `{{ show_date(card) }}`.

Texts are `{{ _("…") }}`, with `{{ _("… %(name)s …")|format(name=value) }}` where a value stands in them, because
`makemessages` finds only texts that open a `{{`, or stand in a `{%`. Phrases with a plural are made in Python.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.defaultfilters import capfirst, truncatechars
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from archive.views import frame
from archive.views.addresses import page_url

EDITORS = "admin/"


class PublicTemplates(FileSystemLoader):
    """The folder's templates but those of the editors, which Django finds with its own engine."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template.startswith(EDITORS):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class QuickOutput(CodeGenerator):
    """Compiles templates that escape what they put out by `escaped`, which leaves most text as it is.

    Jinja2's own `escape` wraps each text in a `Markup`, which costs more than all else that a list does.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")
            self.write(finalize.src or "")


class PublicTemplate(Template):
    def render(self, *values: Any, **named: Any) -> str:
        with frame.page_being_made():
            return super().render(*values, **named)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The part's macros, made once. Jinja2 asks each time whether the page knows names that the part does not."""
        return super()._get_default_module()


class PublicEnvironment(Environment):
    code_generator_class = QuickOutput
    template_class = PublicTemplate

    @staticmethod
    def escaped(value: Any) -> str:
        """The value as text that HTML takes for nothing but text; what is marked as safe stays as it is."""
        kind = type(value)
        if kind is Markup or kind is SafeString or (kind is str and not _needs_escaping(value)):
            return value
        return str(value) if kind is int else escape(value)


_needs_escaping = re.compile("[&<>'\"]").search


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for; a name that a template does not know is an error."""
    options |= {
        "loader": PublicTemplates(settings.PROJECT / "templates"),
        "undefined": StrictUndefined,
        "bytecode_cache": _compiled(settings.STATE / "templates"),
        # While templates are being written each is read anew, or a part would stay as its first page knew it.
        "cache_size": 0 if settings.DEBUG else -1,
    }
    made = PublicEnvironment(**options)  # Django's backend turns autoescape on
    made.globals |= {
        "_": frame.translated,
        "absolute_static": frame.absolute_static,
        "archive_version": frame.archive_version,
        "canonical_link": frame.canonical_link,
        "made_once": frame.made_once,
        "page_language": get_language,
        "reads_from_right": get_language_bidi,
        "site_sections": frame.site_sections,
        "static": static,
        "stylesheets": frame.stylesheets,
        "url": page_url,
        "wait_words": frame.wait_words,
    }
    made.filters |= {"capfirst": capfirst, "date": frame.day, "lang": frame.lang, "truncatechars": truncatechars}
    return made


def _compiled(folder: Path) -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept for the next process, readable by nobody else; None where nothing can be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))
