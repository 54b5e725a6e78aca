"""Differences read as words: exact pieces of paragraphs, cells, addresses, fields; none goes unseen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yangguang.documents.cleaning import clean_html
from yangguang.documents.comparing.aligning import aligned
from yangguang.documents.comparing.blocks import blocks_of
from yangguang.documents.comparing.words import Budget, pieces, tokens
from yangguang.documents.differences import (
    Change,
    FieldChange,
    How,
    Kind,
    Piece,
    differences,
    differences_of_fields,
    rendered,
    rendered_pieces,
)

SIGNS = {"=": Kind.SAME, "-": Kind.REMOVED, "+": Kind.ADDED}


def said(*texts: str) -> tuple[Piece, ...]:
    """Pieces written with their sign: =same, -removed, +added."""
    return tuple(Piece(SIGNS[one[0]], one[1:]) for one in texts)


WORDS = {
    "a number with its unit": (
        "自收到申请之日起15个工作日内答复",
        "自收到申请之日起20个工作日内答复",
        said("=自收到申请之日起", "-15个工作日", "+20个工作日", "=内答复"),
    ),
    "a date": (
        "自2024年1月1日起施行",
        "自2024年10月1日起施行",
        said("=自", "-2024年1月1日", "+2024年10月1日", "=起施行"),
    ),
    "a year in a number": (
        "依照某政发〔2023〕5号",
        "依照某政发〔2024〕5号",
        said("=依照某政发", "-〔2023〕5号", "+〔2024〕5号"),
    ),
    "money": ("共1,200.50万元", "共1,300.50万元", said("=共", "-1,200.50万元", "+1,300.50万元")),
    "an article": ("依据第十二条", "依据第十三条", said("=依据", "-第十二条", "+第十三条")),
    "a Latin word": ("使用OFD格式", "使用PDF格式", said("=使用", "-OFD", "+PDF", "=格式")),
    "a Chinese word": ("各单位应当执行", "各部门应当执行", said("=各", "-单位", "+部门", "=应当执行")),
    "a word added": ("应当公开", "应当主动公开", said("=应当", "+主动", "=公开")),
    "a word removed": ("应当主动公开", "应当公开", said("=应当", "-主动", "=公开")),
    "not, added": ("予以公开", "不予以公开", said("+不", "=予以公开")),
    "islands are joined": (
        "由县水利局负责实施",
        "由市应急局牵头实施",
        said("=由", "-县水利局负责", "+市应急局牵头", "=实施"),
    ),
    "a sentence added": (
        "第一句。第三句。",
        "第一句。第二句。第三句。",
        said("=第一句。", "+第二句。", "=第三句。"),
    ),
    "all new": ("", "新增", said("+新增")),
    "all gone": ("删去", "", said("-删去")),
    "nothing": ("", "", ()),
    "equal": ("相同", "相同", said("=相同")),
    "nothing in common": ("防汛", "抗旱", said("-防汛", "+抗旱")),
}


@pytest.mark.parametrize("case", WORDS)
def test_changes_read_as_words(case: str) -> None:
    old, new, expected = WORDS[case]
    assert pieces(old, new, Budget()) == expected


def test_words_are_whole() -> None:
    text = "2024年3月1日，某政发〔2024〕15号第3款付1,200.5万元给A-1公司，占12%，详见 http2"
    assert tokens(text) == [
        "2024年3月1日", "，", "某", "政", "发", "〔2024〕15号", "第", "3款", "付", "1,200.5万元", "给", "A-1",
        "公", "司", "，", "占", "12%", "，", "详", "见", " ", "http2",
    ]  # fmt: skip


PAGE = (
    "<h2>总则</h2><p>本办法有效期15个工作日。</p><p>各单位应当按照规定执行。</p>"
    "<table><tbody><tr><th>项目</th><th>数量</th></tr><tr><td>甲</td><td>1</td></tr></tbody></table><p>附则不变。</p>"
)


def changed(old: str, new: str) -> list[tuple[str, str, tuple[Piece, ...]]]:
    return [(one.how.value, one.tag, one.texts) for one in differences(old, new) if one.how is not How.SAME]


CHANGES = {
    "nothing": (PAGE, PAGE, []),
    "a word in a paragraph": (
        PAGE,
        PAGE.replace("15个", "20个"),
        [("changed", "p", said("=本办法有效期", "-15个工作日", "+20个工作日", "=。"))],
    ),
    "a cell": (PAGE, PAGE.replace("<td>1<", "<td>2<"), [("changed", "tr", said("=甲", "-1", "+2"))]),
    "a row added": (
        PAGE,
        PAGE.replace("</tbody>", "<tr><td>乙</td><td>9</td></tr></tbody>"),
        [("added", "tr", said("+乙", "+9"))],
    ),
    "a row removed": (
        PAGE,
        PAGE.replace("<tr><td>甲</td><td>1</td></tr>", ""),
        [("removed", "tr", said("-甲", "-1"))],
    ),
    "a column added": (
        PAGE,
        PAGE.replace("</td></tr>", "</td><td>件</td></tr>"),
        [("changed", "tr", said("=甲", "=1", "+件"))],
    ),
    "a paragraph added": (
        PAGE,
        PAGE.replace("<p>附则", "<p>新增一段。</p><p>附则"),
        [("added", "p", said("+新增一段。"))],
    ),
    "a paragraph removed": (
        PAGE,
        PAGE.replace("<p>附则不变。</p>", ""),
        [("removed", "p", said("-附则不变。"))],
    ),
    "a paragraph moved": (
        PAGE,
        PAGE.replace("<p>各单位应当按照规定执行。</p>", "") + "<p>各单位应当按照规定执行。</p>",
        [
            ("moved_away", "p", said("-各单位应当按照规定执行。")),
            ("moved_here", "p", said("+各单位应当按照规定执行。")),
        ],
    ),
    "a paragraph made a heading": (
        PAGE,
        PAGE.replace("<p>附则不变。</p>", "<h2>附则不变。</h2>"),
        [("format", "h2", said("=附则不变。"))],
    ),
    "weight": (
        PAGE,
        PAGE.replace("附则", "<strong>附则</strong>"),
        [("format", "p", said("=附则不变。"))],
    ),
    "weight of another word": (
        "<p><strong>甲</strong>乙</p>",
        "<p>甲<strong>乙</strong></p>",
        [("format", "p", said("=甲乙"))],
    ),
    "an address": (
        '<p>见<a href="/a">说明</a></p>',
        '<p>见<a href="/b">说明</a></p>',
        [("changed", "p", said("=见说明", "-（链接：/a）", "+（链接：/b）"))],
    ),
    "a link added": (
        "<p>见说明</p>",
        '<p>见<a href="/a">说明</a></p>',
        [("changed", "p", said("=见说明", "+（链接：/a）"))],
    ),
    "an address in a cell": (
        '<table><tr><td><a href="/a">说明</a></td></tr></table>',
        '<table><tr><td><a href="/b">说明</a></td></tr></table>',
        [("changed", "tr", said("=说明", "-（链接：/a）", "+（链接：/b）"))],
    ),
    "a picture": (
        '<p>图<img src="/files/1" alt="甲"></p>',
        '<p>图<img src="/files/2" alt="甲"></p>',
        [("changed", "p", said("=图", "-〔图片：甲 /files/1〕", "+〔图片：甲 /files/2〕"))],
    ),
    "spans of a cell": (
        '<table><tr><td colspan="2">甲</td></tr></table>',
        "<table><tr><td>甲</td></tr></table>",
        [("format", "tr", said("=甲"))],
    ),
    "a list item": (
        "<ul><li>甲</li><li>乙</li></ul>",
        "<ul><li>甲</li></ul>",
        [("removed", "li", said("-乙"))],
    ),
    "a rule": ("<p>甲</p><hr>", "<p>甲</p>", [("removed", "hr", ())]),
    "from nothing": ("", "<p>甲</p>", [("added", "p", said("+甲"))]),
    "to nothing": ("<p>甲</p>", "", [("removed", "p", said("-甲"))]),
    "blanks are no change": ("<p>甲  乙</p>", "<p>甲\n乙</p>".replace("\n", " "), []),
}


@pytest.mark.parametrize("case", CHANGES)
def test_blocks_changed(case: str) -> None:
    old, new, expected = CHANGES[case]
    assert changed(old, new) == expected


def test_the_changes_are_shown() -> None:
    new = PAGE.replace("15个", "20个").replace("<td>1<", "<td>2<").replace("附则", "附 & 则")
    assert rendered(differences(PAGE, new)) == (
        '<h2 class="difference-same">总则</h2>'
        '<p class="difference-changed">本办法有效期<del>15个工作日</del><ins>20个工作日</ins>。</p>'
        '<p class="difference-same">各单位应当按照规定执行。</p>'
        '<table><tr class="difference-same"><th>项目</th><th>数量</th></tr>'
        '<tr class="difference-changed"><td>甲</td><td><del>1</del><ins>2</ins></td></tr></table>'
        '<p class="difference-changed">附<ins> &amp; </ins>则不变。</p>'
    )


def test_unchanged_blocks_may_be_left_out() -> None:
    old = "".join(f"<p>第{number}段不变。</p>" for number in range(9))
    new = old.replace("第4段不变", "第4段改变")
    assert rendered(differences(old, new), context=1) == (
        '<p class="difference-skipped">（此处 3 段没有改动）</p><p class="difference-same">第3段不变。</p>'
        '<p class="difference-changed">第4段<del>不</del><ins>改</ins>变。</p>'
        '<p class="difference-same">第5段不变。</p><p class="difference-skipped">（此处 3 段没有改动）</p>'
    )


def test_what_moved_and_what_only_looks_different_is_said() -> None:
    away = Change(How.MOVED_AWAY, "p", said("-甲"))
    looks = Change(How.FORMAT, "li", said("=乙"))
    assert rendered([away, looks]) == (
        '<p class="difference-moved_away"><span class="difference-label">（移到别处）</span><del>甲</del></p>'
        '<ul><li class="difference-format"><span class="difference-label">（只改了格式）</span>乙</li></ul>'
    )


def test_nothing_of_a_text_becomes_markup() -> None:
    found = differences("<p>a</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    assert rendered(found) == (
        '<p class="difference-removed"><del>a</del></p>'
        '<p class="difference-added"><ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins></p>'
    )
    assert rendered_pieces(said('-"<', "=a\nb")) == "<del>&quot;&lt;</del>a<br>b"


def test_fields_are_compared_by_words() -> None:
    labels = {"title": "标题", "made_on": "成文日期", "keywords": "关键词", "openness": "公开方式"}
    old = {
        "title": "防汛通知",
        "made_on": "2024-01-05",
        "keywords": ["防汛", "水利"],
        "openness": "主动公开",
        "z": 1,
    }
    new = {
        "title": "防汛工作通知",
        "made_on": "2024-01-06",
        "keywords": ["防汛"],
        "openness": "主动公开",
        "y": True,
    }
    assert differences_of_fields(old, new, labels) == (
        FieldChange("title", "标题", said("=防汛", "+工作", "=通知")),
        FieldChange("made_on", "成文日期", said("-2024-01-05", "+2024-01-06")),
        FieldChange("keywords", "关键词", said("=防汛", "-；水利")),
        FieldChange("y", "y", said("+是")),
        FieldChange("z", "z", said("-1")),
    )
    assert differences_of_fields(old, old, labels) == ()
    assert differences_of_fields({"a": None}, {"a": ""}, {}) == ()
    assert differences_of_fields({"a": {"b": [1]}}, {"a": {"b": [2]}}, {"a": "表"}) == (
        FieldChange("a", "表", said("=b：", "-1", "+2")),
    )


def side(found: tuple[Piece, ...], left_out: Kind) -> str:
    return "".join(one.text for one in found if one.kind is not left_out)


def kept(found: tuple[Change, ...], left_out: Kind) -> list[str]:
    return [text for one in found if (text := side(one.texts, left_out))]


TEXTS = st.text(st.sampled_from("县政府公开信息工作日15年20月〔〕号。；A b第条\n"), max_size=60)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_pieces_make_both_texts(old: str, new: str) -> None:
    found = pieces(old, new, Budget())
    assert side(found, Kind.ADDED) == old
    assert side(found, Kind.REMOVED) == new
    assert side(pieces(old, new, Budget(0)), Kind.REMOVED) == new
    kinds = "".join(one.kind.value[0] for one in found)
    assert re.fullmatch("s?(?:(?:r|a|ra)s)*(?:r|a|ra)?", kinds)


PARAGRAPHS = st.lists(
    st.sampled_from(["甲乙丙丁", "甲乙丙戊", "子丑寅卯", "一", "二", "总则第一条"]), max_size=12
)


@settings(max_examples=300, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, st.sampled_from(["p", "h2", "li"]))
def test_changes_make_both_pages(old: list[str], new: list[str], tag: str) -> None:
    before, after = (clean_html("".join(f"<{tag}>{one}</{tag}>" for one in side)) for side in (old, new))
    found = differences(before, after)
    assert [text for one in found if (text := side(one.texts, Kind.ADDED))] == [
        one.text for one in blocks_of(before)
    ]
    assert [text for one in found if (text := side(one.texts, Kind.REMOVED))] == [
        one.text for one in blocks_of(after)
    ]
    assert (before == after) == all(one.how is How.SAME for one in found)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 6), max_size=30), st.lists(st.integers(0, 6), max_size=30))
def test_alignment_covers_both_sequences(old: list[int], new: list[int]) -> None:
    gaps = aligned(old, new)
    assert [one for gap in gaps for one in old[gap.old_from : gap.old_to]] == old
    assert [one for gap in gaps for one in new[gap.new_from : gap.new_to]] == new
    equal = [gap for gap in gaps if gap.same]
    assert all(old[gap.old_from : gap.old_to] == new[gap.new_from : gap.new_to] for gap in equal)


LONG = {
    "one paragraph": ("<p>" + "甲乙" * 50_000 + "</p>", "<p>" + "乙丙" * 50_000 + "</p>"),
    "equal paragraphs": ("<p>甲</p>" * 15_000, "<p>甲</p><p>乙</p>" * 8_000),
    "all different": (
        "".join(f"<p>第{number}段文字很长。</p>" for number in range(5_000)),
        "".join(f"<p>另{number}节内容不同。</p>" for number in range(5_000)),
    ),
    "turned round": (
        "".join(f"<p>第{number}段文字很长。</p>" for number in range(5_000)),
        "".join(f"<p>第{number}段文字很长。</p>" for number in reversed(range(5_000))),
    ),
}


@pytest.mark.parametrize("case", LONG)
def test_long_texts_are_compared_to_the_end(case: str) -> None:
    old, new = LONG[case]
    found = differences(old, new)
    assert "".join(side(one.texts, Kind.ADDED) for one in found) == "".join(
        one.text for one in blocks_of(old)
    )
    assert "".join(side(one.texts, Kind.REMOVED) for one in found) == "".join(
        one.text for one in blocks_of(new)
    )


def test_a_word_changed_all_over_a_long_text_is_found_everywhere() -> None:
    old = "".join(f"<p>第{number}条　行政许可由县级机关办理，期限20个工作日。</p>" for number in range(3_000))
    found = differences(old, old.replace("20个", "15个"))
    assert {one.how for one in found} == {How.CHANGED}
    assert found[7].pieces == said(
        "=第7条 行政许可由县级机关办理，期限".replace(" ", "　"), "-20个工作日", "+15个工作日", "=。"
    )
