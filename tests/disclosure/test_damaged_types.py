"""Is a damaged definition file named with its place, and does no county replace an official type?"""

from __future__ import annotations

import pytest

from tests.disclosure.type_files import NEW, written
from yangguang.disclosure.definitions import OFFICIAL, DefinitionError, Kind, Layout, load_definitions, main

PLAIN = "应当以小写英文字母开头，只用小写字母、数字、下划线，不超过40个字符"

# 原文, 换成, 整句
DAMAGE = [
    ("key: credit_promise", "key: promise", "key“promise”和文件名不一致，文件应当叫 promise.yaml"),
    ("label: 信用承诺公示", "label: [a]", "label 应当是一行文字"),
    ("label: 信用承诺公示", "", "没有写 label"),
    ("label: 信用承诺公示", "label: 信用承诺公示\nlabel: 又一个", "第3行“label”写了两次"),
    ("group: 本地公开", "group: 本地公开\n  乱: 1", "第4行不是正确的 YAML"),
    (
        "genre: proclamation",
        "genra: proclamation",
        "没有写 genre",
    ),
    (
        'columns: ["20.15"]',
        'columns: ["22.1"]',
        "columns“22.1”不对，应写成 20.1 这样的条例条款，或者 guide、system、report",
    ),
    ('columns: ["20.15"]', 'columns: ["20.1", "20.1"]', "columns 里“20.1”写了两次"),
    ('columns: ["20.15"]', "columns: all", "columns 应当是一个列表"),
    (
        'columns: ["20.15"]',
        "requires: [follows]",
        "requires“follows”不对，只能是 amends、replaces、repeals、interprets、based_on 之一",
    ),
    ('columns: ["20.15"]', "normative: 是", "normative 应当是 true 或者 false"),
    ('columns: ["20.15"]', "order: -1", "order 应当是不小于零的整数"),
    (
        'columns: ["20.15"]',
        "colour: red",
        "不认识“colour”，这里可以写：key、document、presenter、order、label、group、says、genre、columns、"
        "normative、requires、clock、schema、form",
    ),
    ("body: optional", "body: maybe", "，document：body “maybe”不对，只能是 required、optional、unused 之一"),
    ("number: unused, ", "", "，document：没有写 number"),
    (
        "{number: unused",
        "{seal: required, number: unused",
        "，document：不认识“seal”，这里可以写：number、made_on、body、attachments、in_force",
    ),
    (
        "parameter: publication.proactive",
        "parameter: publication.proactiv",
        "clock：没有名为“publication.proactiv”的法定数值，是不是“publication.proactive”？",
    ),
    (
        "parameter: publication.proactive",
        "parameter: publication.emergency_statement",
        "clock：法定数值“publication.emergency_statement”不以日或者工作日计，不能作公开期限",
    ),
    (
        "from: promised_on",
        "from: company",
        "clock 的 from“company”不是 made_on、changed_on，也不是 schema 里的日期字段",
    ),
    (
        "from: promised_on",
        "from: made_on",
        "clock 从成文日期或者变更日期起算的，document 的 made_on 应当是 required",
    ),
    (", called: 承诺日期", "", "clock 从字段 promised_on 起算，要写 called 说明这一天叫什么"),
    (
        "kind: date, required: true",
        "kind: date",
        "clock 从字段 promised_on 起算，它应当必填（required，或者与 when 相同的 required_when）",
    ),
    (
        "called: 承诺日期}",
        "called: 承诺日期, when: {field: kind, is: [repair]}}",
        "clock 里除最后一项以外都要写 when，最后一项不写 when",
    ),
    (
        "called: 承诺日期}",
        "called: 承诺日期, when: {field: kind, is: [other]}}",
        "clock 的 when ：字段 kind 没有“other”这个选项",
    ),
    (
        "  - {parameter: publication.proactive, from: promised_on, called: 承诺日期}",
        "",
        "没有写 clock，每个类型都要写明公开期限",
    ),
    (
        "name: company",
        "name: Company",
        "，schema 第1项：name “Company”" + PLAIN,
    ),
    ("kind: text", "kynd: text", "，schema 第1项：没有写 kind"),
    ("kind: text", "kind: colour", None),
    (
        "kind: text, required: true",
        "kind: text, most: 3",
        "，schema 第1项：不认识“most”，这里可以写：kind、name、label、required、hint、longest、required_when",
    ),
    ("kind: text, required: true", "kind: text, longest: 0", "，schema 第1项：longest 应当大于零"),
    ("kind: text, required: true", "kind: number, least: many", "，schema 第1项：least 应当是数字"),
    ("kind: text, required: true", "kind: number, least: 3, most: 2", "字段 company 的 least 大于 most"),
    ("kind: text, required: true", "kind: rows", "，schema 第1项：表格没有写 columns"),
    (
        "kind: text, required: true",
        "kind: rows, columns: [{name: a, label: 甲, kind: rows}]",
        "，schema 第1项，columns 第1项：表格的一列不能再是表格",
    ),
    (
        "kind: text, required: true",
        "kind: choice",
        "，schema 第1项：单选、多选要写 options 或者 vocabulary，两者只写一个",
    ),
    (
        "kind: text, required: true",
        "kind: text, required_when: {field: price, is: [a]}",
        "字段 company 的 required_when提到的字段“price”不在 schema 里",
    ),
    (
        "kind: text, required: true",
        "kind: text, required_when: {field: kind}",
        "，schema 第1项，required_when：没有写 is",
    ),
    (
        "kind: date, required: true",
        "kind: date, required: true, not_before: company",
        "字段 promised_on 的 not_before“company”不是同一层的另一个日期字段",
    ),
    (
        "kind: text, required: true",
        "kind: money, not_above: kind",
        "字段 company 的 not_above“kind”不是同一层的另一个数字字段",
    ),
    ("name: company, label: 企业名称", "name: kind, label: 企业名称", "schema 里字段“kind”写了两次"),
    ("label: 企业名称", "label: 承诺种类", "schema 里字段名称“承诺种类”写了两次"),
    ("repair: 信用修复", "repair: 审批替代", "字段 kind 的选项“审批替代”写了两次"),
    (
        "repair: 信用修复",
        "yes: 信用修复",
        "，schema 第3项，options：代码 “True”" + PLAIN,
    ),
    (
        "{title: 承诺, fields: [company,",
        "{title: 承诺, fields: [company, price,",
        "form“承诺”提到的字段“price”不在 schema 里",
    ),
    (
        "{title: 承诺, fields: [company,",
        "{title: 承诺, fields: [",
        "字段 company 在 form 里应当出现一次，现在是0次",
    ),
    ("{title: 承诺, fields: [company, promised_on, kind]}", "承诺", "，form 第1项：这里应当是“键: 值”的形式"),
    (
        "layout: article",
        "layout: poster",
        "，presenter：layout “poster”不对，只能是 " + "、".join(Layout) + " 之一",
    ),
    (
        "{shows: facts, fields: [company,",
        "{shows: facts, fields: [price, company,",
        "presenter“facts”提到的字段“price”不在 schema 里",
    ),
    (
        "{shows: facts, fields: [company,",
        "{shows: facts, fields: [",
        "字段 company 在 presenter 里应当出现一次，现在是0次",
    ),
    ("- {shows: body}", "", "presenter 里 body 应当一处，document 写的是 optional"),
    (
        "- {shows: body}",
        "- {shows: body}\n    - {shows: attachments}",
        "presenter 里 attachments 应当没有，document 写的是 unused",
    ),
    ("- {shows: body}", "- {shows: body, fields: [kind]}", "presenter“body”不写 fields"),
    (
        "{shows: facts, fields: [company,",
        "{shows: table, fields: [company,",
        "presenter“table”：people、progress、steps、table 只放一个 rows 字段，rows 字段也只能放在那里",
    ),
    (
        "{shows: facts, fields: [company,",
        "{shows: links, fields: [company,",
        "presenter“links”：links 只放网址字段",
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), DAMAGE)
def test_a_damaged_file_is_named_with_its_place(tmp_path, old, new, sentence):
    assert old in NEW
    folder = written(tmp_path, "credit_promise", NEW.replace(old, new, 1))
    with pytest.raises(DefinitionError) as caught:
        load_definitions(folder)
    joined = "" if sentence is None or sentence.startswith("，") else "："
    expected = (
        "credit_promise.yaml，schema 第1项：kind “colour”不对，只能是 "
        f"{'、'.join(kind.value for kind in Kind)} 之一"
        if sentence is None
        else f"credit_promise.yaml{joined}{sentence}"
    )
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "odd.yaml：文件读不出，应当是 UTF-8 编码的文本"),
        (b"", "odd.yaml：这里应当是“键: 值”的形式"),
        (b"- a\n- b\n", "odd.yaml：这里应当是“键: 值”的形式"),
        (b"a: {b: [}\n", "odd.yaml：第1行不是正确的 YAML"),
        (b"? [a]\n: 1\n", "odd.yaml：第1行不是正确的 YAML"),
        (b"day: 2026-02-30\n", "odd.yaml：不是正确的 YAML"),
        (b"a: !!python/object/apply:os.getcwd []\n", "odd.yaml：第1行不是正确的 YAML"),
        (b"[" * 9000, "odd.yaml：层次太深，读不出"),
    ],
)
def test_a_file_that_is_no_definition(tmp_path, content, sentence):
    (tmp_path / "odd.yaml").write_bytes(content)
    with pytest.raises(DefinitionError) as caught:
        load_definitions(tmp_path)
    assert str(caught.value) == sentence


