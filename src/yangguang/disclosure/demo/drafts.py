"""What does a drafter of the invented county enter? The whole content of one item, from its plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from yangguang.disclosure.content import Draft
from yangguang.disclosure.demo.county import County, pattern_of, variant_of
from yangguang.disclosure.demo.patterns import Pattern
from yangguang.disclosure.demo.plans import Plan
from yangguang.disclosure.demo.words import Words, body_of
from yangguang.disclosure.types_in_use import type_of

IN_FORCE_AFTER = 30
"""Days from the making of a normative document to its coming into force."""
FORMS = (["text"], ["text", "diagram"], ["text", "press_conference"])


def draft_of_plan(plan: Plan, county: County) -> Draft:
    """The same plan always gives the same draft, but for the number of the document."""
    pattern, words, kind = pattern_of(plan), county.words_of(plan), type_of(plan.type)
    title, variant = variant_of(plan, pattern, words.rng)
    matter = str(words.known["matter"])
    organ = plan.organ
    numbered = pattern.numbered or kind.normative
    effective_on, expires_on = _validity(plan, words, county.today) if kind.normative else (None, None)
    if expires_on is not None:
        until = f"{expires_on.year}年{expires_on.month}月{expires_on.day}日"
        words = replace(words, known={**words.known, "until": until})
    return Draft(
        title=words.filled(plan.given.get("title", title)).replace("管理管理", "管理"),
        document_no=county.next_number(f"{organ.deals.short}发", plan.made_on.year) if numbered else "",
        issuers=_issuers(plan, county) if numbered else (),
        document_kind=pattern.document_kind,
        subject=organ.deals.subject,
        genre=kind.genre,
        made_on=plan.made_on,
        changed_on=plan.made_on if pattern.changed else None,
        source=organ.name,
        keywords=(matter, kind.label),
        summary=f"{organ.name}公布的{matter}方面的{kind.label}。",
        effective_on=effective_on,
        expires_on=expires_on,
        columns=county.columns_of(plan, pattern, matter),
        relations=tuple(plan.given.get("relations", ())),
        fields=words.filled({**pattern.fields, **variant}),
        body=body_of(plan.given.get("body", pattern.body), words),
        interpretation=_interpretation(plan, pattern, words),
    )


def put_right(draft: Draft) -> Draft:
    """The draft with what was found wrong put right."""
    return draft.changed(
        body=f"{draft.body}<p>以上内容已经核对，与依据一致。</p>", summary=f"{draft.summary}已核对。"
    )


def _issuers(plan: Plan, county: County) -> tuple[Mapping[str, Any], ...]:
    names = [plan.organ.name, *([plan.given["joint"]] if "joint" in plan.given else [])]
    return tuple({"name": name, "organ": county.place_called(name).pk} for name in names)


def _validity(plan: Plan, words: Words, today: date) -> tuple[date, date]:
    """From when and to which day a normative document is in force."""
    begins = plan.made_on + timedelta(days=IN_FORCE_AFTER)
    if "expires_in" in plan.given:
        return begins, today + timedelta(days=plan.given["expires_in"])
    years = int(words.known["valid"])
    return begins, begins.replace(year=begins.year + years, day=min(begins.day, 28)) - timedelta(days=1)


def _interpretation(plan: Plan, pattern: Pattern, words: Words) -> dict[str, Any] | None:
    if "exempt" in plan.given:
        return {"exempt": plan.given["exempt"]}
    wanted = pattern.interpretation or words.rng.random() < pattern.interpreted
    return {"forms": words.rng.choice(FORMS), "organ": plan.organ.pk} if wanted else None
