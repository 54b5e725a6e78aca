"""Which papers stand in an item's archive beside its versions? One for each kind of record that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone

from yangguang.disclosure.content import texts_of
from yangguang.disclosure.judgements import LegalityReview
from yangguang.disclosure.models import (
    Consent,
    Consultation,
    Hold,
    Item,
    ItemVersion,
    Referral,
    SecrecyReview,
)
from yangguang.disclosure.secrecy import ANSWERS, questions
from yangguang.disclosure.states import Openness
from yangguang.documents.writing.model import (
    TEXT_WIDTH,
    Align,
    Heading,
    Paragraph,
    Piece,
    Table,
    TableCell,
    Title,
    Written,
)
from yangguang.organisations.approval.models import Decision
from yangguang.organisations.approval.states import Verdict

BLOCKS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "table", "blockquote"})
HEADS = (
    ("title", "标题"),
    ("index_no", "索引号"),
    ("document_no", "文号"),
    ("made_on", "成文日期"),
    ("effective_on", "施行日期"),
    ("expires_on", "有效期至"),
    ("source", "来源"),
    ("summary", "内容概述"),
    ("correction_note", "更正说明"),
)

Row = tuple[str, ...]
Record = tuple[str, Row, Sequence[Row]]
"""What a record is called, the heads of its table, its rows."""


def papers_of(item: Item) -> Iterator[tuple[str, Written]]:
    """(name, paper) of each record: decisions, reviews, legality, consents, consultations, doubts, holds."""
    for name, headings, rows in _records(item):
        if rows:
            pieces = (Title((name,)), Paragraph(f"{item.title}（{item.index_no}）", Align.CENTER))
            yield name, _written(name, item, (*pieces, _table(name, headings, rows)))


def version_paper(version: ItemVersion, item: Item) -> Written:
    """A frozen version as a person reads it: its facts, its text, what is attached."""
    facts = version.facts
    rows = [(label, str(facts[key])) for key, label in HEADS if facts.get(key)]
    rows.append(("公开方式", _openness(facts)))
    rows += [(f"附件{number}", one["name"]) for number, one in enumerate(facts["attachments"], 1)]
    rows.append(("校验值（SM3）", version.hash))
    name = f"第{version.number}版"
    pieces: list[Piece] = [
        Title((facts["title"] or name,)),
        Paragraph(f"{name}，{_moment(version.at)}提交", Align.CENTER),
        _table("目录信息", ("项目", "内容"), rows),
        Heading("正文"),
        *(Paragraph(line) for line in _lines(facts["body"])),
    ]
    if facts["fields"]:
        pieces += [Heading("其他内容"), *(Paragraph(line) for line in texts_of(facts["fields"]))]
    return _written(name, item, pieces)


def _records(item: Item) -> Iterator[Record]:
    yield from _decided(item)
    yield (
        "合法性审核记录",
        ("审核意见", "审核文号", "审核日期", "审核机关", "录入身份", "意见说明"),
        [_legality(one) for one in item.legality_reviews.select_related("organ").order_by("pk")],
    )
    yield (
        "协商记录",
        ("协商机关", "协商事项", "去函日期", "意见", "答复内容", "答复日期", "处理"),
        [_consultation(one) for one in item.consultations.order_by("pk")],
    )
    yield (
        "报请确定记录",
        ("报请机关", "报请事项", "报请日期", "确定结果", "确定日期", "确定文书", "依据"),
        [_referral(one) for one in item.referrals.order_by("pk")],
    )
    yield (
        "暂缓公开记录",
        ("决定机关", "决定文书", "自何日起", "至何日止", "解除日期", "解除理由"),
        [_hold(one) for one in item.holds.order_by("pk")],
    )


def _decided(item: Item) -> Iterator[Record]:
    """What was decided on the versions: along the route, on secrecy, by the other issuing organs."""
    decisions = Decision.objects.filter(version__item_version__item=item).order_by("at", "pk")
    yield (
        "呈批单",
        ("版本", "步骤", "决定", "意见", "决定人", "身份", "时间"),
        [_decision(one) for one in decisions.select_related("version__item_version", "step", "by")],
    )
    reviews = SecrecyReview.objects.filter(approval__item_version__item=item).order_by("pk")
    yield (
        "保密审查记录",
        ("版本", "审查内容", "审查意见", "说明", "审查人", "时间"),
        [row for one in reviews.select_related("approval__item_version", "by") for row in _review(one)],
    )
    consents = Consent.objects.filter(version__item=item).select_related("version", "organ", "by")
    yield (
        "联合发文会签记录",
        ("版本", "会签机关", "意见", "理由", "会签人", "时间"),
        [_consent(one) for one in consents.order_by("pk")],
    )


def _legality(review: LegalityReview) -> Row:
    said, on = str(review.get_opinion_display()), review.reviewed_on.isoformat()
    return (said, review.document_no, on, review.organ.name, review.role, review.note)


def _consultation(one: Consultation) -> Row:
    asked = (one.agency, one.question, _day(one.asked_on))
    return (*asked, str(one.get_opinion_display()), one.answer, _day(one.answered_on), one.settlement)


def _referral(one: Referral) -> Row:
    asked = (str(one.get_referred_to_display()), one.question, _day(one.asked_on))
    result = (str(one.get_determination_display()), _day(one.determined_on))
    return (*asked, *result, one.document_no, one.basis)


def _hold(one: Hold) -> Row:
    days = (_day(one.from_on), _day(one.to_on), _day(one.lifted_on))
    return (str(one.get_kind_display()), one.instrument, *days, one.lift_reason)


def _decision(one: Decision) -> Row:
    verdict = f"{Verdict(one.verdict).label}{'（纸质签批）' if one.on_paper else ''}"
    version = f"第{one.version.item_version.number}版"
    return (version, one.step.name, verdict, one.reason, one.by.display_name, one.role, _moment(one.at))


def _review(one: SecrecyReview) -> Iterator[Row]:
    for question in questions():
        given = one.answers.get(question.key, {})
        answer = ANSWERS.get(given.get("answer", ""), "")
        who = (one.by.display_name, _moment(one.at))
        yield f"第{one.approval.item_version.number}版", question.label, answer, given.get("note", ""), *who


def _consent(one: Consent) -> Row:
    version = f"第{one.version.number}版"
    opinion = str(one.get_opinion_display())
    return (version, one.organ.name, opinion, one.reason, one.by.display_name, _moment(one.at))


def _written(name: str, item: Item, pieces: Iterable[Piece]) -> Written:
    """A paper dated by the item itself, so that it has the same bytes whenever it is packed."""
    dated = timezone.localdate(item.released_at) if item.released_at else item.made_on
    return Written(
        title=f"{item.title} {name}",
        author=item.organ.name,
        dated=dated or date.min,
        pieces=tuple(pieces),
    )


def _table(caption: str, headings: Row, rows: Sequence[Row]) -> Table:
    lines = [headings, *rows]
    widths = (TEXT_WIDTH // len(headings),) * len(headings)
    cells = tuple(
        TableCell(text, row, column, head=row == 0 or column == 0, align=Align.LEFT if row else Align.CENTER)
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
    )
    return Table(widths, len(lines), cells, caption, head_rows=1, together=False)


class _Words(HTMLParser):
    """Collects the text of cleaned markup, a line a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; cells of a row are set apart."""
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """So does what follows a block."""
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Text goes on in the line begun."""
        self.lines[-1] += data

    def _break(self, tag: str) -> None:
        if tag in BLOCKS:
            self.lines.append("")
        elif tag in {"td", "th"}:
            self.lines[-1] += " "


def _lines(body: str) -> Iterator[str]:
    words = _Words()
    words.feed(body)
    words.close()
    return (tidy for line in words.lines if (tidy := " ".join(line.split())))


def _openness(facts: dict[str, Any]) -> str:
    known = facts["openness"] in Openness.values
    return str(Openness(facts["openness"]).label) if known else str(facts["openness"])


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