def test_a_county_does_not_replace_an_official_type(tmp_path):
    folder = written(tmp_path, "meeting", (OFFICIAL / "meeting.yaml").read_text("utf-8"))
    with pytest.raises(DefinitionError) as caught:
        load_definitions(folder)
    assert str(caught.value) == "meeting.yaml：key“meeting”和官方类型相同，请换一个"


def test_two_types_do_not_share_a_name(tmp_path):
    folder = written(tmp_path, "credit_promise", NEW.replace("label: 信用承诺公示", "label: 政府会议"))
    with pytest.raises(DefinitionError) as caught:
        load_definitions(folder)
    assert str(caught.value) == "credit_promise.yaml：label“政府会议”和类型 meeting 相同，请换一个"


def test_two_folders_do_not_share_a_key(tmp_path):
    one, two = (written(tmp_path / name, "credit_promise", NEW) for name in ("one", "two"))
    with pytest.raises(DefinitionError) as caught:
        load_definitions(one, two)
    assert str(caught.value) == "credit_promise.yaml：key“credit_promise”和另一个文件里的类型相同，请换一个"


def test_the_command_says_what_is_usable(tmp_path, capsys):
    folder = written(tmp_path / "types", "credit_promise", NEW)
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out == "credit_promise 信用承诺公示：3个字段，可以使用\n共28个信息类型\n"
    written(folder, "credit_promise", NEW.replace("kind: text", "kynd: text"))
    assert main([str(folder)]) == 2
    assert capsys.readouterr().err == "credit_promise.yaml，schema 第1项：没有写 kind\n"
