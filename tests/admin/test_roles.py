"""The page that says who may do what cannot lie: it is compared with what the site allows."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from archive.admin.roles import DEEDS, NAMED, answer
from archive.workflow import may
from tests.admin.test_review import words_of

ROLES = "/admin/archive/roles/"


def page(desk):
    answered = desk.get(ROLES)
    assert answered.status_code == 200
    return answered


def said(desk):
    """Group → deed → `yes`, `part` or `no`."""
    return {
        role.name: {name: told.value for name, told in role.answers.items()} for role in page(desk).context["roles"]
    }


def test_every_right_of_the_site_is_named_by_a_deed(db):
    rights = Permission.objects.filter(content_type__app_label__in=["archive", "auth"])
    given = set(rights.filter(group__isnull=False).values_list("codename", flat=True))
    assert given <= NAMED
    assert set(rights.values_list("codename", flat=True)) >= NAMED


def test_the_three_groups_may_do_what_the_design_says(editors_desk):
    told = said(editors_desk)
    assert list(told) == ["Editors", "Publishers", "Administrators"]
    writing = {"see", "write", "submit", "delete", "history"}
    assert {name for name, value in told["Editors"].items() if value == "yes"} == writing
    assert {name for name, value in told["Publishers"].items() if value == "yes"} == {*writing, "publish", "merge"}
    assert set(told["Administrators"].values()) == {"yes"}
    assert "part" not in {value for role in told.values() for value in role.values()}


@pytest.mark.parametrize("name", ["editor", "publisher", "administrator"])
def test_what_is_said_is_what_the_workflow_and_the_site_do(db, name, request, desk_of):
    user = request.getfixturevalue(name)
    desk = desk_of(user)
    told = said(desk)[user.groups.get().name]
    for verb, deed in (("publish", "publish"), ("merge", "merge")):
        assert may(user, verb, "event") is (told[deed] == "yes")
    for verb, deed in (("add", "write"), ("change", "submit"), ("delete", "delete")):
        assert may(user, verb, "event") is (told[deed] == "yes")
    assert may(user, "add", "term") is (told["terms"] == "yes")
    for address, deed in (("auth_user_changelist", "people"), ("archive_change_changelist", "history")):
        assert (desk.get(reverse(f"admin:{address}")).status_code == 200) is (told[deed] == "yes")


def test_a_right_that_is_given_or_taken_shows_at_once(editors_desk):
    editors = Group.objects.get(name="Editors")
    editors.permissions.remove(Permission.objects.get(codename="delete_source"))
    editors.permissions.add(Permission.objects.get(codename="publish", content_type__app_label="archive"))
    told = said(editors_desk)["Editors"]
    assert (told["delete"], told["publish"]) == ("part", "yes")
    assert "delete actor, delete event" in words_of(page(editors_desk))


def test_a_right_that_no_deed_names_is_told_nevertheless(editors_desk):
    group = Group.objects.create(name="Guests")
    group.permissions.add(Permission.objects.get(codename="add_session"))
    assert "Guests have these rights besides: Can add session." in words_of(page(editors_desk))


def test_it_says_whether_two_people_are_needed(editors_desk, settings):
    assert "Never what they wrote themselves" in words_of(page(editors_desk))
    settings.FOUR_EYES = False
    assert "Also what they wrote themselves" in words_of(page(editors_desk))


def test_everybody_who_may_log_in_may_read_it(publishers_desk, desk_of):
    assert "You belong to: Publishers." in words_of(page(publishers_desk))
    nobody = desk_of(User.objects.create_user("nobody", is_staff=True))
    assert "You belong to no group." in words_of(page(nobody))
    assert re.search(r"Publishers\s*<span", page(publishers_desk).content.decode())


def test_some_of_the_rights_are_a_part():
    (deed,) = [deed for deed in DEEDS if deed.name == "history"]
    assert answer(deed, ["view_change"]).value == "part"
    assert answer(deed, []).value == "no"
    assert answer(deed, ["view_change", "view_revision", "publish"]).value == "yes"
