"""Is this password good enough? Django's own checks, refused in Chinese."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError


class LongEnough(password_validation.MinimumLengthValidator):
    """Not shorter than `min_length` characters."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise `ValidationError` when the password is too short."""
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="too_short")

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return f"密码至少要{self.min_length}个字符"


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    """More than a number."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise `ValidationError` when the password is digits only."""
        if password.isdigit():
            raise ValidationError(self.get_help_text(), code="only_digits")

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return "密码不能只有数字"


class NotCommon(password_validation.CommonPasswordValidator):
    """Not on the list of passwords that are tried first."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise `ValidationError` when the password is on the list."""
        try:
            super().validate(password, user)  # type: ignore[arg-type]
        except ValidationError:
            raise ValidationError(self.get_help_text(), code="common") from None

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return "密码不能是很多人用的常见密码"


class NotLikeThePerson(password_validation.UserAttributeSimilarityValidator):
    """Not the sign-in name, name or address of its owner in another shape."""

    DEFAULT_USER_ATTRIBUTES = ("sign_in_name", "display_name", "email")

    def __init__(self) -> None:
        super().__init__(user_attributes=self.DEFAULT_USER_ATTRIBUTES)

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise `ValidationError` when the password resembles one of them."""
        try:
            super().validate(password, user)  # type: ignore[arg-type]
        except ValidationError:
            raise ValidationError(self.get_help_text(), code="like_the_person") from None

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return "密码不能与登录名、姓名或电子邮箱相近"
