"""What the words alone give away: length, emptiness, repetition, omissions, slips, foreign matter."""

from __future__ import annotations

import pytest

from tests.annualreport.checking.makers import make_reading
from yangguang.annualreport.checking.bodies import Level, level_of, may_be_same, province_of
from yangguang.annualreport.checking.check import check
from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.reading.model import ReportSection


def spoken(**changes):
    return {(one.rule, one.message) for one in check(make_reading(**changes))}


CASES = [
    ({"text": "一是加强领导。二是强化培训。三是严格考核。"}, set()),
    ({"text": "一是加强领导。三是强化培训。三是严格考核。"},
     {("prose.ordinals", "“总体情况”部分的序号重复或跳号：一是、三是")}),
    ({"text": "一是加强领导。二是强化培训。二是严格考核。"},
     {("prose.ordinals", "“总体情况”部分的序号重复或跳号：一是、二是、二是")}),
    ({"text": "一是抓发布：一是抓时效，二是抓质量。二是抓解读。"}, set()),
    ({"text": "一是加强领导。〔略〕三是严格考核。"}, set()),
    ({"text": "一是加强领导;二是强化培训；三是严格考核。"}, set()),
    ({"text": "工作中，是否一是一、二是二，群众最清楚。"}, set()),
    ({"text": "（一）主动公开。\n做好发布。\n（二）依申请公开。\n做好答复。"}, set()),
    ({"text": "（一）主动公开。\n做好发布。\n（三）依申请公开。\n做好答复。"},
     {("prose.ordinals", "“总体情况”部分的序号重复或跳号：（一）、（三）")}),
    ({"text": "1.主动公开。\n做好发布。\n3.依申请公开。\n做好答复。"},
     {("prose.ordinals", "“总体情况”部分的序号重复或跳号：1.、3.")}),
    ({"text": "1.主动公开。\n2.依申请公开。\n2024年做好答复。\n1.2万人参加。\n1.培训。\n2.考核。"}, set()),
    ({"text": "全省统一部署，我县认真落实，我省要求全部完成。"}, set()),
    ({"text": "我区不断加大公开力度，我市做法得到推广。"},
     {("prose.other_place", "文中 1 次自称“我区”，报告主体却是“某某县”"),
      ("prose.other_place", "文中 1 次自称“我市”，报告主体却是“某某县”")}),
    ({"body": "平潭综合实验区", "text": "我县仍存在不足。"},
     {("prose.other_place", "文中 1 次自称“我县”，报告主体却是“平潭综合实验区”")}),
    ({"body": "淮安市洪泽区人民政府", "text": "我区和我市都很重视。"}, set()),
    ({"body": "某某市某某区东风街道办事处", "text": "我县和我区都很重视。"},
     {("prose.other_place", "文中 1 次自称“我县”，报告主体却是“某某市某某区东风街道办事处”")}),
    ({"text": "我市场监管工作有序。"}, set()),
    ({"body": "某某县财政局", "kind": "agency", "text": "我局和我县都很重视。"}, set()),
    ({"body": "沂源县人民政府", "text": "按照《山东省政府信息公开办法》办理，山东省政府组织了培训。"}, set()),
    ({"body": "淄博市人民政府", "text": "按照《浙江省政府信息公开办法》办理。"},
     {("prose.other_province", "引用了浙江省的规定《浙江省政府信息公开办法》，报告主体在山东省")}),
    ({"text": "按照《浙江省政府信息公开办法》和《福建省政府信息公开办法》办理。"},
     {("prose.other_province",
       "先后引用了不同省份的规定：《浙江省政府信息公开办法》、《福建省政府信息公开办法》")}),
    ({"text": "主动公开开展顺利，政府信息公开开放日、行政公益诉讼、行政复议诉讼均有序。"}, set()),
    ({"text": "行政和复议分开，政府信公开有序。"}, {("prose.slip", "“政府信公开”是笔误")}),
    ({"leaked": ("<span>", "</span>", "&nbsp;")},
     {("prose.markup", "正文中有 3 处网页或排版代码，例如 <span>")}),
    ({"leaked": ("[bookmark: OLE_LINK1]",)},
     {("prose.markup_residue", "正文中有 1 处格式转换残留，例如 [bookmark: OLE_LINK1]")}),
    ({"problems": "无。"},
     {("prose.problems_empty", "“存在的主要问题及改进情况”只有 1 个汉字，没有实质内容")}),
    ({"problems": "〔略〕"}, set()),
    ({"others": "无其他需要报告的事项。"},
     {("prose.fee_statement", "第六部分没有报告收取信息处理费的情况，没有收取也应当写明")}),
    ({"others": "2023年，收取信息\n处理费 0 元。"}, set()),
    ({"others": "2023年，本局无相关收费行为。"}, set()),
    ({"others": "依申请提供信息未向申请人收取任何费用。"}, set()),
    ({"others": "公布涉企收费清单和行政事业性收费目录。"},
     {("prose.fee_statement", "第六部分没有报告收取信息处理费的情况，没有收取也应当写明")}),
    ({"others": "无其他需要报告的事项。", "edition": "2019", "year": 2020}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CASES, ids=[str(number) for number in range(len(CASES))])
def test_words(changes, expected):
    assert spoken(**changes) == expected


def test_a_slip_in_a_heading_is_quoted():
    sections = list(make_reading().sections)
    sections[3] = ReportSection("四", "政府信息公开行政法复议、行政诉讼情况", "")
    (found,) = check(make_reading(sections=tuple(sections)))
    assert (found.rule, found.severity, found.message) == (
        "prose.slip",
        Severity.WARNING,
        "“行政法复议”是笔误",
    )
    assert found.quote == "政府信息公开行政法复议、行政诉讼情况"


def test_headings_inside_section_five_do_not_cut_it_short():
    *before, _, six = make_reading().sections
    cut = (
        ReportSection("五", "存在的主要问题及改进情况", "一、存在的问题\n公开意识不强。"),
        ReportSection("二", "改进措施", "组织业务培训，加强日常检查。"),
    )
    assert check(make_reading(sections=(*before, *cut, six))) == ()
    (found,) = check(make_reading(sections=(*before, cut[0], six)))
    assert found.rule == "prose.problems_empty"


def test_the_overview_may_have_a_thousand_characters():
    assert spoken(text="公" * 1000) == set()
    (found,) = check(make_reading(text="公" * 1001))
    assert (found.rule, found.severity) == ("prose.overview_length", Severity.NOTE)
    assert found.message.startswith("“总体情况”有 1001 个汉字，超过")
    assert spoken(text="公" * 3000, edition="2019", year=2020) == set()


def test_last_years_problems_must_not_return_word_for_word():
    words = (
        "政策解读的形式还比较单一，部分单位公开的主动性不强，业务培训的覆盖面有待扩大，今后将逐项改进落实。"
    )
    previous = make_reading(year=2022, cells={"requests/carried_out@natural_person": 0,
                                              "requests/carried_out@total": 0}, problems=words)  # fmt: skip
    repeated = check(make_reading(problems=words.replace("今后", "下一步")), previous)
    assert [one.rule for one in repeated] == ["prose.problems_repeated"]
    fresh = make_reading(problems="依申请答复文书不够规范，个别栏目更新不及时，将建立复核和提醒机制。")
    assert check(fresh, previous) == ()


NAMES = [
    ("沂源县人民政府", "淄博市沂源县人民政府办公室", True),
    ("山东省沂源县", "沂源县人民政府", True),
    (None, "沂源县人民政府", True),
    ("沂源县人民政府", "沂水县人民政府", False),
    ("沂源县人民政府", "沂源县财政局", False),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES, ids=[f"{case[0]}-{case[1]}" for case in NAMES])
def test_two_names_may_mean_one_body(one, other, same):
    assert may_be_same(one, other) is same


LEVELS = [
    ("沂源县人民政府办公室", Level.COUNTY, None),
    ("淮安市洪泽区人民政府", Level.COUNTY, "江苏"),
    ("杭州市建德市", Level.COUNTY, "浙江"),
    ("上海市人民政府办公厅", Level.PROVINCE, "上海"),
    ("北京市朝阳区人民政府", Level.COUNTY, "北京"),
    ("广西壮族自治区人民政府", Level.PROVINCE, "广西"),
    ("内蒙古自治区赤峰市克什克腾旗", Level.COUNTY, "内蒙古"),
    ("济南市人民政府", Level.CITY, "山东"),
    ("昌邑市人民政府", Level.COUNTY, None),
    ("某某市人民政府", Level.CITY, None),
    ("吉林市人民政府", Level.CITY, "吉林"),
    ("重庆市丰都县", Level.COUNTY, "重庆"),
    ("龙游县横山镇人民政府", Level.TOWNSHIP, None),
    ("某某区东风街道办事处", Level.TOWNSHIP, None),
    ("平潭综合实验区", None, "福建"),
    ("苏州工业园区管理委员会", None, "江苏"),
    ("延边朝鲜族自治州", Level.CITY, None),
]


@pytest.mark.parametrize(("body", "level", "province"), LEVELS, ids=[case[0] for case in LEVELS])
def test_a_name_tells_level_and_province(body, level, province):
    assert (level_of(body), province_of(body)) == (level, province)
