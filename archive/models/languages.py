"""Language tags (BCP 47) and country codes (ISO 3166-1 alpha-2)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.countries import COUNTRIES

# RFC 5646, section 2.1, without grandfathered tags: language, script, region, variants, extensions, private use.
LANGUAGE_PATTERN = (
    r"^([a-z]{2,3}(-[A-Za-z]{3}){0,3}|[a-z]{4,8})(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[a-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?\Z"
)

validate_language = RegexValidator(
    LANGUAGE_PATTERN, _("Use a language tag (BCP 47) such as “en”, “uk” or “sr-Latn-RS”.")
)


def validate_country(code: str) -> None:
    if code not in COUNTRIES:
        raise ValidationError(_("Use a country code of two capital letters (ISO 3166-1), such as “UA”."))


class LanguageField(models.CharField):
    """A BCP 47 language tag; empty: unknown."""

    default_validators = [validate_language]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 35)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class CountryField(models.CharField):
    """An ISO 3166-1 alpha-2 code; empty: none or unknown."""

    default_validators = [validate_country]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 2)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
