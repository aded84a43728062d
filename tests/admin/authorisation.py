"""Who gets through at which address of the admin: the table that `test_authorisation` holds the site to.

An address is named by its route, as `urls` has it. Its decision names the least of the roles that gets through when
it looks (GET) and when it sends something (POST); each later role gets through as well:

    anyone < staff < editor < publisher < administrator < nobody

`staff` may log in and belongs to no group. `nobody`: the answer is a refusal for all, because only the workflow writes
there or the method is not for that address.

To decide about a new address, add one line here. `EXAMPLES` says with which values an address that takes some, or a
query, is tried; `<path:object_id>` and `<uuid:uuid>` need none, they are those of a record that nothing refers to.
"""

from archive.admin.steps import STEPS

ROLES = ("anyone", "staff", "editor", "publisher", "administrator", "nobody")

EDITED = ("actor", "event", "image", "place", "position", "source", "statement", "topic")
CURATED = ("actor", "event", "source", "statement")
FILES = ("actor", "event", "place", "position", "source", "statement", "topic")

Decision = tuple[str, str]


def _of_kinds(kinds: tuple[str, ...], decisions: dict[str, Decision]) -> dict[str, Decision]:
    return {route.replace("KIND", kind): decision for kind in kinds for route, decision in decisions.items()}


