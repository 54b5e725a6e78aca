"""Does what was entered fit? The first Chinese sentence of what does not, nothing when all does."""

from __future__ import annotations

from collections.abc import Iterable

from yangguang.disclosure.content import Draft
from yangguang.disclosure.definitions import Definition, Need
from yangguang.disclosure.states import Kind
from yangguang.wording.secrecy_marks import refusal_of_text


def refusal_of_content(definition: Definition, draft: Draft, *, attachments: int) -> str | None:
    """Why content is not complete enough to be put forward; None when it is."""
    if errors := definition.refusals(dict(draft.fields)):
        return errors[0].sentence
    return next((words for words, wrong in _shortcomings(definition, draft, attachments) if wrong), None)


def refusal_of_marks(texts: Iterable[str]) -> str | None:
    """Why no text of these may enter the system: it carries a mark of classification."""
    return next((sentence for text in texts if (sentence := refusal_of_text(text))), None)


def refusal_of_days(draft: Draft) -> str | None:
    """Why the dates of a draft cannot be right; None when they are in order."""
    begun, ends = draft.effective_on, draft.expires_on
    if begun and ends and ends < begun:
        return "“有效期至”早于“施行日期”"
    if draft.made_on and draft.changed_on and draft.changed_on < draft.made_on:
        return "“变更日期”早于“成文日期”"
    return "“有效期至”早于“成文日期”" if draft.made_on and ends and ends < draft.made_on else None


def _shortcomings(definition: Definition, draft: Draft, attachments: int) -> Iterable[tuple[str, bool]]:
    """What a draft may lack, each with whether it does."""
    yield "“标题”不能为空", not draft.title.strip()
    yield "至少选择一个栏目", not draft.columns
    yield "“成文日期”不能为空", definition.made_on is Need.REQUIRED and draft.made_on is None
    yield "“文号”不能为空", definition.number is Need.REQUIRED and not draft.document_no
    yield "“正文”不能为空", definition.body is Need.REQUIRED and not draft.body
    yield "至少写明一个发文机关", definition.number is Need.REQUIRED and not draft.issuers
    yield "至少添加一个附件", definition.attachments is Need.REQUIRED and not attachments
    given = {one["kind"] for one in draft.relations}
    for kind in definition.requires:
        yield f"须选择所{Kind(kind).label}的文件", kind not in given
