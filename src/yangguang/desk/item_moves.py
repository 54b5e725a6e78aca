"""Which service does each button of an item press? One move a request, with the revision the page showed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_page import found_item, show_item
from yangguang.desk.reading import revision_in, words_in
from yangguang.disclosure.models import Item
from yangguang.disclosure.secrecy import ANSWERS, questions
from yangguang.disclosure.services import (
    correcting,
    deciding,
    drafting,
    putting_forward,
    releasing,
    taking_down,
)
from yangguang.disclosure.states import State
from yangguang.disclosure.waiting import waiting_of
from yangguang.organisations.viewers import Viewer
from yangguang.workflow import moment
from yangguang.workflow.machine import Refused

Answers = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Press:
    """What came with a button: who pressed it, the revision seen, the words written, the answers given."""

    viewer: Viewer
    revision: int
    reason: str
    answers: Answers

    @property
    def seen(self) -> dict[str, Any]:
        """What every service asks for."""
        return {"viewer": self.viewer, "revision": self.revision}

    @property
    def explained(self) -> dict[str, Any]:
        """The same with the words."""
        return {**self.seen, "reason": self.reason}


def _submit(item: Item, press: Press) -> Item:
    return putting_forward.submit(item, **press.seen)


def _withdraw(item: Item, press: Press) -> Item:
    return putting_forward.withdraw(item, **press.explained)


def _approve(item: Item, press: Press) -> Item:
    return deciding.approve(item, **press.explained, answers=press.answers)


def _send_back(item: Item, press: Press) -> Item:
    return deciding.send_back(item, **press.explained)


def _skip(item: Item, press: Press) -> Item:
    return deciding.skip(item, **press.explained)


def _release(item: Item, press: Press) -> Item:
    return releasing.release(item, **press.seen)


def _release_urgently(item: Item, press: Press) -> Item:
    return releasing.release_urgently(item, **press.explained)


def _begin_correction(item: Item, press: Press) -> Item:
    return correcting.begin_correction(item, **press.seen, note=press.reason)


def _drop_correction(item: Item, press: Press) -> Item:
    return correcting.drop_correction(item, **press.seen)


def _restore(item: Item, press: Press) -> Item:
    return taking_down.restore(item, **press.explained)


def _drop(item: Item, press: Press) -> Item:
    return drafting.drop(item, **press.explained)


MOVES: dict[str, tuple[Callable[[Item, Press], Item], str]] = {
    "submit": (_submit, "已提交审核"),
    "withdraw": (_withdraw, "已撤回"),
    "pass_on": (_approve, "已同意"),
    "approve": (_approve, "已同意"),
    "pass_on_urgent": (_approve, "已同意"),
    "ratify": (_approve, "已补批同意"),
    "return_to_author": (_send_back, "已退回"),
    "refuse_urgent": (_send_back, "已撤下并退回"),
    "skip": (_skip, "已跳过这一步"),
    "release": (_release, "已发布"),
    "release_urgently": (_release_urgently, "已紧急发布，未完成的审批继续补办"),
    "begin_correction": (_begin_correction, "已开始更正，更正发布以前原内容继续公开"),
    "drop_correction": (_drop_correction, "已放弃更正"),
    "drop_rework": (_drop_correction, "已放弃修改"),
    "restore": (_restore, "已恢复公开"),
    "drop": (_drop, "已作废"),
}
"""The service behind each button, and what is said when it is done."""


def became_of(moved: Item) -> str:
    """What is added where agreeing has led to the end of the route: it is public, or what it waits for."""
    if moved.state == State.RELEASED:
        return "，已经公开"
    waiting = waiting_of(moved, moment.now())
    return f"，还没有发布（{waiting}）" if waiting else ""


@require_POST
@at_desk(no_administrator)
def move(request: HttpRequest, viewer: Viewer, number: int, verb: str) -> HttpResponse:
    """Press one button of an item; a refusal is shown on the page, with what was written kept."""
    found = found_item(viewer, number)
    if verb not in MOVES:
        raise Http404("没有这个动作")
    service, done = MOVES[verb]
    press = Press(viewer, revision_in(request), words_in(request, "reason"), answers_in(request))
    try:
        moved = service(found, press)
    except Refused as refused:
        return show_item(
            request,
            viewer,
            found_item(viewer, number),
            status=409,
            refusal=str(refused),
            written=press.reason,
            tried=verb,
            answers=press.answers,
        )
    messages.success(request, f"{done}{became_of(moved) if service is _approve else ''}：{moved}")
    return redirect(*_after(viewer, number))


def answers_in(request: HttpRequest, before: str = "") -> Answers:
    """The answers to the questions of the secrecy review; a question left out is left unanswered."""
    given: Answers = {}
    for one in questions():
        answer = request.POST.get(f"{before}{one.key}", "")
        note = " ".join(words_in(request, f"{before}{one.key}.note").split())
        if answer in ANSWERS:
            given[one.key] = {"answer": answer, "note": note}
    return given


def _after(viewer: Viewer, number: int) -> tuple[Any, ...]:
    """Where one goes on: the item, unless it was seen only while it waited for one's decision."""
    try:
        found_item(viewer, number)
    except Http404:
        return ("desk:home",)
    return ("desk:item", number)
