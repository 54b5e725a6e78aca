"""How far is a clean-up, what is said of each document, and who presses what?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.asking import Back, ask
from yangguang.desk.filing_moves import revision_in
from yangguang.desk.forms import DeskForm, day_field, words_field
from yangguang.desk.listing import Column, Filter, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.desk.normative_document import FILING, KEEPING
from yangguang.desk.normative_page import AT, publishers_of, tabs
from yangguang.disclosure.guards.people import DRAFTERS
from yangguang.disclosure.normative.machine import CLEAN_UP
from yangguang.disclosure.normative.models import CleanUp, CleanUpEntry
from yangguang.disclosure.normative.people import announcer, keeper
from yangguang.disclosure.normative.selectors import clean_ups_visible_to, entries_visible_to
from yangguang.disclosure.normative.services.cleaning_up import (
    Round,
    begin_clean_up,
    drop,
    leader,
    let_the_rest_continue,
    put_forward,
    reopen,
    say,
)
from yangguang.disclosure.normative.services.publishing_results import draft_results, publish_results
from yangguang.disclosure.normative.states import UNFINISHED, State, Verdict
from yangguang.organisations.kinds import SINGLE_KINDS
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Choice, Refused
from yangguang.workflow.selectors import history

LATEST = 50
LEFT = "left"
TONES = {State.OPEN: "sun", State.DECIDING: "main", State.PUBLISHED: "ok", State.DROPPED: "flat"}
VERDICT_TONES = {
    Verdict.CONTINUE.value: "ok",
    Verdict.AMEND.value: "sun",
    Verdict.REPEAL.value: "bad",
    Verdict.DECLARE.value: "bad",
}
NEEDS_REASON = {"reopen": "退回理由", "drop": "取消理由"}
NAMING = "name_result"
ON_OTHER_PAGES = {NAMING: "desk:clean_up_result"}
NOT_BUTTONS = {"propose", "decide"}
Service = Callable[[CleanUp, Viewer, int, str], Any]


class RoundForm(DeskForm):
    """A round to begin."""

    title = forms.CharField(label="名称", max_length=120, help_text="例如 2026年规范性文件清理")
    basis = forms.CharField(label="依据", max_length=200)
    from_on = day_field("开始日期")
    to_on = day_field("完成日期")
    effective_on = day_field("结果施行日期", help_text="废止、宣布失效的文件自这一天起不再有效")
    organs = forms.TypedMultipleChoiceField(
        label="清理范围",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选的，清理所有机关的文件",
    )

    def __init__(self, *args: Any, organs: tuple[tuple[str, str], ...], **named: Any) -> None:
        super().__init__(*args, **named)
        chooser = self.fields["organs"]
        assert isinstance(chooser, forms.TypedMultipleChoiceField)
        chooser.choices = organs


class EntryForm(DeskForm):
    """What becomes of a document."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    verdict = forms.ChoiceField(label="清理意见", choices=Verdict.choices, widget=forms.RadioSelect)
    reason = words_field("理由", required=False, help_text="继续有效的可以不写")


