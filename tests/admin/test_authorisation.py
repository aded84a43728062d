"""Every address of the admin, by every method, for every role: as the table says, and none without a decision."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver

from archive.admin.imports.saved import keep
from archive.documents import read
from archive.exchange import underway
from archive.exchange.mapping import ready_made
from archive.images import take_in
from archive.intake.originals import keep_original
from archive.intake.taking import take_uploaded
from archive.likeness import look
from archive.models import Change, Likeness, Revision, Term
from archive.workflow import act, captured, keep_text, merge, save, system_user
from tests.admin.authorisation import DECISIONS, EXAMPLES, ROLES
from tests.images.pictures import encoded, painted, upload

ADMIN = "/admin/"
#: neither looked at nor sent with by any page; they must not do more than GET and POST do
OTHER_METHODS = ("head", "put", "patch", "delete")
#: Django's own view, which takes PUT for POST
LOGIN = f"{ADMIN}login/"
LOOKS_AHEAD = f"{ADMIN}archive/review/event/"


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            assert isinstance(pattern, URLPattern)
            yield route


ROUTES = sorted(set(routes(admin.site.get_urls())))
TRIED = [example for route in ROUTES for example in EXAMPLES.get(route, [route])]


def decision_on(example: str) -> tuple[str, str]:
    route = next((route for route, examples in EXAMPLES.items() if example in examples and route in DECISIONS), example)
    return DECISIONS[route]


def test_every_address_has_a_decision_and_every_decision_an_address():
    undecided = [
        example
        for example in TRIED
        if example not in DECISIONS
        and not any(example in examples and route in DECISIONS for route, examples in EXAMPLES.items())
    ]
    assert undecided == []
    assert set(DECISIONS) - set(TRIED) - set(ROUTES) == set()
    assert {role for decision in DECISIONS.values() for role in decision} <= set(ROLES)


@pytest.fixture
def records(archive, editor) -> dict[str, Any]:
    """A record of every kind that nothing refers to and that never was public; and one of what else has addresses."""
    taken = take_in(upload(encoded(painted(20, 10), "PNG")))
    public = archive.actor("Anna Berg")
    with act(editor, "Spelled so.") as this:
        save({**read(public), "name": "Anna Bergh"}, this)
    twin, other = archive.actor("Somebody's"), archive.actor("Somebody's")
    look("actor")
    with act(system_user(), "The same") as this:
        merged = merge(archive.actor("One"), archive.actor("The same one"), this)
    original, sha256 = keep_original(b"Anna Berg said that peace is near.")
    text = keep_text("Anna Berg said that peace is near.").sha256
    person, body = archive.actor("Somebody", status="draft"), archive.actor("A body", status="draft")
    somebody = User.objects.create_user("somebody", password="somebody-password")
    imported = underway.take_in([b"slug,name\r\ngas,Gas\r\n"], somebody, "topics", "topics.csv")
    underway.examine_soon(imported)
    return {
        "actor": archive.actor("Nobody's", status="draft"),
        "event": archive.event(status="draft"),
        "image": archive.save("image", alt="A hall", credit="Nobody", **taken),
        "place": archive.place(),
        "position": archive.position(person, body),
        "source": archive.source(
            status="draft", text="", captures=[captured(1, text, "", original=original, original_sha256=sha256)]
        ),
        "intake": take_uploaded(editor, SimpleUploadedFile("peace.txt", b"Peace is near.")),
        "likeness": Likeness.objects.get(one__in=(twin.uuid, other.uuid)),
        "mappings": keep(editor, ready_made()["acled"], "Shared", shared=True),
        "merge": merged,
        "statement": archive.statement(status="draft"),
        "topic": archive.topic(),
        "term": Term.objects.get(slug=archive.term("cue", "told")),
        "change": Change.objects.filter(record_kind="topic").first(),
        "revision": Revision.objects.get(),
        "import": imported,
        "user": somebody,
        "group": Group.objects.create(name="A group"),
    }


def address_of(example: str, records: dict[str, Any]) -> str:
    """The example with the values of a record of the kind that its route is about."""
    parts = example.split("/")
    kind = parts[1] if len(parts) > 1 else ""
    if kind in ("review", "presence"):
        example = example.replace("<str:kind>", "event").replace("<uuid:uuid>", str(records["event"].uuid))
    if example.startswith("archive/source/take-in/"):
        example = example.replace("<uuid:uuid>", str(records["intake"].uuid))
    if kind == "imports":
        example = example.replace("<uuid:uuid>", str(records["import"].uuid))
    example = example.replace("<actor>", str(records["actor"].pk))
    if example.startswith("r/"):
        example = example.replace("<path:content_type_id>", str(ContentType.objects.get_for_model(Change).pk))
        kind = "change"
    for stand_in in ("<path:object_id>", "<int:number>", "<id>"):
        if stand_in in example:
            example = example.replace(stand_in, str(records[kind].pk))
    assert "<" not in example, f"say in EXAMPLES with which values to try {example}"
    return ADMIN + example


def gets_through(answer: Any) -> bool:
    """Whether the site did or showed anything of what was asked."""
    elsewhere = ("/admin/login/", ADMIN) if answer.wsgi_request.path == "/admin/logout/" else ("/admin/login/",)
    sent_away = answer.status_code == 302 and answer.url.partition("?")[0] in elsewhere
    return answer.status_code not in (403, 404, 405) and not sent_away


class Writing:
    """Notes each table that is written to: nothing of this is done by looking."""

    #: who is logged in, who has a page open, who tries passwords, which records look alike, which citations are broken
    TABLES = r"django_session|archive_presence|archive_likeness\w*|axes_\w+|archive_anchorround|archive_brokenanchor"
    UNHEEDED = re.compile(rf'(INSERT INTO|UPDATE|DELETE FROM) "({TABLES})"')
    STATEMENT = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)

    def __init__(self) -> None:
        self.noted: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.STATEMENT.match(sql) and not self.UNHEEDED.match(sql):
            self.noted.append(sql)
        return execute(sql, params, many, context)


class Visitor:
    """Somebody of a role, who asks one thing at a time; what it did is taken back.

    The test client would copy what every template is given, at each of thousands of pages.
    """

    def __init__(self, user: User | None, *, has_token: bool = True) -> None:
        self.requests, self.handler = RequestFactory(), ClientHandler(enforce_csrf_checks=not has_token)
        if user is not None:
            client = Client()
            client.force_login(user)
            self.requests.cookies = client.cookies

    def ask(self, method: str, address: str) -> tuple[Any, bool]:
        """The answer, and whether anything was written."""
        writing = Writing()
        with transaction.atomic(), connection.execute_wrapper(writing):
            answer = self.handler(getattr(self.requests, method)(address).environ)
            transaction.set_rollback(True)
        # The page of the review looks ahead by writing and taking it back.
        return answer, bool(writing.noted) and not (address.startswith(LOOKS_AHEAD) and method != "post")


@pytest.fixture
def visitor(request, db):
    """The people by their roles, each made when it is asked for."""
    names = {"editor": "editor", "publisher": "publisher", "administrator": "administrator"}

    def visitor(role: str, **options: Any) -> Visitor:
        if role == "anyone":
            return Visitor(None, **options)
        if role == "staff":
            return Visitor(User.objects.create_user("staff", is_staff=True), **options)
        return Visitor(request.getfixturevalue(names[role]), **options)

    return visitor


def expected(role: str, least: str) -> bool:
    return ROLES.index(role) >= ROLES.index(least)


@pytest.mark.databaseless  # who may do what is told in Python
@pytest.mark.parametrize("role", ROLES[:-1])
def test_each_role_gets_through_where_the_table_says_and_nowhere_else(role, visitor, records):
    who = visitor(role)
    wrong = []
    for example in TRIED:
        address = address_of(example, records)
        for method, least in zip(("get", "post"), decision_on(example), strict=True):
            answer, changed = who.ask(method, address)
            if gets_through(answer) is not expected(role, least):
                wrong.append(f"{method} {address}: {answer.status_code}, but the least role is {least}")
            if answer.status_code >= 500:
                wrong.append(f"{method} {address}: {answer.status_code}")
            if changed and (method == "get" or not expected(role, least)):
                wrong.append(f"{method} {address} wrote something")
    assert not wrong, "\n".join(wrong)


@pytest.mark.databaseless
@pytest.mark.parametrize("role", ROLES[:-1])
def test_no_other_method_does_anything(role, visitor, records):
    who = visitor(role)
    wrong = []
    for example in TRIED:
        address = address_of(example, records)
        least = min(decision_on(example), key=ROLES.index)
        for method in OTHER_METHODS:
            answer, changed = who.ask(method, address)
            if changed or answer.status_code >= 500:
                wrong.append(f"{method} {address} wrote something or failed: {answer.status_code}")
            if gets_through(answer) and not expected(role, least):
                wrong.append(f"{method} {address}: {answer.status_code}, but the least role is {least}")
            if method != "head" and address != LOGIN and answer.status_code != 405:
                wrong.append(f"{method} {address}: {answer.status_code}, not a refusal")
    assert not wrong, "\n".join(wrong)


def test_whoever_sends_needs_the_token_of_a_page_of_this_site(visitor, records):
    who = visitor("administrator", has_token=False)
    for example in TRIED:
        address = address_of(example, records)
        answer, changed = who.ask("post", address)
        assert answer.status_code in (403, 404, 405), address
        assert not changed, address
