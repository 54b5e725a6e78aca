"""A story in items: rules on public housing that are amended and interpreted, older ones repealed."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.disclosure.making import EDUCATION, organ_of
from tests.organisations.making import County
from tests.portal.items import keep_file, publish, take_from_the_public
from yangguang.disclosure.definitions import definitions
from yangguang.disclosure.models import Item

ARTICLES = (
    ("第一条", "为规范公共租赁住房的申请、审核、配租和退出，结合本县实际，制定本办法。"),
    ("第二条", "本办法适用于本县行政区域内公共租赁住房的规划、分配、运营、使用、退出和管理。"),
    ("第三条", "公共租赁住房的保障对象，由住房保障主管部门会同有关部门审核后公示。"),
)
BODY = "<p>各镇人民政府、街道办事处，县政府各部门：</p><p>现将办法印发给你们，请认真贯彻执行。</p>" + "".join(
    f"<p><strong>{name}</strong>　{words}</p>" for name, words in ARTICLES
)
SENTENCE = "各有关单位逐项落实，并把落实情况向社会公开"
ANNOUNCED = 24


def publish_rules(county: County) -> dict[str, Item]:
    """The rules in force, those that were repealed, what repeals them, and an interpretation."""
    old = _rules(county, "关于公共租赁住房分配工作的暂行规定", "阳政发〔2023〕2号", made_on=date(2023, 3, 1))
    policy = _rules(
        county,
        "关于印发《公共租赁住房管理办法》的通知",
        "阳政发〔2026〕6号",
        issuers=(
            {"name": EDUCATION, "organ": organ_of(county, EDUCATION).pk},
            {"name": "示例市住房示例中心", "organ": None},
        ),
        expires_on=date(2031, 11, 1),
        effective_on=date(2026, 11, 10),
        files=(
            keep_file("公共租赁住房申请表.pdf", b"%PDF-1.4 a form" * 9000),
            keep_file("配租房源一览表.xlsx", b"PK a sheet" * 900, "application/vnd.ms-excel"),
        ),
        original=keep_file("公共租赁住房管理办法.docx", b"PK a document" * 20000, "application/msword"),
    )
    later = _rules(
        county,
        "关于废止和调整部分住房保障文件的决定",
        "阳政发〔2026〕9号",
        relations=(
            {"kind": "repeals", "item": old.pk},
            {"kind": "amends", "item": policy.pk},
            {"kind": "based_on", "item": policy.pk},
        ),
    )
    interprets = ({"kind": "interprets", "item": policy.pk},)
    title = "五个问题读懂公共租赁住房管理办法"
    words = publish(county, "interpretation", title=title, relations=interprets, words=SENTENCE)
    return {"policy": policy, "repealed": old, "later": later, "read": words}


def publish_every_type(county: County, interpreted: Item) -> dict[str, Item]:
    """An item of every type, every answer filled."""
    found = {}
    for one in definitions():
        related = ({"kind": "interprets", "item": interpreted.pk},) if "interprets" in one.requires else ()
        title = f"{one.label}：阳光县{one.label}示例信息"
        found[one.key] = publish(county, one.key, relations=related, words=SENTENCE, title=title)
    return found


def publish_more(county: County) -> None:
    """Enough announcements for a second page."""
    for place in range(1, ANNOUNCED + 1):
        title = f"关于城区道路施工期间交通组织的公告（第{place}期）"
        publish(county, "announcement", title=title, words=SENTENCE)


def take_two_down(county: County) -> dict[str, Item]:
    """One that was wrong, one that nobody may even know the title of."""
    wrong, private = publish(county, "news", title="写错了标题的新闻"), publish(county, "news")
    take_from_the_public(county, wrong, "wrong")
    take_from_the_public(county, private, "privacy", "含有不应公开的信息")
    return {"tombstone": wrong, "blank_tombstone": private}


def _rules(county: County, title: str, number: str, **changes: Any) -> Item:
    facts = {"body": BODY, "words": SENTENCE, "summary": "规范公共租赁住房的申请、审核、配租和退出。"}
    return publish(county, "normative_document", title=title, document_no=number, **{**facts, **changes})