class ResultForm(DeskForm):
    """In whose name the results are announced."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    organ = forms.TypedChoiceField(label="起草机关", coerce=int)

    def __init__(self, *args: Any, organs: tuple[tuple[int, str], ...], **named: Any) -> None:
        super().__init__(*args, **named)
        chooser = self.fields["organ"]
        assert isinstance(chooser, forms.TypedChoiceField)
        chooser.choices = organs


def announcing(viewer: Viewer) -> str | None:
    """The page of the announcement is for those who lead rounds and those who draft for the office."""
    return None if announcer(viewer) else KEEPING(viewer)


@require_safe
@at_desk(no_administrator)
def clean_ups(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The rounds, newest first."""
    rows = clean_ups_visible_to(viewer).annotate(
        documents=Count("entries"), left=Count("entries", filter=Q(entries__verdict=""))
    )
    return show_list(
        request,
        viewer,
        ROUNDS,
        Stored(rows.order_by("-from_on", "-pk")),
        at=AT,
        template="desk/clean_ups.html",
        tabs=tabs("clean_ups"),
        keeps=keeper(viewer) is not None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def new_clean_up(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin a round."""

    def act(given: dict[str, Any]) -> HttpResponse:
        begun = begin_clean_up(viewer=viewer, entered=Round(**{**given, "organs": tuple(given["organs"])}))
        messages.success(request, f"已开始“{begun}”，请各机关提出清理意见")
        return redirect("desk:clean_up", number=begun.pk)

    facts: dict[str, Any] = {
        "initial": {"from_on": viewer.today},
        "form_facts": {"organs": publishers_of(viewer)},
        "at": AT,
    }
    back: Back = ("清理", reverse("desk:clean_ups"))
    return ask(request, viewer, RoundForm, act, title="开始清理", button="开始", back=back, **facts)


@require_safe
@at_desk(no_administrator)
def clean_up(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """One round with its documents and buttons."""
    return _shown(request, viewer, _found(viewer, number))


@require_POST
@at_desk(KEEPING)
def move(request: HttpRequest, viewer: Viewer, number: int, verb: str) -> HttpResponse:
    """Press one button of a round; a refusal is told on its page."""
    found = _found(viewer, number)
    if verb not in MOVES:
        raise Http404("没有这个动作")
    service, done = MOVES[verb]
    reason = request.POST.get("reason", "").replace("\0", "")
    try:
        service(found, viewer, revision_in(request), reason)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{done}：{found}")
    return redirect("desk:clean_up", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(FILING)
def entry(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Say what becomes of one document."""
    rows = entries_visible_to(viewer).select_related("clean_up", "publication__publisher")
    found: CleanUpEntry = get_object_or_404(rows, pk=number)

    def act(given: dict[str, Any]) -> HttpResponse:
        said = say(found, viewer=viewer, **given)
        messages.success(request, f"“{found.publication}”：{said.get_verdict_display()}")
        return redirect("desk:clean_up", number=found.clean_up_id)

    initial = {"seen": found.verdict, "verdict": found.verdict, "reason": found.reason}
    facts: dict[str, Any] = {"initial": initial, "at": AT}
    back: Back = (str(found.clean_up), reverse("desk:clean_up", args=[found.clean_up_id]))
    title = f"{found.publication}的清理意见"
    return ask(request, viewer, EntryForm, act, title=title, button="提出", back=back, **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(announcing)
def result(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Begin the announcement of the results as an item."""
    found = _found(viewer, number)
    every = keeper(viewer) is not None
    own = {
        one.organ: one.organ_name
        for one in viewer.standings
        if one.role in DRAFTERS and (every or one.organ_kind in SINGLE_KINDS)
    }

    def act(given: dict[str, Any]) -> HttpResponse:
        item = draft_results(found, viewer=viewer, **given)
        messages.success(request, "已起草结果公告，请选择栏目后提交审核")
        return redirect("desk:item", number=item.pk)

    facts: dict[str, Any] = {
        "initial": {"revision": found.revision},
        "form_facts": {"organs": tuple(own.items())},
        "at": AT,
        "words": "公告按信息发布的路线审核；公布以后，废止和宣布失效的文件页面上写明这份公告。",
    }
    back: Back = (str(found), reverse("desk:clean_up", args=[found.pk]))
    return ask(request, viewer, ResultForm, act, title="起草结果公告", button="起草", back=back, **facts)


def _shown(request: HttpRequest, viewer: Viewer, found: CleanUp) -> HttpResponse:
    rows = found.entries.select_related("publication__publisher").order_by("publication__publisher", "pk")
    tally = {row["verdict"]: row["count"] for row in _tally(found)}
    return show_list(
        request,
        viewer,
        entries_for(found, viewer),
        Stored(rows),
        at=AT,
        template="desk/clean_up.html",
        tabs=tabs("clean_ups"),
        clean_up=found,
        tone=TONES[State(found.state)],
        tally=[(label, tally.get(value, 0)) for value, label in (*Verdict.choices, ("", "没有意见"))],
        buttons=_buttons(found, viewer),
        rest=bool(tally.get("")) and found.state in UNFINISHED and keeper(viewer) is not None,
        events=list(history(found).order_by("-sequence")[:LATEST]),
    )


def _tally(found: CleanUp) -> Any:
    return found.entries.order_by().values("verdict").annotate(count=Count("pk"))


def _buttons(found: CleanUp, viewer: Viewer) -> list[tuple[Choice, str, str]]:
    """(choice, page or nothing, what is to be written) of each move, for those who lead or announce."""
    leads, announces = keeper(viewer) is not None, announcer(viewer) is not None
    return [
        (choice, ON_OTHER_PAGES.get(choice.verb, ""), NEEDS_REASON.get(choice.verb, ""))
        for choice in CLEAN_UP.choices(found, leader(viewer))
        if (announces or leads if choice.verb == NAMING else leads)
        and choice.verb not in NOT_BUTTONS
        and not (choice.verb == NAMING and found.result_id)
    ]


def _found(viewer: Viewer, number: int) -> CleanUp:
    return get_object_or_404(clean_ups_visible_to(viewer).select_related("result"), pk=number)


def _publish(found: CleanUp, viewer: Viewer, revision: int, reason: str) -> Any:
    return publish_results(found, viewer=viewer, revision=revision)


def _put_forward(found: CleanUp, viewer: Viewer, revision: int, reason: str) -> Any:
    return put_forward(found, viewer=viewer, revision=revision)


def _reopen(found: CleanUp, viewer: Viewer, revision: int, reason: str) -> Any:
    return reopen(found, viewer=viewer, revision=revision, reason=reason)


def _drop(found: CleanUp, viewer: Viewer, revision: int, reason: str) -> Any:
    return drop(found, viewer=viewer, revision=revision, reason=reason)


def _rest(found: CleanUp, viewer: Viewer, revision: int, reason: str) -> Any:
    return let_the_rest_continue(found, viewer=viewer)


MOVES: dict[str, tuple[Service, str]] = {
    "put_forward": (_put_forward, "已转入审定"),
    "reopen": (_reopen, "已退回清理"),
    "publish": (_publish, "清理结果已公布"),
    "drop": (_drop, "已取消"),
    "rest": (_rest, "其余文件已填写为继续有效"),
}
ROUNDS = Listing(
    key="clean_ups",
    title="清理",
    columns=(
        Column("title", "名称", lambda row: row.title, "title", link=lambda row: _to(row.pk)),
        Column(
            "state",
            "状态",
            lambda row: row.get_state_display(),
            "state",
            tone=lambda row: TONES[State(row.state)],
        ),
        Column("documents", "文件", lambda row: row.documents),
        Column("left", "没有意见", lambda row: row.left),
        Column("from", "开始", lambda row: row.from_on, "from_on"),
        Column("to", "完成", lambda row: row.to_on, "to_on"),
        Column("effective", "结果施行", lambda row: row.effective_on, "effective_on"),
        Column("published", "公布", lambda row: row.published_on, "published_on"),
    ),
)


def entries_for(found: CleanUp, viewer: Viewer) -> Listing:
    """The documents of a round as a list."""
    choices = (*Verdict.choices, (LEFT, "没有意见"))
    link = (lambda row: reverse("desk:clean_up_entry", args=[row.pk])) if _says(found, viewer) else None
    return Listing(
        key="clean_up",
        title=found.title,
        columns=(
            Column("title", "标题", lambda row: row.publication.title, "publication__title", link=link),
            Column(
                "document_no",
                "文号",
                lambda row: row.publication.document_no or "查看",
                "publication__document_no",
                link=lambda row: reverse("desk:normative_document", args=[row.publication_id]),
            ),
            Column(
                "organ",
                "制定机关",
                lambda row: row.publication.publisher.name,
                "publication__publisher__order",
            ),
            Column("made", "成文日期", lambda row: row.publication.made_on, "publication__made_on"),
            Column(
                "verdict",
                "清理意见",
                lambda row: row.get_verdict_display() if row.verdict else "没有意见",
                "verdict",
                tone=lambda row: VERDICT_TONES.get(row.verdict, "flat"),
            ),
            Column("reason", "理由", lambda row: row.reason),
        ),
        filters=(
            Filter("verdict", "清理意见", choices, lambda value: Q(verdict="" if value == LEFT else value)),
            Filter(
                "organ", "机关", publishers_of(viewer), lambda value: Q(publication__publisher=int(value))
            ),
        ),
        search=("publication__title", "publication__document_no"),
    )


def _says(found: CleanUp, viewer: Viewer) -> bool:
    return found.state in UNFINISHED and FILING(viewer) is None


def _to(number: int) -> str:
    return reverse("desk:clean_up", args=[number])
