"""A county that has published an item of every type, with a document's whole life; run to enter it."""

from __future__ import annotations

import json
from datetime import date

import django
from django.core.management import call_command

DAY = "2026-11-20"
ARTICLES = (
    ("第一条", "为规范公共租赁住房的申请、审核、配租和退出，保障符合条件家庭的基本住房需求，结合本县实际，制定本办法。"),
    ("第二条", "本办法适用于本县行政区域内公共租赁住房的规划、分配、运营、使用、退出和管理。"),
    ("第三条", "公共租赁住房的保障对象，由住房保障主管部门会同有关部门审核后公示。"),
)
SENTENCE = "按照统一安排，各有关单位逐项落实，并把落实情况向社会公开"


def enter() -> dict[str, str]:
    """Enter the county; returns the addresses of its pages by what they show."""
    from tests.disclosure.making import EDUCATION, organ_of
    from tests.portal.items import keep_file, make_public_county, publish, take_from_the_public
    from yangguang.disclosure.definitions import definitions
    from yangguang.organisations.models import Organ

    call_command("migrate", interactive=False, verbosity=0)
    county = make_public_county("阳光县")
    Organ.objects.filter(government=county.government).update(
        office_address="阳光县示例路1号", office_hours="工作日 8:30—12:00，13:30—17:30", phone="0530-1234567"
    )
    body = "<p>各镇人民政府、街道办事处，县政府各部门：</p><p>《公共租赁住房管理办法》已经研究同意，现印发给你们，请认真贯彻执行。</p>"
    body += "".join(f"<p><strong>{name}</strong>　{words}</p>" for name, words in ARTICLES)
    issuers = (
        {"name": EDUCATION, "organ": organ_of(county, EDUCATION).pk},
        {"name": "示例市住房示例中心", "organ": None},
    )
    files = (
        keep_file("公共租赁住房申请表.pdf", b"%PDF-1.4 a form" * 9000),
        keep_file("配租房源一览表.xlsx", b"PK a sheet" * 900, "application/vnd.ms-excel"),
    )
    policy = publish(
        county,
        "normative_document",
        title="关于印发《公共租赁住房管理办法》的通知",
        document_no="阳政发〔2026〕6号",
        body=body,
        issuers=issuers,
        summary="规范公共租赁住房的申请、审核、配租和退出。",
        expires_on=date(2031, 11, 1),
        effective_on=date(2026, 11, 10),
        files=files,
        original=keep_file("公共租赁住房管理办法.docx", b"PK a document" * 20000, "application/msword"),
        words=SENTENCE,
    )
    old = publish(
        county,
        "normative_document",
        title="关于公共租赁住房分配工作的暂行规定",
        document_no="阳政发〔2023〕2号",
        made_on=date(2023, 3, 1),
        body=body,
        words=SENTENCE,
    )
    kinds = (("repeals", old), ("based_on", old))
    later = publish(
        county,
        "normative_document",
        title="关于废止和调整部分住房保障文件的决定",
        document_no="阳政发〔2026〕9号",
        body=body,
        relations=tuple({"kind": kind, "item": one.pk} for kind, one in (*kinds, ("amends", policy))),
        words=SENTENCE,
    )
    publish(
        county,
        "interpretation",
        title="五个问题读懂公共租赁住房管理办法",
        relations=({"kind": "interprets", "item": policy.pk},),
        words=SENTENCE,
    )
    for place in range(24):
        publish(county, "announcement", title=f"关于城区道路施工期间交通组织的公告（第{place + 1}期）", words=SENTENCE)
    shown = {"policy": f"/items/{policy.pk}/", "repealed": f"/items/{old.pk}/", "later": f"/items/{later.pk}/"}
    for one in definitions():
        related = ({"kind": "interprets", "item": policy.pk},) if "interprets" in one.requires else ()
        item = publish(county, one.key, relations=related, words=SENTENCE, title=f"{one.label}：阳光县{one.label}示例信息")
        shown[one.key] = f"/items/{item.pk}/"
    wrong, private = publish(county, "news", title="写错了标题的新闻"), publish(county, "news")
    take_from_the_public(county, wrong, "wrong")
    take_from_the_public(county, private, "privacy", "含有不应公开的信息")
    shown |= {"tombstone": f"/items/{wrong.pk}/", "blank_tombstone": f"/items/{private.pk}/"}
    organ = organ_of(county, EDUCATION).pk
    return {
        **shown,
        "layout": "/columns/disclosure/",
        "column": "/columns/disclosure/a20-01/",
        "local": "/columns/disclosure/a20-15/",
        "empty": "/columns/disclosure/a21-01/",
        "content": "/columns/disclosure/content/",
        "organs": "/organs/",
        "organ": f"/organs/{organ}/",
        "organ_column": f"/organs/{organ}/columns/a20-01/",
        "policies": "/policies/",
        "normative": "/policies/normative/?validity=in_force&on=2026-11-15",
        "interpretations": "/policies/interpretations/",
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(enter()))
