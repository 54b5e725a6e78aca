"""A classification mark refuses, the same words in running text are noted, other words pass."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yangguang.wording.folding import folded
from yangguang.wording.secrecy_marks import (
    MOST,
    Mark,
    Severity,
    marks,
    notes_of_file,
    notes_of_text,
    refusal_of_file,
    refusal_of_name,
    refusal_of_text,
)

PROSE = "为做好全县防汛工作，现将有关事项通知如下。\n" * 14
"""More lines than a head block has."""

REFUSED = {
    "star and period": ("机密★10年", "机密★10年"),
    "star and for long": ("秘密★长期", "秘密★长期"),
    "characters apart": ("秘 密 ★ 五 年", "秘密★五年"),
    "star alone": (PROSE + "绝密★", "绝密★"),
    "white star": (PROSE + "机密☆三年", "机密★三年"),
    "asterisk and period": (PROSE + "机密*5年", "机密*5年"),
    "full-width asterisk": (PROSE + "机密＊5年", "机密*5年"),
    "star in running text": (PROSE + "见（机密★1年）附件", "机密★1年"),
    "star behind a word": (PROSE + "本件机密★1年", "机密★1年"),
    "emoji star": (PROSE + "机密⭐1年", "机密★1年"),
    "full-width digits": (PROSE + "机密★１０年", "机密★10年"),
    "ideographic blanks": (PROSE + "机\u3000密\u3000★\u300010\u3000年", "机密★10年"),
    "many blanks": (PROSE + "机          密       ★      10年", "机密★10年"),
    "no-break blanks": (PROSE + "机\xa0\xa0密★", "机密★"),
    "zero-width space": (PROSE + "机\u200b密\u200b★", "机密★"),
    "word joiner": (PROSE + "机\u2060密★", "机密★"),
    "soft hyphen": (PROSE + "机\xad密★", "机密★"),
    "byte order mark inside": (PROSE + "机\ufeff密★", "机密★"),
    "combining line below": (PROSE + "机\u0332密\u0332★", "机密★"),
    "grapheme joiner": (PROSE + "机\u034f密★", "机密★"),
    "variation selector": (PROSE + "机\ufe00密★\ufe0f", "机密★"),
    "right-to-left mark": (PROSE + "机\u200f密★", "机密★"),
    "Hangul filler": (PROSE + "机\u3164密★", "机密★"),
    "Braille blank": (PROSE + "机\u2800密★", "机密★"),
    "private use between": (PROSE + "机\ue001密★", "机密★"),
    "traditional": (PROSE + "機密★十年", "机密★十年"),
    "traditional top": (PROSE + "絕密★長期", "绝密★长期"),
    "traditional third": (PROSE + "祕密★", "秘密★"),
    "Japanese shape": (PROSE + "絶密★", "绝密★"),
    "circled sign with star": (PROSE + "㊙★10年", "秘密★10年"),
    "dot between": (PROSE + "机·密★", "机·密★"),
    "broken over lines": (PROSE + "机\n密\n★\n10年\n" + PROSE, "机密★10年"),
    "star on the next line": (PROSE + "机密\n★\n" + PROSE, "机密★"),
    "two stars": (PROSE + "机密★★", "机密★★"),
    "star and level grade": (PROSE + "机密级★10年", "机密级★10年"),
    "until a year": (PROSE + "机密★至2030年", "机密★至2030年"),
    "months": (PROSE + "秘密★6个月", "秘密★6个月"),
    "other sign with a period": (PROSE + "机密●10年", "机密●10年"),
    "hyphen with a period": (PROSE + "（机密-10年）", "机密-10年"),
    "brackets with a period": (PROSE + "机密（10年）", "机密(10年"),
    "business word with a period": (PROSE + "商业秘密★10年", "秘密★10年"),
    "state secret with a star": (PROSE + "国家秘密★", "秘密★"),
    "line ends of old machines": (PROSE.replace("\n", "\r") + "机密★", "机密★"),
    "label": (PROSE + "密级：机密", "密级：机密"),
    "label half-width": (PROSE + "密级:秘密", "密级：秘密"),
    "label with blanks": (PROSE + "密 级 ： 绝 密", "密级：绝密"),
    "label with period": (PROSE + "密级和保密期限：机密★10年", "机密★10年"),
    "label with period without star": (PROSE + "密级和保密期限：机密 10年", "密级：机密"),
    "label in a table": (PROSE + "密级\t机密\n", "密级：机密"),
    "label over cells": (PROSE + "密级\n机密\n" + PROSE, "密级：机密"),
    "label in brackets": (PROSE + "密级：【秘密】", "密级：秘密"),
    "label of an office system": (PROSE + "密级别：机密级", "密级：机密"),
    "label 保密等级": (PROSE + "保密等级：秘密", "密级：秘密"),
    "label 涉密等级": (PROSE + "涉密等级=机密", "密级：机密"),
    "label traditional": (PROSE + "密級：機密", "密级：机密"),
    "label with ticked box": (PROSE + "密级：□绝密 ☑机密 □秘密", "密级：机密"),
    "label with a tick": (PROSE + "密级： 绝密 √秘密", "密级：秘密"),
    "period beside a level": (PROSE + "机密 保密期限：10年", "机密"),
    "period above a level": (PROSE + "保密期限：10年\n秘密\n" + PROSE, "秘密"),
    "period below a level": (PROSE + "秘密\n保密期限：10年\n" + PROSE, "秘密"),
    "period named in brackets": (PROSE + "机密（保密期限10年）\n" + PROSE, "机密(保密期限10年"),
    "period named after a colon": ("000012\n机密【保密期限：长期】\n通知", "机密【保密期限长期"),
    "period in one cell": (PROSE + "机密\t保密期限\t10年", "机密"),
    "head alone": ("机密\n某县人民政府文件", "机密"),
    "head alone, apart": ("机  密\n某县人民政府文件", "机密"),
    "head alone, far apart": ("绝\u3000\u3000\u3000\u3000密\n关于防汛工作的通知", "绝密"),
    "head below the copy number": ("000123\n秘密\n特急\n某县人民政府", "秘密"),
    "head beside the urgency": ("机密  特急\n某县人民政府", "机密"),
    "head beside the copy number": ("第000012号    秘密\n某县人民政府", "秘密"),
    "head after the masthead": ("某县人民政府文件 机密\n某政发〔2024〕1号", "机密"),
    "head in brackets": ("【机密】\n关于防汛工作的通知", "机密"),
    "head in round brackets": ("关于防汛工作的通知（秘密）\n各乡镇", "秘密"),
    "head between stars": ("★机密★\n通知", "机密★"),
    "head with grade": ("机密级\n通知", "机密级"),
    "head with period": ("机密 十年\n通知", "机密"),
    "head with period glued": ("机密10年\n通知", "机密10年"),
    "head as a file": ("绝密文件\n通知", "绝密文件"),
    "head downwards": ("绝\n密\n某县人民政府", "绝密"),
    "head downwards with blanks": (" 机 \n\n 密 \n某县人民政府", "机密"),
    "head traditional": ("機 密\n某县人民政府", "机密"),
    "head zero-width": ("机\u200b\u200b密\n某县人民政府", "机密"),
    "head in Markdown": ("**机密**\n\n# 通知", "机密"),
    "head of a heading": ("# 秘密\n\n正文", "秘密"),
    "head underlined": ("__秘密__\n正文", "秘密"),
    "head circled": ("㊙\n正文", "秘密"),
    "head ticked": ("□绝密 ☑机密 □秘密\n正文", "机密"),
    "a title alone": ("机密", "机密"),
    "compatibility ideographs": (PROSE + "\u7d76密★", "绝密★"),
}

NOTED = {
    "running text": (PROSE + "依法保护机密。", "机密"),
    "grade in running text": (PROSE + "属于秘密级国家秘密的，按规定办理。", "秘密"),
    "top grade in running text": (PROSE + "绝密级事项由省级审批。", "绝密"),
    "law on levels": (PROSE + "国家秘密的密级分为绝密、机密、秘密三级。", "绝密"),
    "prose at the beginning": ("保守秘密是公民的义务。", "秘密"),
    "work secrets": (PROSE + "妥善保管工作秘密。", "秘密"),
    "cell far below": (PROSE + "事项甲\t秘密\n", "秘密"),
    "line alone far below": (PROSE + "秘密\n" + PROSE, "秘密"),
    "blank form": (PROSE + "密级：□绝密 □机密 □秘密", "绝密"),
    "blank form with strokes": (PROSE + "密级：绝密/机密/秘密/非密", "绝密"),
    "a contract": (PROSE + "双方应保守秘密，保密期限：3年。", "秘密"),
    "required field": (PROSE + "是否涉及秘密*", "秘密"),
    "bullet after the word": (PROSE + "依法保守秘密\n* 第二项", "秘密"),
    "star of the next line": (PROSE + "依法保守秘密\n★第二项工作", "秘密"),
    "Markdown emphasis": (PROSE + "不得泄露**秘密**信息", "秘密"),
    "level said in prose": (PROSE + "该类文件的密级为机密。", "机密"),
    "torn apart but standing alone": (PROSE + "属于“机 密”的", "机密"),
    "internal": ("内部资料\n通知", "内部资料"),
    "internal apart": ("内 部 资 料\n通知", "内部资料"),
    "internal in brackets": ("【内部】\n通知", "内部"),
    "internal, keep": ("内部资料 注意保存\n通知", "内部资料"),
    "label internal": ("密级：内部", "内部"),
    "table of levels at the head": ("绝密 机密 秘密 合计\n1 2 3 6", "机密"),
}

SILENT = {
    "nothing": "",
    "plain": "关于做好防汛工作的通知",
    "review": "保密审查",
    "state secret": "涉及国家秘密、商业秘密、个人隐私的，不予公开。",
    "business secret": "商业秘密",
    "business secret with a star": "★投标人应当保守商业秘密★",
    "technical secret": "技术秘密",
    "confidentiality of data": "保证数据的机密性、完整性和可用性",
    "leak": "严防失密泄密",
    "secretary": "秘书科\n秘书",
    "the law": "《中华人民共和国保守国家秘密法》",
    "classified": "涉密人员管理",
    "unclassified": "非密",
    "label unclassified": "密级：非密",
    "label none": "密级：无",
    "label open": "密级：公开",
    "label empty": "密级：\n标题：通知",
    "computer password": "计算机密码管理",
    "mobile password": "手机密码找回",
    "close contact": "拒绝密切接触",
    "motive": "动机 密切相关",
    "dense": "人员投机密集",
    "correspondence": "通信自由和通信秘密受法律保护",
    "reasons of the register": "不予公开理由：国家秘密\n不予公开理由：商业秘密",
    "period without a level": "保密期限：自合同签订之日起5年",
    "stars of a hotel": "四星级★★★★酒店",
    "required clause": "★1. 投标人须具备资质",
    "internal in prose": "内部管理信息可以不予公开",
    "protection": "加强保密 工作 秘书 值班",
}

NAMES_REFUSED = {
    "机密-防汛方案.docx": "机密",
    "机密_防汛方案.docx": "机密",
    "【秘密】防汛方案.docx": "秘密",
    "(绝密) 防汛方案.pdf": "绝密",
    "关于防汛工作的通知(秘密).docx": "秘密",
    "关于防汛工作的通知（秘密）.docx": "秘密",
    "关于防汛工作的通知-机密.docx": "机密",
    "关于防汛工作的通知 机密.docx": "机密",
    "关于防汛工作的通知.机密.docx": "机密",
    "机密★10年 防汛方案.docx": "机密★10年",
    "防汛方案机密★.docx": "机密★",
    "机密.docx": "机密",
    "机密": "机密",
    "秘 密.docx": "秘密",
    "机\u200b密-方案.docx": "机密",
    "機密-方案.docx": "机密",
    "絕密 方案.docx": "绝密",
    "秘密级-方案.xlsx": "秘密级",
    "密级：机密 方案.docx": "密级：机密",
    "机密关于防汛的通知.docx": "机密",
    "机密10年-方案.docx": "机密10年",
    "2024/机密/方案.docx": "机密",
    "2024\\绝密文件\\方案.docx": "绝密文件",
    "机密．docx": "机密",
    "[机密]方案.zip": "机密",
    "机密2024.docx": "机密2024",
    "方案〔机密〕.doc": "机密",
    "绝密材料.wps": "绝密材料",
    "㊙ 方案.docx": "秘密",
}

NAMES_SILENT = (
    "商业秘密保护指南.docx",
    "国家秘密定密管理.docx",
    "国家秘密定密管理（试行）.docx",
    "国家 秘密.docx",
    "保密审查表.docx",
    "保守国家秘密法.pdf",
    "机密性测评报告.docx",
    "秘书科通讯录.xlsx",
    "涉密人员管理办法.docx",
    "非密文件清单.xlsx",
    "秘密级事项范围说明.docx",
    "密级说明（绝密、机密、秘密）.docx",
    "密级说明（绝密 机密 秘密）.docx",
    "计算机密码.docx",
    "公文登记簿.xlsx",
    "内部资料.docx",
    "",
)


@pytest.mark.parametrize("case", REFUSED)
def test_a_mark_refuses(case: str) -> None:
    text, words = REFUSED[case]
    found = [mark.words for mark in marks(text) if mark.severity is Severity.REFUSE]
    assert found[:1] == [words]


@pytest.mark.parametrize("case", NOTED)
def test_words_in_running_text_are_noted(case: str) -> None:
    text, words = NOTED[case]
    found = marks(text)
    assert {mark.severity for mark in found} == {Severity.NOTE}
    assert words in {mark.words for mark in found}
    assert refusal_of_text(text) is None


@pytest.mark.parametrize("case", SILENT)
def test_other_words_pass(case: str) -> None:
    assert marks(SILENT[case]) == ()


@pytest.mark.parametrize("name", NAMES_REFUSED)
def test_a_mark_in_a_name_refuses(name: str) -> None:
    words = NAMES_REFUSED[name]
    sentence = f"文件名标有密级“{words}”，涉密内容不得进入本系统，请停止上传并按保密规定处理"
    assert refusal_of_name(name) == sentence


@pytest.mark.parametrize("name", NAMES_SILENT)
def test_words_in_a_name_pass(name: str) -> None:
    assert refusal_of_name(name) is None


def test_a_mark_names_its_line_in_the_original() -> None:
    assert marks("一\r\n\r\n  \r\n二\r\n见机密★3年\r\n") == (Mark(Severity.REFUSE, "机密★3年", 5),)


def test_the_sentence_names_the_line() -> None:
    assert refusal_of_text(PROSE + "机密★3年") == (
        "第15行标有密级“机密★3年”，涉密内容不得进入本系统，请停止上传并按保密规定处理"
    )


def test_lines_of_the_head_may_be_given() -> None:
    assert marks("秘密", head=[]) == (Mark(Severity.NOTE, "秘密", 1),)
    assert marks("正文", head=["某县", "秘密"]) == (Mark(Severity.REFUSE, "秘密", 0),)
    assert refusal_of_text("正文", head=["秘密"]) == (
        "文件头、页眉或其他显著位置标有密级“秘密”，涉密内容不得进入本系统，请停止上传并按保密规定处理"
    )


def test_a_note_beside_a_refusal_on_its_line_is_left_out() -> None:
    assert [mark.severity for mark in marks("机密★3年")] == [Severity.REFUSE]
    assert notes_of_text("机密★3年") == ()


def test_no_text_tells_more_than_so_many_marks() -> None:
    assert len(marks((PROSE + "机密★3年\n") * 300)) == MOST


@dataclass(frozen=True)
class Texts:
    head: tuple[str, ...] = ()
    body: str = ""
    others: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("name", "texts", "beginning"),
    [
        ("机密-1.docx", Texts(), "文件名标有密级“机密”，"),
        ("1.docx", Texts(head=("机密",)), "文件头、页眉或其他显著位置标有密级“机密”，"),
        ("1.docx", Texts(body="一\n秘密★1年"), "第2行标有密级“秘密★1年”，"),
        ("1.docx", Texts(others=("机 密",)), "文件的属性、批注或隐藏内容标有密级“机密”，"),
        ("1.docx", Texts(others=("见机密★1年",)), "文件的属性、批注或隐藏内容标有密级“机密★1年”，"),
    ],
)
def test_a_file_is_refused_for_any_of_its_texts(name: str, texts: Texts, beginning: str) -> None:
    refusal = refusal_of_file(name, texts)
    assert refusal is not None
    assert refusal == beginning + "涉密内容不得进入本系统，请停止上传并按保密规定处理"


def test_a_file_without_a_mark_passes() -> None:
    texts = Texts(head=("某县人民政府文件",), body="保守秘密\n国家秘密", others=("张三",))
    assert refusal_of_file("商业秘密保护指南.docx", texts) is None
    assert notes_of_file("商业秘密保护指南.docx", texts) == (Mark(Severity.NOTE, "秘密", 1),)


BLANKS = st.text(
    st.sampled_from(" \t\xa0\u3000\u2003\u200b\u200d\u2060\ufeff\xad\ufe0f\u2800\u3164"), max_size=9
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["绝密", "机密", "秘密", "絕密", "機密", "祕密"]),
    st.sampled_from("★☆*＊"),
    st.lists(BLANKS, min_size=5, max_size=5),
    st.sampled_from(["10年", "１０年", "长期", "五年"]),
)
def test_nothing_put_between_hides_a_mark(level: str, star: str, between: list[str], period: str) -> None:
    pieces = [*level, star, *period[:2]]
    text = "".join(piece + blank for piece, blank in zip(pieces, between, strict=True)) + period[2:]
    assert refusal_of_text(PROSE + "见" + text) is not None
    assert refusal_of_text(text) is not None
    assert refusal_of_name(text.replace("\t", " ") + ".docx") is not None


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("绝机秘密级★*：:（）()保期限 \n年10商业国家、\u200b\t"), max_size=80))
def test_any_text_is_judged_the_same_twice(text: str) -> None:
    assert marks(text) == marks(text)
    assert [mark.words for mark in marks(text)] == [
        mark.words for mark in marks(text.replace("密", "\u200b密"))
    ]
    assert refusal_of_name(text) == refusal_of_name(text)


def test_folding_keeps_the_numbers_of_lines() -> None:
    whole = folded("甲\n\n  乙  丙\u3000丁 \n")
    assert (whole.text, whole.numbers) == ("甲\n乙 丙 丁", (1, 3))
    assert [whole.line_at(place) for place in range(len(whole.text))] == [1, 1, 3, 3, 3, 3, 3]


HARD = ["机密", "机 ", "密级：", "★", "保密期限", "(", "机密(", "秘密 ★ ★ ", "[机密", "绝", "机密 保密期限\n"]


@pytest.mark.parametrize("piece", HARD)
def test_a_text_made_to_be_slow_is_read(piece: str) -> None:
    text = "文" + piece * (600_000 // len(piece))
    assert len(marks(text)) <= 3 * MOST


def test_a_text_of_five_megabytes_is_read() -> None:
    text = "本机关依法公开政府信息，涉及国家秘密的除外。\n" * 220_000
    assert marks(text) == ()
