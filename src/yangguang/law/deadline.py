"""When is the reply due, and why? A pure answer from dated facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from yangguang.law.calendars import ONE_DAY, Calendar
from yangguang.law.errors import ImpossibleFacts
from yangguang.law.open_questions import check_choice, setting_default
from yangguang.law.parameters.loading import parameter
from yangguang.law.parameters.model import Value

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Consultation:
    """Asking a third party or another organ: the day it was sent, the day the answer came."""

    sent_on: date
    answered_on: date


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What happened to one request. `extended_by` counts working days."""

    received_on: date
    clarified_on: date | None = None
    consultations: tuple[Consultation, ...] = ()
    extended_by: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One reason for the date. `days` are working days given, left out or added (None: none concerned)."""

    on: date
    what: str
    article: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for the reply and the steps that lead to it, in their order."""

    due_on: date
    provisional: bool
    steps: tuple[Step, ...]
    counted_after: date
    """The day after which counting began: of the receipt, or of the clarification."""


@dataclass(slots=True)
class _Count:
    """Where counting stands: `remaining` working days are left after `reached`."""

    reached: date
    remaining: int
    calendar: Calendar
    steps: list[Step] = field(default_factory=list)

    def leave_out(self, consultation: Consultation, until: date, article: str) -> None:
        """Count up to the consultation and pass over its days; without effect once the time is up."""
        after = max(consultation.sent_on, self.reached)
        run = self.calendar.working_days_between(self.reached, after)
        effective = run < self.remaining and until > after
        left_out = self.calendar.working_days_between(after, until) if effective else 0
        if effective:
            self.remaining -= run
            self.reached = until
        self.steps.append(self._described(consultation, until, left_out, article))

    def finish(self) -> date:
        """The day on which the remaining working days are used up."""
        return self.calendar.nth_working_day_after(self.reached, self.remaining)

    def _described(self, consultation: Consultation, until: date, left_out: int, article: str) -> Step:
        sent, answered = consultation.sent_on, consultation.answered_on
        whole = self.calendar.working_days_between(sent, until)
        what = f"{sent} 发出征求意见，{answered} 收到意见，其间 {left_out} 个工作日不计入期限"
        if left_out < whole:
            what += f"（另有 {whole - left_out} 个工作日在期限以外或者已经扣除，不再扣除）"
        return Step(sent, what, article, left_out)


def reply_deadline(
    facts: ReplyFacts, calendar: Calendar, settings: Mapping[str, str] = NO_SETTINGS
) -> Deadline:
    """The last day for answering a request (条例第三十条、第三十三条), with its reasons.

    `settings` overrides defaults of docs/law/open-questions.md by name. Raises `NotInForce` for requests
    older than the rule, `ImpossibleFacts` for facts that contradict each other or the law, and
    `ImpossibleDay` for days that no calendar reaches.
    """
    reply = parameter("foi.reply").at(facts.received_on)
    extension = parameter("foi.extension").at(facts.received_on)
    _check(facts, calendar, extension)
    chosen = _Settings(settings)
    counted_after = facts.clarified_on or facts.received_on
    start = counted_after - ONE_DAY if chosen.says("foi.first_day", "same_day") else counted_after
    count = _Count(start, reply.number, calendar, list(_opening(facts, reply)))
    extended_in_one = chosen.says("foi.consultation_in_extension", "left_out")
    if extended_in_one:
        count.remaining += facts.extended_by
    left_out = parameter("foi.consultation.effect").at(facts.received_on)
    for consultation in _effective(facts, chosen):
        reply_day_counts = chosen.says("foi.consultation_reply_day", "counted")
        until = consultation.answered_on - ONE_DAY if reply_day_counts else consultation.answered_on
        count.leave_out(consultation, until, left_out.source)
    due_on = count.finish()
    if facts.extended_by:
        unextended = reply_deadline(replace(facts, extended_by=0), calendar, settings).due_on
        count.steps.append(_extended(facts, unextended, extension))
    if not extended_in_one:
        due_on = calendar.nth_working_day_after(due_on, facts.extended_by)
    count.steps.append(Step(due_on, "答复期限届满", reply.source))
    provisional = calendar.provisional_between(counted_after, due_on)
    return Deadline(due_on, provisional, tuple(count.steps), counted_after)


@dataclass(frozen=True, slots=True)
class _Settings:
    """The government's choices over the defaults."""

    chosen: Mapping[str, str]

    def __post_init__(self) -> None:
        for name, choice in self.chosen.items():
            check_choice(name, choice)

    def says(self, name: str, choice: str) -> bool:
        """Whether the setting `name` stands at `choice`."""
        return (self.chosen.get(name) or setting_default(name)) == choice


def _check(facts: ReplyFacts, calendar: Calendar, extension: Value) -> None:
    if facts.clarified_on and facts.clarified_on < facts.received_on:
        raise ImpossibleFacts(f"补正日 {facts.clarified_on} 早于收到申请之日 {facts.received_on}")
    for consultation in facts.consultations:
        sent, answered = consultation.sent_on, consultation.answered_on
        if answered < sent:
            raise ImpossibleFacts(f"征求意见收到答复之日 {answered} 早于发出之日 {sent}")
        if sent < facts.received_on:
            raise ImpossibleFacts(f"征求意见发出之日 {sent} 早于收到申请之日 {facts.received_on}")
        calendar.hold(answered)
    if not 0 <= facts.extended_by <= extension.number:
        raise ImpossibleFacts(
            f"延长的工作日数不合规定，应在 0 至 {extension.number} 之间（{extension.source}）"
        )


def _effective(facts: ReplyFacts, chosen: _Settings) -> list[Consultation]:
    """The consultations that may leave days out, by the day they were sent."""
    ordered = sorted(facts.consultations, key=lambda held: (held.sent_on, held.answered_on))
    if facts.clarified_on and chosen.says("foi.consultation_before_clarification", "counted"):
        return [held for held in ordered if held.sent_on >= facts.clarified_on]
    return ordered


def _opening(facts: ReplyFacts, reply: Value) -> Iterator[Step]:
    receipt = parameter("foi.receipt.in_person").at(facts.received_on)
    yield Step(facts.received_on, "收到申请", f"{receipt.instrument}第三十一条")
    if facts.clarified_on:
        restart = parameter("foi.clarification.effect").at(facts.received_on)
        yield Step(facts.clarified_on, "收到补正，答复期限重新计算", restart.source)
    started = facts.clarified_on or facts.received_on
    yield Step(started, f"自次日起 {reply.number} 个工作日内答复", reply.source, reply.number)


def _extended(facts: ReplyFacts, unextended: date, extension: Value) -> Step:
    what = f"原应在 {unextended} 届满，经批准并告知申请人，延长 {facts.extended_by} 个工作日"
    return Step(unextended, what, extension.source, facts.extended_by)
