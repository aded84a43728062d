"""Languages by the name that a reader knows."""

from django.utils.translation import get_language_info


def language_name(tag: str) -> str:
    """“Russian” for `ru`; the tag itself for a language that has no name here, "" for none."""
    for code in (tag, tag.partition("-")[0]):
        try:
            return str(get_language_info(code.lower())["name_translated"]) if code else ""
        except KeyError:
            continue
    return tag
