"""Does what was entered fit? The first Chinese sentence of what does not, nothing when all does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yangguang.disclosure.content import Draft
from yangguang.disclosure.definitions import Definition, Need
from yangguang.disclosure.states import Kind
from yangguang.documents.all_text import text_of_markup
from yangguang.documents.cleaning import refusal_of_html
from yangguang.wording.secrecy_marks import refusal_of_file, refusal_of_text


@dataclass(frozen=True, slots=True)
class Lack:
    """What a draft still needs before it can be put forward; `field` is a field of `Draft` or of its type."""

    field: str
    sentence: str


def refusal_of_content(definition: Definition, draft: Draft, *, attachments: int) -> str | None:
    """Why content is not complete enough to be put forward; None when it is."""
    return next((one.sentence for one in lacks_of(definition, draft, attachments=attachments)), None)


def lacks_of(definition: Definition, draft: Draft, *, attachments: int) -> tuple[Lack, ...]:
    """Everything that a draft still lacks or has wrong, what its type asks for first."""
    errors = definition.refusals(dict(draft.fields))
    own = [Lack(error.field, error.sentence) for error in errors]
    return (*own, *(lack for lack, wrong in _shortcomings(definition, draft, attachments) if wrong))


def refusal_of_marks(texts: Iterable[str]) -> str | None:
    """Why no text of these may enter the system: it carries a mark of classification."""
    return next((sentence for text in texts if (sentence := refusal_of_text(text))), None)


def refusal_of_body(markup: str) -> str | None:
    """Why a body as it was sent may not enter: a script, or a mark of classification, shown or hidden."""
    return refusal_of_html(markup) or (refusal_of_file("", text_of_markup(markup)) if markup else None)


def refusal_of_days(draft: Draft) -> str | None:
    """Why the dates of a draft cannot be right; None when they are in order."""
    begun, ends = draft.effective_on, draft.expires_on
    if begun and ends and ends < begun:
        return "“有效期至”早于“施行日期”"
    if draft.made_on and draft.changed_on and draft.changed_on < draft.made_on:
        return "“变更日期”早于“成文日期”"
    return "“有效期至”早于“成文日期”" if draft.made_on and ends and ends < draft.made_on else None


def _shortcomings(definition: Definition, draft: Draft, attachments: int) -> Iterable[tuple[Lack, bool]]:
    """What a draft may lack, each with whether it does."""
    has_number, needs_number = bool(draft.document_no), definition.number is Need.REQUIRED
    yield Lack("title", "“标题”不能为空"), not draft.title.strip()
    yield Lack("columns", "至少选择一个栏目"), not draft.columns
    yield Lack("made_on", "“成文日期”不能为空"), definition.made_on is Need.REQUIRED and not draft.made_on
    yield Lack("document_no", "“文号”不能为空"), needs_number and not has_number
    yield Lack("body", "“正文”不能为空"), definition.body is Need.REQUIRED and not draft.body
    yield Lack("issuers", "至少写明一个发文机关"), needs_number and not draft.issuers
    yield Lack("attachments", "至少添加一个附件"), definition.attachments is Need.REQUIRED and not attachments
    given = {one["kind"] for one in draft.relations}
    for kind in definition.requires:
        yield Lack("relations", f"须选择所{Kind(kind).label}的文件"), kind not in given
