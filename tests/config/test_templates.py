"""The public pages are Jinja2: every text of theirs can be translated, and what people wrote is escaped."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.exceptions import TemplateDoesNotExist
from django.utils.translation import override, trans_real
from django.utils.translation.template import templatize
from jinja2 import UndefinedError, nodes

from archive.views import frame
from config import templates
from config.templates import EDITORS

FOLDER = Path(settings.PROJECT / "templates")
# Names, and the two words that a page puts into a tag of the frame.
UNTRANSLATED = {"Dateline", "nbsp", "article", "value"}
FORMATS = {"CSV", "XLSX", "xlsx", "JSON", "Lines", "GeoJSON", "iCalendar", "csv", "json", "jsonl"}
NAMES = sorted(
    name for path in FOLDER.rglob("*.html") if not (name := path.relative_to(FOLDER).as_posix()).startswith(EDITORS)
)


@pytest.fixture
def jinja():
    return engines["jinja2"].env


@pytest.mark.parametrize("name", NAMES)
def test_makemessages_finds_every_text_of_the_public_templates(jinja, name):
    source = (FOLDER / name).read_text(encoding="utf-8")
    calls = [call for call in jinja.parse(source).find_all(nodes.Call) if isinstance(call.node, nodes.Name)]
    texts = {call.args[0].as_const() for call in calls if call.node.name == "_"}
    found = re.findall(r"""_\((?:u?"((?:[^"\\]|\\.)*)"|u?'((?:[^'\\]|\\.)*)')""", templatize(source))
    assert texts == {(double or single).replace('\\"', '"') for double, single in found}


@pytest.mark.parametrize("name", NAMES)
def test_no_public_template_has_words_that_nobody_can_translate(jinja, name):
    source = (FOLDER / name).read_text(encoding="utf-8")
    data = "".join(node.data for node in jinja.parse(source).find_all(nodes.TemplateData))
    shown = re.sub(r"<(style|code|title)\b.*?</\1>|<[^>]*>", " ", data, flags=re.DOTALL)
    assert set(re.findall(r"[a-z]{3,}", shown, re.IGNORECASE)) <= UNTRANSLATED | FORMATS


def test_a_text_is_shown_in_the_language_of_the_reader(jinja, monkeypatch):
    monkeypatch.setitem(trans_real.translation("de")._catalog._catalogs[0], "Undated", "Ohne Datum")
    part = jinja.from_string('{{ _("Undated") }}')
    frame._in_language.cache_clear()
    with override("de"):
        assert part.render() == "Ohne Datum"
    assert part.render() == "Undated"
    frame._in_language.cache_clear()


def test_what_people_wrote_is_escaped(jinja):
    part = jinja.from_string('{{ words }}{{ words|lang }}{{ _("Search: %(query)s")|format(query=words) }}')
    assert "<" not in part.render(words='"><b>')


def test_a_name_that_no_page_gives_is_an_error_and_not_silence(jinja):
    with pytest.raises(UndefinedError):
        jinja.from_string("{{ nobody }}").render()


def test_an_attribute_that_a_card_does_not_have_is_an_error_and_not_its_item(jinja):
    with pytest.raises(AttributeError):
        jinja.from_string("{{ row.name }}").render(row={"name": "Anna Berg"})
    with pytest.raises(UndefinedError):
        jinja.from_string("{{ nobody.name }}").render()


def test_what_is_called_gets_what_the_template_gives_and_the_page_where_it_asks_for_it(jinja):
    part = jinja.from_string(
        "{% macro said(words, mark='.') %}{{ words }}{{ mark }}"
        "{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}"
        "{{ said('<Yes>') }}{{ said('No', mark='!') }}{% call said('So') %} It is{% endcall %} {{ archive_version() }}"
    )
    assert part.render(archive_version_number=7) == "&lt;Yes&gt;.No!So. It is 7"


def test_templates_are_compiled_anew_when_the_way_to_compile_them_changes(tmp_path, monkeypatch):
    kept = templates.CompiledTemplates(str(tmp_path))
    before = kept.get_source_checksum("{{ words }}")
    assert before == kept.get_source_checksum("{{ words }}") != kept.get_source_checksum("{{ word }}")
    monkeypatch.setattr(templates, "_this_module", lambda: "another way")
    assert kept.get_source_checksum("{{ words }}") != before


def test_the_editors_templates_are_not_the_publics(jinja):
    with pytest.raises(TemplateDoesNotExist):
        engines["jinja2"].get_template("admin/base_site.html")
    assert engines["django"].get_template("admin/base_site.html")
