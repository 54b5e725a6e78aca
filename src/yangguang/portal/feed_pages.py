"""Whose news is asked for? The county's, a column's, an organ's or a type's, as RSS or Atom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from yangguang.catalogue.models import Column
from yangguang.disclosure.showing.lines import kinds
from yangguang.disclosure.showing.news import News, changed_at, newest
from yangguang.disclosure.showing.whose import government_shown
from yangguang.organisations.models import Government, Organ
from yangguang.portal.addresses import address_of, whole
from yangguang.portal.feeds import FORMS, Entry, FeedFacts
from yangguang.portal.fresh import fresh
from yangguang.portal.site import site

MOST = 50
"""How many items a feed holds, the newest first."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When an empty feed changed last."""
NUL = "\0"
"""The one character that PostgreSQL cannot hold; no code has it."""
LARGEST_NUMBER = 2**63 - 1
"""A number that no row can have is not asked of the database, which could not read it."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a feed is about within its government: how it is told apart, its name, its page, what is asked."""

    own: str
    title: str
    page: str
    column: int | None = None
    organ: int | None = None
    type_key: str = ""


@require_safe
def county(request: HttpRequest, form: str) -> HttpResponseBase:
    """Everything the government has made public."""
    return _sent(request, form, _government(), Topic("", "政府信息公开", address_of("home")))


@require_safe
def column(request: HttpRequest, form: str, code: str) -> HttpResponseBase:
    """What was made public in one column, ended ones too."""
    government = _government()
    held = Column.objects.filter(government=government, code=code.replace(NUL, "")).first()
    if held is None:
        raise Http404("没有这个栏目")
    page = address_of("catalogue_column", held.code)
    return _sent(request, form, government, Topic(f"/columns/{held.code}", held.name, page, column=held.pk))


@require_safe
def organ(request: HttpRequest, form: str, number: int) -> HttpResponseBase:
    """What one organ made public."""
    government = _government()
    rows = Organ.objects.filter(government=government, pk=number) if number <= LARGEST_NUMBER else ()
    held = next(iter(rows), None)
    if held is None:
        raise Http404("没有这个机构")
    page = address_of("organ", held.pk)
    return _sent(request, form, government, Topic(f"/organs/{held.pk}", held.name, page, organ=held.pk))


@require_safe
def kind(request: HttpRequest, form: str, key: str) -> HttpResponseBase:
    """What was made public of one type."""
    held = kinds().get(key)
    if held is None:
        raise Http404("没有这个信息类型")
    topic = Topic(f"/types/{key}", held.label, address_of("home"), type_key=key)
    return _sent(request, form, _government(), topic)


def _government() -> Government:
    government = government_shown()
    if government is None:
        raise Http404("本站没有公开的信息")
    return government


def _sent(request: HttpRequest, form: str, government: Government, topic: Topic) -> HttpResponseBase:
    media, write = FORMS[form]
    rows = newest(government.pk, most=MOST, column=topic.column, organ=topic.organ, type_key=topic.type_key)
    entries = tuple(_entry(government, one) for one in rows)
    facts = FeedFacts(
        name=f"yangguang:feed:{government.region_code}{topic.own}",
        title=f"{topic.title} · {site().name}",
        description=f"{site().name}主动公开的政府信息：{topic.title}",
        author=site().organiser,
        page=topic.page or address_of("home"),
        own=whole(request.path),
        updated_at=max((one.updated_at for one in entries), default=timezone.localtime(NEVER)),
        entries=entries,
    )
    return fresh(request, write(facts), media=media, changed_at=changed_at(government.pk))


def _entry(government: Government, news: News) -> Entry:
    """An item in a feed; it is called by its index number, which is given once and never again."""
    words = (f"文号：{news.document_no}" if news.document_no else "", news.summary)
    return Entry(
        name=f"yangguang:item:{government.region_code}:{news.index_no}",
        title=news.title,
        address=address_of("item", news.number),
        author=news.publisher,
        category=news.type_label,
        summary="\n".join(one for one in words if one),
        released_at=news.released_at,
        updated_at=news.updated_at,
    )
