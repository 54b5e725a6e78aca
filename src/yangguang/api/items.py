"""What may other systems ask of published information? Lists, one item, columns, types, all of a year."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Path, Query, Router, Status

from yangguang.api.bulk import MAKERS
from yangguang.api.item_asking import LARGEST, Day, ItemsAsked, Narrowing, Unknown, asked_for
from yangguang.api.item_schemas import (
    ColumnsOut,
    ItemOut,
    LineOut,
    LinesOut,
    TombstoneOut,
    TypeOut,
    TypesOut,
    tree_of,
)
from yangguang.api.schemas import Problem
from yangguang.catalogue.selectors import columns_of
from yangguang.disclosure.showing.facts import Tombstone
from yangguang.disclosure.showing.gathering import item_at
from yangguang.disclosure.showing.open_lists import Asked, open_lines
from yangguang.disclosure.showing.paging import cursor_of
from yangguang.disclosure.showing.whose import government_shown, public_day
from yangguang.disclosure.types_in_use import types_in_use

A_PAGE = 50
router = Router(tags=["政府信息"])
On = Annotated[Day | None, Query(description="哪一日，如 2026-01-01；不写为当日")]
Bulk = StreamingHttpResponse | Status[Problem]


def _documented(ending: str) -> dict[str, Any]:
    """How a download stands in the OpenAPI document: as text of its type."""
    media = MAKERS[ending][0]
    content = {media: {"schema": {"type": "string"}}}
    return {"responses": {200: {"description": "逐行送出的数据", "content": content}}}


@router.get("/items", response={200: LinesOut, 404: Problem, 422: Problem}, summary="已公开信息的目录")
def items(request: HttpRequest, asked: Query[ItemsAsked]) -> Status[LinesOut | Problem]:
    """新发布的在前，每页 50 条；撤下的不在其中。"""
    government, day = government_shown(), asked.on or public_day()
    if government is None:
        return Status(200, LinesOut(on=day, items=[], next=None))
    try:
        wanted = asked_for(government.pk, asked)
    except Unknown as unknown:
        return Status(404, Problem(detail=str(unknown)))
    before = cursor_of(asked.cursor) if asked.cursor else None
    found = open_lines(government.pk, day, wanted, before=before, size=A_PAGE)
    following = str(found.older) if found.older else None
    return Status(200, LinesOut(on=day, items=[LineOut.of(line) for line in found.rows], next=following))


@router.get(
    "/items/{number}",
    response={200: ItemOut, 404: Problem, 410: TombstoneOut, 422: Problem},
    summary="一条信息的全部内容",
)
def item(
    request: HttpRequest,
    number: Annotated[int, Path(ge=1, le=LARGEST, description="信息的编号")],
    on: On = None,
) -> Status[ItemOut | TombstoneOut | Problem]:
    """已经撤下的答复 410，写明何时、因何撤下；没有公开过的和不存在的一样答复 404。"""
    government, day = government_shown(), on or public_day()
    found = item_at(government.pk, day, number=number) if government else None
    if found is None:
        return Status(404, Problem(detail=f"没有编号为{number}的信息"))
    if isinstance(found, Tombstone):
        return Status(410, TombstoneOut.of(found))
    return Status(200, ItemOut.whole(found, day))


@router.get("/columns", response={200: ColumnsOut, 422: Problem}, summary="栏目")
def columns(request: HttpRequest, on: On = None) -> ColumnsOut:
    """某日的栏目，下级栏目在上级栏目里面。"""
    government, day = government_shown(), on or public_day()
    return ColumnsOut(on=day, columns=tree_of(columns_of(government.pk, day)) if government else [])


@router.get("/types", response=TypesOut, summary="信息类型")
def types(request: HttpRequest) -> TypesOut:
    """本站使用的信息类型和各类型的字段。"""
    return TypesOut(types=[TypeOut.of(one) for one in types_in_use()])


@router.get(
    "/items.jsonl",
    response={200: None, 404: Problem, 422: Problem},
    openapi_extra=_documented("jsonl"),
    summary="批量下载全部内容",
)
def all_as_json(request: HttpRequest, asked: Query[Narrowing]) -> Bulk:
    """每行一条信息，内容和 /api/items/编号 相同，新发布的在前。"""
    return _bulk(asked, "jsonl")


@router.get(
    "/items.csv",
    response={200: None, 404: Problem, 422: Problem},
    openapi_extra=_documented("csv"),
    summary="批量下载目录表格",
)
def all_as_csv(request: HttpRequest, asked: Query[Narrowing]) -> Bulk:
    """每行一条信息的各项要素，不含正文，新发布的在前；可以用表格软件打开。"""
    return _bulk(asked, "csv")


def _bulk(asked: Narrowing, ending: str) -> Bulk:
    """Everything asked for, sent batch by batch; what is unknown is said before anything is sent."""
    government, day = government_shown(), asked.on or public_day()
    media, lines = MAKERS[ending]
    try:
        wanted = asked_for(government.pk, asked) if government else Asked()
    except Unknown as unknown:
        return Status(404, Problem(detail=str(unknown)))
    sent = lines(government.pk if government else None, day, wanted)
    answer = StreamingHttpResponse(sent, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="items.{ending}"'
    return answer
