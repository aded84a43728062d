"""Users and groups, whom administrators manage."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.workflow import is_system

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People. Only a superuser may make or change superusers; nobody changes the system's own user."""

    change_list_template = "admin/archive/record_list.html"
    list_display = ["username", "first_name", "last_name", "email", "is_active", "in_groups"]
    list_filter = ["is_active", "is_staff", "groups"]
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = ()
    autocomplete_fields = ["groups"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        rights = ["is_active", "is_staff", "groups"]
        if request.user.is_superuser:
            rights.append("is_superuser")
        return [
            (None, {"fields": ["username", "password"]}),
            (_("Name"), {"fields": ["first_name", "last_name", "email"]}),
            (
                _("Rights"),
                {
                    "fields": rights,
                    "description": _("Editors write, publishers approve, administrators manage people and words."),
                },
            ),
            (_("Dates"), {"fields": ["last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["last_login", "date_joined"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_in_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_in_reach(request, obj)

    @admin.display(description=_("groups"))
    def in_groups(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())


def _is_in_reach(request: HttpRequest, user: Any) -> bool:
    if user is None:
        return True
    return not is_system(user) and (not user.is_superuser or bool(request.user.is_superuser))


@admin.register(Group)
class PeopleGroupAdmin(GroupAdmin):
    change_list_template = "admin/archive/record_list.html"
    show_facets = admin.ShowFacets.NEVER
    actions = None
