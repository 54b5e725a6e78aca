"""A case is what a report's 总体情况 says beside one fixed set of tables, and what the checker answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.annualreport.checking.makers import make_reading
from yangguang.annualreport.checking.check import check
from yangguang.annualreport.checking.model import Severity

ROWS = {
    "received": (97, 3), "carried_in": (4, 0), "results.granted": (47, 3), "results.partly_granted": (10, 0),
    "results.refused.internal_affairs": (6, 0), "results.unavailable.not_held": (20, 0),
    "results.not_processed.complaint": (4, 0), "results.other.other": (5, 0),
    "results.total": (92, 3), "carried_out": (9, 0),
}  # fmt: skip
CELLS = {
    f"requests/{row}@{column}": figure
    for row, (person, company) in ROWS.items()
    for column, figure in (
        ("natural_person", person),
        ("commercial_enterprise", company),
        ("total", person + company),
    )
} | {
    "disputes/reconsideration@upheld": 3, "disputes/reconsideration@corrected": 1,
    "disputes/reconsideration@pending": 2, "disputes/reconsideration@total": 6,
    "disputes/litigation_direct@upheld": 2, "disputes/litigation_direct@total": 2,
    "disputes/litigation_after_reconsideration@upheld": 1,
    "disputes/litigation_after_reconsideration@total": 1,
    "disclosure/normative_documents@made": 5, "disclosure/normative_documents@repealed": 2,
    "disclosure/normative_documents@in_force": 30,
}  # fmt: skip
RECEIVED = "表格中“本年新收”为 100，“新收＋上年结转”为 104"

TRUE = [
    "2023年，全县共收到政府信息公开申请100件，上年结转4件，办结95件，结转下年度继续办理9件。",
    "2023年，全县共受理政府信息公开申请104件，其中自然人申请101件，法人或其他组织申请3件；共办理95件，结转下一年9件。",
    "全县新收政府信息公开申请100件，办结95件，其中予以公开50件、部分公开10件、不予公开6件、无法提供20件、不予处理4件、其他处理5件。",
    "全年共受理依申请公开事项104件。其中，予以公开50件，部分公开10件，不予公开6件，无法提供20件，不予处理4件，"
    "逾期未补正2件，其他3件，结转下年度继续办理9件。",
    "答复政府信息公开申请95件（含上年度结转申请4件，另有9件申请按照《条例》顺延到下年度答复）。",
    "2023年，县政府办代表县政府受理政府信息公开申请17件，均已在法定期限内予以答复。",
    "2023年，全县收到政府信息依申请公开100件，上年转结4件，其中网络申请数80件，信函申请数24件。",
    "通过网站收到政府信息公开申请60件，通过信函收到政府信息公开申请40件。",
    "2022年收到政府信息公开申请77件，2023年收到政府信息公开申请100件。",
    "全县共收到政府信息公开申请约110件。",
    "收到政府信息公开申请90余件。",
    "收到政府信息公开申请近90件，受理政府信息公开申请0.9万件。",
    "2023年全县因政府信息公开引发行政复议6件，行政诉讼3件。",
    "2023年全县发生政府信息公开行政复议、行政诉讼案件9件。",
    "全年办理县人大代表建议69件、政协提案102件，收到并办理群众留言224条，公开答复41条。",
    "共受理群众诉求76830件，县长信箱受理群众诉求392件。",
    "下发文件124件，其中，主动公开110件，依申请公开11件，不予公开3件。",
    "集中公开现行有效行政规范性文件30件，本年制发规范性文件5件，废止规范性文件2件。",
    "县政府制定规范性文件3件。",
    "主动公开政府信息30399条，其中县政府网站公开12596条、政务新媒体公开17803条，同比增长14.12%。",
    "共公开政府信息300条，其中政策文件20条，通过微信发布信息900条。",
    "共公开信息500条，其中概况类12条、动态类80条。",
    "共发布信息3740条（其中概况类12条、动态类80条、其他3648条）。",
    "今年共发布380条财政资金信息，其中专项资金152条，预决算公开197条（政府预决算32条、部门预决算公开165条）、债券31条。",
    "申请从受理方式来看，网上受理80件，占76.9%；书面受理24件，占23.1%。",
    "从内容看，涉及征地的38件，占申请总量的38%。",
    "举办发布会20场，其中县政府主办3场。",
    "申请由2022年的106件下降到100件，降幅5.66%。",
    "申请100件，比上年减少6件，下降5.6%。",
    "收到信息公开申请100件，申请数量比上年减少6件，同比下降5.66%。",
    "办结率98%，群众满意率99.5%。",
    "办件其余全部在法定期限内办结。",
    "人大代表建议和政协提案全部按时办结，办复率100%。",
    "全县12345热线办结率100%。",
    "县司法局办理行政复议案件200件。",
    "2023年我县依申请公开工作规范有序，未发生被纠错的行政诉讼。",
    "全县各单位收到建议提案等政府信息公开申请以外的来信300件。",
    "全年办理政府信息公开申请95件，予以公开或部分公开60件，不予公开6件，无法提供等其他情况29件。",
    "承办建议提案48件，人大建议11件（主办10件、会办1件），政协提案37件（主办24件，会办13件）。",
    "全年共收到依申请公开100件，完成答复，包括上年结转4件。",
    "答复申请95件，予以公开或部分公开占63.2%，不予公开占6.3%。",
    "县政务服务中心受理申请50000件。",
    "全年收到行政复议申请45件（其中政府信息公开类6件）。",
    "依法推进政府信息公开。县司法局办理行政复议案件200件、应诉行政诉讼80件。",
    "没有出现应公开而不予公开的办件。",
    "全县依申请公开引发的行政复议6件，其中已审结行政复议案件4件，维持3件，纠正1件；已审结行政诉讼案件2件。",
    "“十四五”以来，全县累计收到政府信息公开申请389件。",
    "去年收到政府信息公开申请106件，今年收到政府信息公开申请100件。",
    "全年收到政府信息公开申请100件，按期答复率100%。",
    "收到政府信息公开申请100件，已全部办结或按规定结转。",
    "新收申请100件、结转上年4件、办结95件、结转下年9件。",
    "平台收到申请136件，其中政府信息公开申请100件，咨询投诉类36件。",
    "依申请公开95件办结件中，有93件在20个工作日内答复，2件经延期20个工作日答复。",
    "95件答复中，县级公开42件，乡级公开9件；申请人对答复满意93件。",
    "指导下属事业单位办理依申请公开300件。",
    "收到申请100件，从渠道看，网上70件、信函30件；从内容看，征地40件、住房25件。",
    "收到申请100件，其中征地56件、住房31件，从渠道看，网络86件、信函14件。",
    "办结申请95件，结转9件。按申请方式分，网上70件、信函34件。",
    "发布规范性文件5件，主动公开110件，依申请公开12件，不予公开3件。",
    "发布信息300条，其中网站100条、微信100条。",
    "公开信息21563条，其中网站15210条，新媒体6353条，较2022年的19980条增长7.92%。",
    "信息公开行政复议6件，维持3件、纠正1件、在审2件；行政诉讼3件，均维持。",
    "清理规范性文件，继续有效30件，废止2件。",
    "收到政府信息公开申请100件，办结91件，上年结转的4件申请已全部办结。",
    "全县依申请公开规范。共受理行政复议案件86件，其中政府信息公开类6件；行政诉讼案件53件，其中政府信息公开类3件。",
    "收到申请100件，其中自然人1\n00件，占100%，网上8\n0件。",
]

FALSE = [
    ("全县新接收政府信息公开申请45件。", "narrative.figure", "文字写新收申请 45 件，表格中“本年新收”为 100"),
    ("全县共收到政府信息公开申请101件。", "narrative.figure", f"文字写收到（受理）申请 101 件，{RECEIVED}"),
    ("全县各职能部门、镇街共收到政府信息依申请公开19件。", "narrative.figure",
     f"文字写收到（受理）申请 19 件，{RECEIVED}"),
    ("我县累计收到依申请公开事项19项。", "narrative.figure", f"文字写收到（受理）申请 19 件，{RECEIVED}"),
    ("县政府办受理政府信息公开申请117件。", "narrative.figure", f"文字写收到（受理）申请 117 件，{RECEIVED}"),
    ("收到政府信息公开申请100件，上年结转3件。", "narrative.figure",
     "文字写上年结转 3 件，表格中“上年结转”为 4"),
    ("收到政府信息公开申请100件，结转下年度8件。", "narrative.figure",
     "文字写结转下年度 8 件，表格中“结转下年度继续办理”为 9"),
    ("受理政府信息公开申请104件，其中自然人101件，法人3件；共办理85件，结转9件。", "narrative.figure",
     "文字写办理（处理）申请 85 件，表格中“办理结果总计”为 95，“本年新收”为 100，“新收＋上年结转”为 104"),
    ("收到政府信息公开申请100件，办结93件。", "narrative.figure",
     "文字写办结（答复）申请 93 件，表格中“办理结果总计”为 95，“办理结果总计－上年结转”为 91"),
    ("受理政府信息公开申请100件，其中自然人99件。", "narrative.figure",
     "文字写自然人申请 99 件，表格中“本年新收”为 97，“新收＋上年结转”为 101，“办理结果总计”为 92"),
    ("答复申请95件，予以公开或部分公开占60.2%。", "narrative.percentage",
     "文字写予以公开或部分公开占 60.2%，表格中为 60 ÷ 95 = 63.16%"),
    ("答复申请95件，不予公开8件。", "narrative.figure", "文字写不予公开 8 件，表格中“不予公开”为 6"),
    ("2023年全县政府信息公开行政复议5件。", "narrative.figure",
     "文字写行政复议案件 5 件，表格中“行政复议总计”为 6"),
    ("全县信息公开类行政诉讼4件。", "narrative.figure",
     "文字写行政诉讼案件 4 件，表格中“行政诉讼总计”为 3"),
    ("公布继续实施的规范性文件49件。", "narrative.in_force",
     "文字写有效规范性文件 49 件，表格中“现行有效”为 30"),
    ("答复申请95件。其中予以公开50件，部分公开10件，不予公开6件，无法提供20件，不予处理3件，其他处理5件。",
     "narrative.parts",
     "文字所列办理结果 50 + 10 + 6 + 20 + 3 + 5 = 94，不等于办理结果总计 95，也不等于文中的总数"),
    ("主动公开政府信息1913条。其中，县直各单位公开1397条，占73%。各乡镇公开534条，占27%。", "narrative.parts",
     "分项 1397 + 534 = 1931，大于总数 1913"),
    ("主动公开政府信息30399条，其中县政府网站公开12586条、政务新媒体公开17803条。", "narrative.parts",
     "分项之和 12586 + 17803 = 30389，不等于总数 30399"),
    ("主动公开政府信息1931条，其中网站1397条、新媒体516条。", "narrative.parts",
     "分项之和 1397 + 516 = 1913，不等于总数 1931"),
    ("主动公开政府信息30399条，其中县政府网站公开12596条、政务新媒体公开17801条。", "narrative.parts_note",
     "分项之和 12596 + 17801 = 30397，不到总数 30399，请确认是否有意没有列全"),
    ("公布政府信息2599条（其中机构职能25条，规范性文件68条，其他2440条）。", "narrative.parts",
     "分项之和 25 + 68 + 2440 = 2533，不等于总数 2599"),
    ("获取政府信息3978条，其中主动公开2026条，依申请公开46条，不予公开信息数1854。", "narrative.parts",
     "分项之和 2026 + 46 + 1854 = 3926，不等于总数 3978"),
    ("其中主动公开政府信息2026条。主动公开的政府信息，县直公开政府信息2475条，占62.2%。"
     "各乡镇公开政府信息1503条，占37.8%。",
     "narrative.parts", "分项 2475 + 1503 = 3978，大于总数 2026"),
    ("公开信息200条，其中政策类20条，占10%；规划类50条，占22%；动态类130条，占65%。", "narrative.percentage",
     "50 ÷ 200 = 25.00%，文字写的是 22%"),
    ("申请由2022年的106件下降到100件，降幅4.66%。", "narrative.change",
     "由 106 到 100，变化 5.66%，文字写的是 4.66%"),
    ("申请100件，比上年减少6件，下降6.6%。", "narrative.change",
     "由 106 到 100，变化 5.66%，文字写的是 6.6%"),
    ("收到信息公开申请100件，申请数量比上年减少6件，下降6.66%。", "narrative.change",
     "由 106 到 100，变化 5.66%，文字写的是 6.66%"),
    ("全县信息公开行政复议6件，均获维持。", "narrative.upheld",
     "文字称“均获维持”，表四却有行政复议“结果纠正” 1 件、行政复议“尚未审结” 2 件"),
    ("信息公开行政复议、诉讼案件均已审结。", "narrative.upheld",
     "文字称“均已审结”，表四却有行政复议“尚未审结” 2 件"),
    ("全县信息公开复议案件未被复议机关纠错。", "narrative.upheld",
     "文字称“未被复议机关纠错”，表四却有行政复议“结果纠正” 1 件"),
    ("2023年，全县未收到政府信息公开申请。", "narrative.none",
     "文字称“未收到政府信息公开申请”，表三本年新收却有 100 件"),
    ("全县未发生因政府信息公开引发的行政复议、行政诉讼。", "narrative.none",
     "文字称“未发生因政府信息公开引发的行政复议、行政诉讼”，"
     "表四却有行政复议“总计” 6 件、未经复议直接起诉“总计” 2 件、复议后起诉“总计” 1 件"),
    ("收到政府信息公开申请100件，全部予以答复。", "narrative.all_answered",
     "文字称“全部予以答复”，表三却有 9 件结转下年度继续办理"),
    ("全县信息公开行政复议6件、行政诉讼3件，均获维持。", "narrative.upheld",
     "文字称“均获维持”，表四却有行政复议“结果纠正” 1 件、行政复议“尚未审结” 2 件"),
    ("全年无一件政府信息公开行政复议案件被纠错。", "narrative.upheld",
     "文字称“无一件政府信息公开行政复议案件被纠错”，表四却有行政复议“结果纠正” 1 件"),
    ("全县无政府信息公开行政复议。", "narrative.none",
     "文字称“无政府信息公开行政复议”，表四却有行政复议“总计” 6 件"),
    ("清理规范性文件，继续有效49件，废止2件。", "narrative.in_force",
     "文字写有效规范性文件 49 件，表格中“现行有效”为 30"),
    ("公布继续实施49件、废止2件规范性文件目录。", "narrative.in_force",
     "文字写有效规范性文件 49 件，表格中“现行有效”为 30"),
    ("主动公开政府信息30399条（县政府网站12569条、政务新媒体17803条）。", "narrative.parts",
     "分项之和 12569 + 17803 = 30372，不等于总数 30399"),
    ("下发文件124件，主动公开110件，依申请公开12件，不予公开3件。", "narrative.parts",
     "分项 110 + 12 + 3 = 125，大于总数 124"),
    ("收到申请100件，按申请方式分，网上申请70件、信函申请35件。", "narrative.parts",
     "分项 70 + 35 = 105，大于总数 100"),
    ("收到申请100件。网上申请75件，占75%；信函申请25件，占35%。", "narrative.percentage",
     "25 ÷ 100 = 25.00%，文字写的是 35%"),
    ("主动公开信息21563条，较2022年的19980条增长9.92%。", "narrative.change",
     "由 19980 到 21563，变化 7.92%，文字写的是 9.92%"),
    ("收到申请100件，比2022年的106件增长5.66%。", "narrative.change",
     "由 106 到 100，变化 5.66%，文字写的是增长 5.66%"),
    ("收到政府信息公开申请100件，均已按期答复。", "narrative.all_answered",
     "文字称“均已按期答复”，表三却有 9 件结转下年度继续办理"),
    ("政府信息公开申请办结率100%。", "narrative.all_answered",
     "文字称“办结率100%”，表三却有 9 件结转下年度继续办理"),
]  # fmt: skip


def spoken(text, **changes):
    found = check(make_reading(text=text, cells=CELLS, **changes))
    return {(one.rule, one.message) for one in found}


def test_the_tables_themselves_are_lawful():
    assert spoken("") == set()


@pytest.mark.parametrize("text", TRUE)
def test_words_that_agree_with_the_tables_are_left_alone(text):
    assert spoken(text) == set()


@pytest.mark.parametrize(("text", "rule", "message"), FALSE, ids=[case[0] for case in FALSE])
def test_words_that_contradict_are_told_with_their_figures(text, rule, message):
    messages = {said for named, said in spoken(text) if named == rule}
    assert messages == {message}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("全县新收政府信息公开申请45件。", ("requests/received@total",)),
        ("全县共收到政府信息公开申请45件。", ("requests/received@total", "requests/carried_in@total")),
        ("全县信息公开类行政诉讼4件。",
         ("disputes/litigation_direct@total", "disputes/litigation_after_reconsideration@total")),
    ],
)  # fmt: skip
def test_a_finding_names_the_cells_the_words_mean(text, places):
    (found,) = check(make_reading(text=text, cells=CELLS))
    assert found.places == places
    assert found.quote == text.rstrip("。")


def test_an_office_is_not_blamed_for_what_it_says_of_the_whole_county():
    body = {"body": "某某县人民政府办公室", "kind": "government_organ"}
    assert spoken("全县共收到政府信息公开申请450件。", **body) == set()
    assert spoken("县政府办公室共收到政府信息公开申请45件。", **body) == {
        ("narrative.figure", f"文字写收到（受理）申请 45 件，{RECEIVED}")
    }


def test_a_change_is_held_against_last_years_report():
    last = {"requests/received@natural_person": 105, "requests/received@total": 106,
            "requests/received@commercial_enterprise": 1}  # fmt: skip
    previous = make_reading(year=2022, cells={**CELLS, **last})
    for percent, expected in (("5.66", set()), ("5.6", set()), ("4.72", {"narrative.change"})):
        text = f"2023年共收到政府信息公开申请100件，收到办件数量同比减少{percent}%。"
        reading = make_reading(text=text, cells=CELLS)
        found = {one.rule for one in check(reading, previous)}
        assert found & {"narrative.change"} == expected


def test_growth_of_publication_is_held_against_last_years_words():
    settled = {"requests/carried_out@natural_person": 4, "requests/carried_out@total": 4}
    previous = make_reading(year=2022, text="全年主动公开政府信息26638条。", cells={**CELLS, **settled})
    for percent, expected in (("14.12", set()), ("15.12", {"narrative.change"})):
        text = f"2023年主动公开政府信息30399条，其中网站12596条、新媒体17803条，同比增长{percent}%。"
        found = {one.rule for one in check(make_reading(text=text, cells=CELLS), previous)}
        assert found & {"narrative.change"} == expected


def test_what_an_excerpt_leaves_out_is_not_missed_in_a_sum():
    assert spoken("公开信息393件，其中规范性文件13件；规划计划文件2件；其他〔略〕") == set()


NOISE = [
    "1件，" * 30_000,
    "其中1件，占1%。" * 20_000,
    "收到政府信息公开申请" * 10_000 + "9件",
    "（" * 100_000 + "1件",
    "一是" * 50_000 + "三是",
    "同比增长1%，" * 20_000,
    "7" * 200_000 + "件",
    "主动公开政府信息1条，其中2条，" * 10_000,
    "行政复议" * 20_000,
    "“" * 50_000 + "《" * 50_000 + "<p" * 50_000,
]


WORDS = [
    "收到", "政府信息公开申请", "上年结转", "结转下年度", "办结", "予以公开", "不予公开", "无法提供",
    "其他处理", "其中", "自然人", "法人", "占", "同比增长", "比上年减少", "行政复议", "行政诉讼",
    "均获维持", "全部答复", "主动公开政府信息", "规范性文件", "0", "1", "23", "100", "4.5", "件", "条",
    "%", "，", "。", "；", "（", "）", "、", "一是", "三是", "2023年", "全县", "县政府办", "未收到",
    "〔略〕", "\n", "《", "》", "“", "约", "余", "万",
]  # fmt: skip


@pytest.mark.parametrize("noise", NOISE, ids=[noise[:8] for noise in NOISE])
def test_noise_is_got_over_and_is_no_error(noise):
    found = check(make_reading(text=noise, cells=CELLS), make_reading(year=2022, text=noise))
    assert [one for one in found if one.severity is Severity.ERROR] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_no_order_of_words_breaks_the_checker_or_makes_an_error_of_lawful_tables(text):
    found = check(make_reading(text=text, cells=CELLS), make_reading(year=2022, text=text))
    assert [one for one in found if one.severity is Severity.ERROR] == []
