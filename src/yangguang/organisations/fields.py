"""Does what was entered fit its field, unmarked? The first Chinese sentence of what does not."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models

from yangguang.wording.secrecy_marks import refusal_of_text

WEB_ADDRESS = URLValidator(schemes=["http", "https"])
CONTROL = "Cc"


def refusal_of_fields(row: models.Model) -> str | None:
    """Why `row` cannot be kept as it is: too long, empty, no such choice, marked; None when it can."""
    fields = [field for field in row._meta.concrete_fields if isinstance(field, models.CharField)]
    return next(
        (sentence for field in fields if (sentence := _refusal(field, getattr(row, field.attname)))), None
    )


def _refusal(field: models.CharField, value: str) -> str | None:
    name = field.verbose_name
    if not value:
        return None if field.blank else f"“{name}”不能为空"
    if field.max_length is not None and len(value) > field.max_length:
        return f"“{name}”不能超过{field.max_length}个字符"
    if any(unicodedata.category(character) == CONTROL for character in value):
        return f"“{name}”含有不能保存的控制字符"
    if field.choices and value not in {choice for choice, _ in field.flatchoices}:
        return f"“{name}”没有“{value}”这一项"
    return _refusal_of_address(field, value) or (None if field.choices else refusal_of_text(value))


def _refusal_of_address(field: models.CharField, value: str) -> str | None:
    try:
        if isinstance(field, models.EmailField):
            validate_email(value)
        if isinstance(field, models.URLField):
            WEB_ADDRESS(value)
    except ValidationError:
        return f"“{field.verbose_name}”的写法不对"
    return None
