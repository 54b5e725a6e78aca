"""What follows when a life has been told to its end? An interpretation, or a document that bears on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from yangguang.disclosure.demo.lives import Life
from yangguang.disclosure.demo.plans import SEED, Plan
from yangguang.disclosure.states import Kind
from yangguang.disclosure.types_in_use import type_of

TURNS = {
    "amended": Kind.AMENDS,
    "replaced": Kind.REPLACES,
    "repealed": Kind.REPEALS,
    "based_on": Kind.BASED_ON,
}
"""Turns of documents that another one is told to bear on."""
OFTEN = 0.15
"""The share of the other normative documents on which another one bears later."""
UNTOUCHED = {"relations", "expires_in"}
"""What is given with a plan whose document no other one bears on by chance."""
QUOTED = re.compile("《.+》")
TITLES = {
    Kind.AMENDS: "{organ}关于修改%s的通知",
    Kind.REPLACES: "{organ}关于印发修订后的%s的通知",
    Kind.REPEALS: "{organ}关于废止%s的通知",
    Kind.BASED_ON: "{organ}关于贯彻落实%s的通知",
}
BODIES: dict[Kind, tuple[str, list[object]]] = {
    Kind.AMENDS: (
        "对%s作如下修改：",
        [["第四条的办理时限改为{3..5}个工作日", "第五条增加公布办理结果的要求"]],
    ),
    Kind.REPEALS: (
        "经清理，%s的有关内容已由新的规定调整，现予废止。",
        ["正在办理的事项按照新的规定办理。"],
    ),
}
INTERPRETED_AFTER = {"late": (6, 9), "never": None}
"""Working days from a document's release to its interpretation, where the plan says so."""


def following(life: Life) -> Iterator[tuple[Plan, int]]:
    """The plans that follow, each with the working days until it is made."""
    rng = Random(f"{SEED}:{life.plan.serial}:following")
    if (life.item.interpretation or {}).get("forms") and (days := _days_until_interpreted(life, rng)):
        yield _interpretation(life), days
    kind = TURNS.get(life.plan.turn)
    if kind is None and type_of(life.plan.type).normative and not UNTOUCHED & set(life.plan.given):
        kind = rng.choice(list(TURNS.values())) if rng.random() < OFTEN else None
    if kind is not None:
        yield _bearing_on(life, kind), rng.randint(160, 240)


def _days_until_interpreted(life: Life, rng: Random) -> int | None:
    span = INTERPRETED_AFTER.get(life.plan.given.get("interpreting", ""), (1, 2))
    if span == (1, 2) and rng.random() < 0.2:
        span = (4, 8)
    return rng.randint(*span) if span else None


def _interpretation(life: Life) -> Plan:
    given = {
        "matter": life.item.keywords[0],
        "target": _quoted(life),
        "relations": ({"kind": Kind.INTERPRETS.value, "item": life.item.pk},),
    }
    plan = life.plan
    return Plan(f"{plan.serial}-interpreted", "interpretation", plan.organ, life.today, "published", given)


def _bearing_on(life: Life, kind: Kind) -> Plan:
    quoted, plan = _quoted(life), life.plan
    given = {
        "matter": life.item.keywords[0],
        "relations": ({"kind": kind.value, "item": life.item.pk},),
        "title": TITLES[kind] % quoted,
        "exempt": "只调整个别条款，随文说明" if kind in BODIES else "内容与原文件一致，沿用原解读",
    }
    if kind in BODIES:
        first, others = BODIES[kind]
        given["body"] = [first % quoted, *others]
    return Plan(f"{plan.serial}-{kind.value}", plan.type, plan.organ, life.today, "published", given)


def _quoted(life: Life) -> str:
    """The title of a document as another one quotes it."""
    found = QUOTED.search(life.item.title)
    return found[0] if found else f"《{life.item.title}》"