DECISIONS: dict[str, Decision] = {
    # Coming in, and what belongs to everybody who is in
    "": ("staff", "staff"),
    "login/": ("anyone", "anyone"),
    "logout/": ("nobody", "staff"),
    "password_change/": ("staff", "staff"),
    "password_change/done/": ("staff", "nobody"),
    "jsi18n/": ("staff", "nobody"),
    "archive/edtf/": ("staff", "staff"),
    "archive/roles/": ("staff", "staff"),
    "autocomplete/": ("editor", "nobody"),
    "^(?P<app_label>archive|auth)/$": ("editor", "editor"),
    "r/<path:content_type_id>/<path:object_id>/": ("nobody", "nobody"),
    "(?P<url>.*)$": ("nobody", "nobody"),
    # The desk's own pages
    "archive/review/": ("editor", "publisher"),
    "archive/review/<str:kind>/<uuid:uuid>/": ("editor", "publisher"),
    "archive/presence/<str:kind>/<uuid:uuid>/": ("nobody", "editor"),
    "archive/findings/": ("editor", "editor"),
    # Imports: whoever may add their kind sees them; who brought one, which here is none of the roles, decides about it
    "archive/imports/": ("editor", "editor"),
    "archive/imports/<uuid:uuid>/": ("editor", "editor"),
    "archive/imports/<uuid:uuid>/state/": ("editor", "nobody"),
    "archive/imports/<uuid:uuid>/to-mend/": ("editor", "nobody"),
    "archive/imports/<uuid:uuid>/undo/": ("editor", "editor"),
    "archive/imports/<uuid:uuid>/columns/": ("nobody", "nobody"),
    **{f"archive/imports/<uuid:uuid>/{name}/": ("nobody", "nobody") for name in ("read", "confirm", "cancel", "again")},
    # Records
    **_of_kinds(
        EDITED,
        {
            "archive/KIND/": ("editor", "editor"),
            "archive/KIND/add/": ("editor", "editor"),
            "archive/KIND/<path:object_id>/change/": ("editor", "editor"),
            "archive/KIND/<path:object_id>/history/": ("editor", "editor"),
            "archive/KIND/<path:object_id>/delete/": ("editor", "editor"),
        },
    ),
    **_of_kinds(
        FILES,
        {
            "archive/KIND/import/": ("editor", "editor"),
            "archive/KIND/export/": ("editor", "editor"),
        },
    ),
    **_of_kinds(
        CURATED,
        {
            "archive/KIND/<path:object_id>/step/submit/": ("editor", "editor"),
            "archive/KIND/<path:object_id>/step/discard/": ("editor", "editor"),
            "archive/KIND/<path:object_id>/step/publish/": ("publisher", "publisher"),
            "archive/KIND/<path:object_id>/step/send_back/": ("publisher", "publisher"),
            "archive/KIND/<path:object_id>/step/withdraw/": ("publisher", "publisher"),
        },
    ),
    "archive/image/<path:object_id>/thumbnail/": ("editor", "nobody"),
    "archive/source/<path:object_id>/capture/": ("editor", "editor"),
    # Taking in a source, what came in with it, and the citations of its older texts
    "archive/source/take-in/": ("editor", "editor"),
    "archive/source/take-in/<uuid:uuid>/": ("editor", "editor"),
    "archive/source/take-in/<uuid:uuid>/state/": ("editor", "nobody"),
    "archive/source/take-in/<uuid:uuid>/original/": ("editor", "nobody"),
    **{
        f"archive/source/take-in/<uuid:uuid>/{name}/": ("nobody", "editor")
        for name in ("read", "fetch", "renews", "discard")
    },
    "archive/source/<path:object_id>/original/<int:number>/": ("editor", "nobody"),
    "archive/source/<path:object_id>/citations/": ("editor", "editor"),
    # The desk: what its page asks, and what it tells
    "archive/source/<path:object_id>/desk/": ("editor", "editor"),
    **{
        f"archive/source/<path:object_id>/desk/{name}/": ("editor", "nobody")
        for name in ("state", "proposals", "find", "posts", "form")
    },
    **{
        f"archive/source/<path:object_id>/desk/{name}/": ("nobody", "editor")
        for name in ("save", "cite", "mention", "actor", "delete", "undo", "submit", "dismiss", "keep")
    },
    # Mappings of other people's columns: who may add records sees their own and shared ones
    "archive/mappings/": ("editor", "editor"),
    "archive/mappings/<int:number>/": ("editor", "nobody"),
    "archive/mappings/<int:number>/change/": ("nobody", "editor"),
    # Duplicates and merges
    "archive/likeness/": ("publisher", "publisher"),
    "archive/likeness/<slug:kind>/look/": ("nobody", "publisher"),
    "archive/likeness/<int:number>/apart/": ("nobody", "publisher"),
    "archive/merge/": ("publisher", "publisher"),
    "archive/merge/<slug:kind>/": ("publisher", "publisher"),
    "archive/merge/<int:number>/undo/": ("publisher", "publisher"),
    # Vocabularies: everybody reads them, administrators keep them
    "archive/term/": ("editor", "editor"),
    "archive/term/add/": ("administrator", "administrator"),
    "archive/term/<path:object_id>/change/": ("editor", "administrator"),
    "archive/term/<path:object_id>/history/": ("editor", "editor"),
    "archive/term/<path:object_id>/delete/": ("administrator", "administrator"),
    "archive/term/import/": ("administrator", "administrator"),
    "archive/term/export/": ("editor", "editor"),
    # The history is read; its only act is to restore, which the workflow does
    "archive/change/": ("editor", "editor"),
    "archive/change/add/": ("nobody", "nobody"),
    "archive/change/<path:object_id>/change/": ("editor", "editor"),
    "archive/change/<path:object_id>/history/": ("editor", "editor"),
    "archive/change/<path:object_id>/delete/": ("nobody", "nobody"),
    "archive/change/<int:number>/restore/": ("editor", "editor"),
    "archive/revision/": ("editor", "editor"),
    "archive/revision/add/": ("nobody", "nobody"),
    "archive/revision/<path:object_id>/change/": ("editor", "editor"),
    "archive/revision/<path:object_id>/history/": ("editor", "editor"),
    "archive/revision/<path:object_id>/delete/": ("nobody", "nobody"),
    # Short addresses, which lead everybody who is in to the whole one, and say nothing else
    **{
        f"{application}/{model}/<path:object_id>/": ("staff", "staff")
        for application, models in (("archive", (*EDITED, "term", "change", "revision")), ("auth", ("user", "group")))
        for model in models
    },
    # People
    **{
        route.replace("MODEL", model): ("administrator", "administrator")
        for model in ("user", "group")
        for route in (
            "auth/MODEL/",
            "auth/MODEL/add/",
            "auth/MODEL/<path:object_id>/change/",
            "auth/MODEL/<path:object_id>/history/",
            "auth/MODEL/<path:object_id>/delete/",
        )
    },
    "auth/user/<id>/password/": ("administrator", "administrator"),
}

#: route → the values that stand in it, as often as it is to be tried; `?` begins a query
EXAMPLES: dict[str, list[str]] = {
    "^(?P<app_label>archive|auth)/$": ["archive/"],
    "(?P<url>.*)$": ["nothing/here/"],
    "archive/likeness/<slug:kind>/look/": ["archive/likeness/actor/look/"],
    "archive/merge/<slug:kind>/": ["archive/merge/actor/?keep=<actor>"],
    "archive/source/<path:object_id>/original/<int:number>/": ["archive/source/<path:object_id>/original/1/"],
    "autocomplete/": ["autocomplete/?term=a&app_label=archive&model_name=statement&field_name=speaker"],
    **{
        f"archive/{kind}/<path:object_id>/step/<str:name>/": [
            f"archive/{kind}/<path:object_id>/step/{name}/" for name in STEPS
        ]
        for kind in CURATED
    },
}
