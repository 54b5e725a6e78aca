"""Which columns does a list of documents have, under which heads do office systems write them? Pure."""

from __future__ import annotations

from yangguang.disclosure.register.choices import channels, reasons, written_as
from yangguang.disclosure.register.states import Attribute
from yangguang.law.identifiers.document_number import canonical
from yangguang.organisations.sheets.columns import Column, day, several

ATTRIBUTES = {one.label: one.value for one in Attribute}
WRITTEN = {
    "公开": Attribute.PROACTIVE.value,
    "此件公开发布": Attribute.PROACTIVE.value,
    "此件主动公开": Attribute.PROACTIVE.value,
    "申请公开": Attribute.ON_REQUEST.value,
    "此件依申请公开": Attribute.ON_REQUEST.value,
    "不公开": Attribute.CLOSED.value,
    "此件不公开": Attribute.CLOSED.value,
    "此件不予公开": Attribute.CLOSED.value,
}
"""How office systems and the notes under documents say the same."""


def number(text: str) -> str:
    """A document number as it is printed."""
    return canonical(text)


def attribute(text: str) -> str:
    """One of the four attributes by its label, or as it is said elsewhere."""
    known = ATTRIBUTES | WRITTEN
    if text not in known:
        raise ValueError(f"没有“{text}”这一项，应是：{'、'.join(ATTRIBUTES)}")
    return known[text]


def ground(text: str) -> str:
    """The code of a ground for not opening; an article in brackets behind it is left out."""
    known = written_as(reasons().values())
    plain = text.partition("（条例")[0]
    if plain not in known:
        raise ValueError(f"没有“{text}”这一项，应是：{'、'.join(one.label for one in reasons().values())}")
    return known[plain]


def places(text: str) -> tuple[str, ...]:
    """The codes of channels set apart by 、; one whose own name holds a mark is found first."""
    known = written_as(channels().values())
    named = several(text) if text not in known else (text,)
    if unknown := [one for one in named if one not in known]:
        raise ValueError(
            f"没有“{unknown[0]}”这个渠道，应是：{'、'.join(one.label for one in channels().values())}"
        )
    return tuple(known[one] for one in named)


REGISTER = (
    Column("文号", "document_no", number, required=True),
    Column("标题", "title"),
    Column("成文日期", "made_on", day, required=True),
    Column("制作机关", "organ"),
    Column("公文种类", "document_kind"),
    Column("公开属性", "attribute", attribute),
    Column("不予公开理由", "reason_code", ground),
    Column("理由说明", "reason"),
    Column("公开时间", "open_by", day),
    Column("公开渠道", "channels", places),
    Column("下次评估日期", "reassess_on", day),
)

ALSO = {
    "文号": ("发文字号", "公文文号", "文件文号", "发文文号"),
    "标题": ("文件标题", "公文标题", "文件名称"),
    "成文日期": ("成文时间", "生成日期", "印发日期", "发文日期"),
    "制作机关": ("发文机关", "发文单位", "拟稿单位", "主办单位", "机关"),
    "公文种类": ("文种",),
    "公开属性": ("公开方式", "公开类型", "公开类别"),
    "不予公开理由": ("不公开理由", "不予公开依据", "不公开原因"),
    "理由说明": ("说明", "不公开说明"),
    "公开时间": ("计划公开时间", "拟公开时间"),
    "公开渠道": ("公开载体", "公开渠道和载体"),
}
"""Other heads for a column, the likelier first; used where its own head does not stand."""
