"""How does the law room refuse? Always with one Chinese sentence that says what is wrong."""

from __future__ import annotations


class LawError(ValueError):
    """Something cannot be answered; `str()` of it is a sentence for the user."""


class UnknownParameter(LawError):
    """No value of that name is kept."""


class NotInForce(LawError):
    """The rule was not yet law on the day asked for."""


class Repealed(LawError):
    """The rule had been repealed by the day asked for, so it has no number any more."""


class ImpossibleDay(LawError):
    """The words do not name a day that exists or that can be reckoned with."""


class ImpossibleFacts(LawError):
    """The facts contradict each other or what the law allows."""


class Malformed(LawError):
    """A code or document number does not have the form or the check digit its standard demands."""
