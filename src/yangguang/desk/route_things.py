"""For which kinds of things may the county office set a way, and what may each way begin with?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yangguang.annualreport.filing.default_routes import DEFAULT_ROUTES, refusal_of_filing_route
from yangguang.annualreport.models import ReportKind
from yangguang.disclosure.types_in_use import types_in_use
from yangguang.organisations.approval.presets import Preset, presets
from yangguang.organisations.approval.routes import Step


def nothing_further(steps: Sequence[Step]) -> str | None:
    """What holds for every route is enough."""
    return None


@dataclass(frozen=True, slots=True)
class RouteThing:
    """A kind of thing: its name in the record, what it is called, ready-made ways, and a rule of its own."""

    thing: str
    label: str
    presets: tuple[Preset, ...]
    refusal: Callable[[Sequence[Step]], str | None] = nothing_further


PUBLISHING = RouteThing("disclosure", "公开信息（全部类型）", presets())
REPORTS = tuple(
    RouteThing(
        one.thing,
        f"年度报告：{ReportKind(one.thing.rpartition('.')[2]).label}",
        (Preset("default", one.name, "平台的默认路线", one.steps),),
        refusal_of_filing_route,
    )
    for one in DEFAULT_ROUTES
)


def route_things() -> tuple[RouteThing, ...]:
    """Every kind of thing for which a way can be set, in the order in which they are offered."""
    types = (
        RouteThing(f"{PUBLISHING.thing}.{kind.key}", f"公开信息：{kind.label}", presets())
        for kind in types_in_use()
    )
    return (PUBLISHING, *types, *REPORTS)


def route_thing(thing: str) -> RouteThing | None:
    """The kind of thing of that name; None for one that no way is set for here."""
    return next((one for one in route_things() if one.thing == thing), None)


def thing_label(thing: str) -> str:
    """What a kind of thing is called; its name in the record where nothing better is known."""
    known = route_thing(thing)
    return known.label if known else thing


def thing_choices() -> list[tuple[str, str]]:
    """The kinds of things as a form offers them."""
    return [(one.thing, one.label) for one in route_things()]
