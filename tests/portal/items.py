"""Makers: a county with the national layout that publishes, an item of any type with every answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from tests.catalogue.making import column, make_catalogue
from tests.disclosure.making import (
    EDUCATION,
    decide,
    make_item,
    organ_of,
    put_forward,
    review_secrecy,
    seen,
)
from tests.disclosure.normative.making import go_public, make_normative_county
from tests.organisations.making import County
from yangguang.disclosure.definitions import Definition, Field, Kind, Need
from yangguang.disclosure.models import Item, StoredFile
from yangguang.disclosure.services.taking_down import take_down
from yangguang.disclosure.types_in_use import type_of
from yangguang.workflow.chain import sm3

WORDS, ELSEWHERE = "示例文字", "https://example.invalid/page"
SAMPLES = {Kind.DATE: "2026-11-02", Kind.YEAR: "2026", Kind.PHONE: "0530-1234567", Kind.YES_NO: True}
BODY = "<p>正文第一段。</p><h2>一、标题</h2><p>正文第二段。</p>"
MADE_ON = date(2026, 11, 2)


def make_public_county(name: str = "示例县", region_code: str = "371399") -> County:
    """A county with the national layout, whose departments may make normative documents."""
    return make_catalogue(make_normative_county(name, region_code))


def answer(field: Field, words: str = WORDS, place: int = 0, *, url: str = ELSEWHERE) -> Any:
    """A good answer to a question; every text holds `words`."""
    if field.kind is Kind.ROWS:
        return [{one.name: answer(one, words, row, url=url) for one in field.columns} for row in range(3)]
    if field.kind in {Kind.NUMBER, Kind.MONEY}:
        return str(min(12345 + place, int(field.most) if field.most is not None else 12345 + place))
    if field.kind is Kind.CHOICE:
        return field.options[place % len(field.options)].code if field.options else "01"
    if field.kind is Kind.CHOICES:
        return [option.code for option in field.options[:2]] or ["01", "02"]
    if field.kind is Kind.LONG_TEXT:
        return f"{words}，第一段。\n{words}，第二段。"[: field.longest]
    plain = {**SAMPLES, Kind.URL: url, Kind.PERCENT: str(40 + 20 * place)}
    return plain[field.kind] if field.kind in plain else words[: field.longest]


def values_of(definition: Definition, words: str = WORDS, *, url: str = ELSEWHERE) -> dict[str, Any]:
    """Every question of a type answered well."""
    return {field.name: answer(field, words, url=url) for field in definition.fields}


def keep_file(name: str, content: bytes, media: str = "application/pdf") -> dict[str, Any]:
    """A file where files stand, and how an item names it."""
    digest = sm3(content)
    path = settings.DATA / "files" / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    facts = {"media": media, "size": len(content), "stored_at": "2026-11-01T00:00:00Z"}
    StoredFile.objects.get_or_create(digest=digest, defaults=facts)
    return {"file": digest, "name": name, "media": media, "size": len(content)}


def columns_for(county: County, definition: Definition) -> tuple[int, ...]:
    """Where a type proposes its items to stand."""
    found = []
    for wanted in definition.columns:
        part, _, item = wanted.partition(".")
        code = f"a{part}-{int(item):02}" if item else wanted
        found.append(column(county, code).pk)
    return tuple(dict.fromkeys(found)) or (column(county, "news").pk,)


def publish(
    county: County,
    type_key: str = "policy_document",
    *,
    organ: str = EDUCATION,
    words: str = WORDS,
    files: tuple[Mapping[str, Any], ...] = (),
    original: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Item:
    """A released item of a type with every answer filled, gone the whole way through the services."""
    definition = type_of(type_key)
    facts: dict[str, Any] = {
        "title": f"{definition.label}一则",
        "made_on": MADE_ON,
        "columns": columns_for(county, definition),
        "fields": values_of(definition, words),
        "keywords": ("示例", "教育"),
        "summary": "一段内容概述。",
        "source": "示例县教育局",
        "subject": "11",
        "genre": definition.genre,
    }
    facts |= _document(county, definition, organ)
    item = make_item(county, type_key, organ=organ, **{**facts, **changes})
    if definition.attachments is Need.REQUIRED and not files:
        files = (keep_file("附件.pdf", b"%PDF-1.4 example"),)
    if files or original:
        item.attachments, item.original = [dict(one) for one in files], original and dict(original)
        item.save(update_fields=["attachments", "original"])
    if definition.normative:
        return go_public(county, item)
    return decide(county, review_secrecy(county, put_forward(county, item)))


def _document(county: County, definition: Definition, organ: str) -> dict[str, Any]:
    """What a type asks of every item beside its own questions."""
    facts: dict[str, Any] = {"body": "" if definition.body is Need.UNUSED else BODY}
    if definition.number is not Need.UNUSED:
        facts["issuers"] = ({"name": organ, "organ": organ_of(county, organ).pk},)
        facts["document_kind"] = "notice"
    if definition.number is Need.REQUIRED:
        facts["document_no"] = f"示教发〔2026〕{Item.objects.count() + 1}号"
    if definition.normative:
        facts["interpretation"] = {"exempt": "内容简单，不需要解读"}
    return facts


def take_from_the_public(county: County, item: Item, ground: str, reason: str = "标题写错了机关名称") -> Item:
    """Take a released item down."""
    viewer = seen(county, "领导", item.organ.name)
    return take_down(item, viewer=viewer, revision=item.revision, ground=ground, reason=reason)
