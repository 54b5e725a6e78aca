"""Which service does each button of a report press? One move a request, with the revision the page showed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services import correcting, deciding, putting_forward
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.filing_page import found_filing, show_filing
from yangguang.desk.reading import revision_in
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused


@dataclass(frozen=True, slots=True)
class Press:
    """What came with a button: who pressed it, the revision seen, the words written."""

    viewer: Viewer
    revision: int
    reason: str


def _submit(filing: Filing, press: Press) -> Filing:
    return putting_forward.submit(filing, viewer=press.viewer, revision=press.revision)


def _withdraw(filing: Filing, press: Press) -> Filing:
    return putting_forward.withdraw(filing, viewer=press.viewer, revision=press.revision, reason=press.reason)


def _approve(filing: Filing, press: Press) -> Filing:
    return deciding.approve(filing, viewer=press.viewer, revision=press.revision, reason=press.reason)


def _send_back(filing: Filing, press: Press) -> Filing:
    return deciding.send_back(filing, viewer=press.viewer, revision=press.revision, reason=press.reason)


def _skip(filing: Filing, press: Press) -> Filing:
    return deciding.skip(filing, viewer=press.viewer, revision=press.revision, reason=press.reason)


def _begin_correction(filing: Filing, press: Press) -> Filing:
    return correcting.begin_correction(
        filing, viewer=press.viewer, revision=press.revision, note=press.reason
    )


def _drop_correction(filing: Filing, press: Press) -> Filing:
    return correcting.drop_correction(filing, viewer=press.viewer, revision=press.revision)


MOVES: dict[str, tuple[Callable[[Filing, Press], Filing], str]] = {
    "submit": (_submit, "已提交审核"),
    "withdraw": (_withdraw, "已撤回"),
    "pass_on": (_approve, "已同意"),
    "approve": (_approve, "已同意并报送"),
    "pass_at_county": (_approve, "已同意"),
    "publish": (_approve, "已审核通过并公布"),
    "return_to_author": (_send_back, "已退回"),
    "return_to_organ": (_send_back, "已退回"),
    "skip": (_skip, "已跳过这一步"),
    "skip_to_county": (_skip, "已跳过这一步并报送"),
    "skip_at_county": (_skip, "已跳过这一步"),
    "begin_correction": (_begin_correction, "已开始更正，更正公布以前原报告继续公开"),
    "drop_correction": (_drop_correction, "已放弃更正"),
}
"""The service behind each button, and what is said when it is done."""


@require_POST
@at_desk(no_administrator)
def move(request: HttpRequest, viewer: Viewer, number: int, verb: str) -> HttpResponse:
    """Press one button of a report; a refusal is shown on the page, with what was written kept."""
    found = found_filing(viewer, number)
    if verb not in MOVES:
        raise Http404("没有这个动作")
    service, done = MOVES[verb]
    reason = request.POST.get("reason", "").replace("\0", "")
    press = Press(viewer, revision_in(request), reason)
    try:
        service(found, press)
    except Refused as refused:
        fresh = found_filing(viewer, number)
        return show_filing(
            request, viewer, fresh, status=409, refusal=str(refused), written=reason, tried=verb
        )
    messages.success(request, f"{done}：{found}")
    return redirect("desk:filing", number=number)
