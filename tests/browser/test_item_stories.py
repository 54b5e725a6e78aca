"""Stories of publishing: a document returned and released, interpreted, put right, repealed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk
from tests.browser.test_access import faults

LIAISON, REVIEWER, LEADER, LAWYER = "教育局联络员", "保密员", "教育局领导", "法制员"
RULES = "阳光县校车管理办法"
NUMBER = "阳教发〔2027〕1号"


def begin(desk: Desk, kind: str, title: str) -> Page:
    """Begin an item of a type; the first page of its form is open then."""
    page = desk.sit(LIAISON)
    page.get_by_role("link", name="信息发布", exact=True).click()
    page.get_by_role("link", name="起草信息").click()
    page.get_by_role("radio", name=kind, exact=True).check()
    page.get_by_label("标题").fill(title)
    assert faults(page) == []
    page.get_by_role("button", name="开始填写").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("基本信息")
    return page


def part(page: Page, title: str) -> None:
    """Go to a page of the form by the list beside it."""
    page.get_by_role("navigation", name="填写步骤").get_by_role("link", name=re.compile(f"^{title}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert faults(page) == []


def keep(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已保存")


def write(page: Page, words: str) -> None:
    """Type the body in the editor."""
    part(page, "正文")
    editor = page.locator(".ProseMirror")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    keep(page)


def place(page: Page) -> None:
    part(page, "栏目")
    page.get_by_role("checkbox", name="专题专栏").check()
    keep(page)


def relate(page: Page, words: str, kind: str) -> None:
    """Join the item to a public one, found by its words."""
    part(page, "相关信息")
    page.get_by_label("标题、文号或者索引号").fill(words)
    page.get_by_role("button", name="查找").click()
    page.locator("select[name=kind]").first.select_option(kind)
    page.get_by_role("button", name="添加").first.click()
    expect(page.get_by_role("status")).to_contain_text("已保存")


def submit(page: Page) -> None:
    part(page, "核对并提交")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_role("status")).to_contain_text("已提交审核")


def review(desk: Desk, title: str) -> None:
    """Answer every question of the secrecy review, and agree."""
    page = desk.sit(REVIEWER)
    page.get_by_role("link", name=title, exact=True).first.click()
    assert faults(page) == []
    for answer in page.get_by_role("radio", name="不涉及").all():
        answer.check()
    page.get_by_role("button", name="同意公开，送下一步").click()
    expect(page.get_by_role("status").first).to_contain_text("已同意")


def find_legal(desk: Desk, title: str, number: str) -> None:
    """Keep on the record that the text as it stands is legal; who did it sits at the county's desk."""
    page = desk.sit(LAWYER)
    page.goto("/desk/normative/")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("link", name="录入合法性审核意见").click()
    page.get_by_label("合法", exact=True).check()
    page.get_by_label("审核文号").fill(number)
    assert faults(page) == []
    page.get_by_role("button", name="录入", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已录入合法性审核意见")
    assert faults(page) == []


def approve(desk: Desk, title: str) -> None:
    desk.sit(LEADER)
    desk.item(title)
    desk.press("同意并发布")
    assert desk.state == "已发布"


def write_rules(desk: Desk, title: str, number: str, in_force_from: str) -> Page:
    """A normative document with everything it needs but its relations."""
    page = begin(desk, "规范性文件", title)
    page.get_by_label("文号").fill(number)
    page.get_by_label("成文日期").fill("2027-01-05")
    page.get_by_label("施行日期").fill(in_force_from)
    keep(page)
    part(page, "适用和咨询")
    page.get_by_role("group", name="是否与市场主体").get_by_label("否", exact=True).check()
    page.get_by_label("咨询机关").fill("教育局")
    keep(page)
    write(page, "第一条　校车须经许可。")
    place(page)
    return page


@pytest.fixture(scope="module")
def told() -> dict[str, bool]:
    """Which stories of this module have been told: the later ones begin where the earlier ones end."""
    return {}


def test_a_document_is_returned_once_and_released(desk: Desk, told: dict[str, bool]) -> None:
    page = write_rules(desk, RULES, NUMBER, "2027-01-05")
    part(page, "核对并提交")
    expect(page.get_by_role("link", name="规范性文件须先填写解读安排")).to_be_visible()
    part(page, "解读安排")
    page.get_by_label("随文件解读").check()
    page.get_by_label("文字", exact=True).check()
    keep(page)
    submit(page)
    review(desk, RULES)
    desk.sit(LEADER)
    desk.item(RULES)
    desk.press("退回", "请写明许可机关")
    assert desk.state == "已退回"
    page = desk.sit(LIAISON)
    expect(desk.item(RULES).locator(".notice.bad")).to_contain_text("请写明许可机关")
    page.get_by_role("link", name="编辑").click()
    write(page, "第一条　校车须经县人民政府许可。")
    submit(page)
    page.get_by_role("link", name="2 个版本，比较").click()
    expect(page.locator("ins").first).to_have_text("县人民政府")
    assert faults(page) == []
    review(desk, RULES)
    find_legal(desk, RULES, "示法审〔2027〕1号")
    approve(desk, RULES)
    assert page.locator(".steps .done").count() == 4
    told["released"] = True


def test_its_interpretation_is_owed_until_it_is_released(desk: Desk, told: dict[str, bool]) -> None:
    assert told.get("released"), "the story before has not been told"
    page = desk.sit(LIAISON)
    expect(page.get_by_role("link", name=f"解读《{RULES}》")).to_be_visible()
    page = begin(desk, "政策解读", "校车管理办法解读")
    page.get_by_label("成文日期").fill("2027-01-06")
    keep(page)
    part(page, "形式和解读人")
    page.get_by_label("文字", exact=True).check()
    page.get_by_label("起草单位").check()
    page.get_by_label("解读机关").fill("教育局")
    keep(page)
    write(page, "为什么要许可：为了学生安全。")
    place(page)
    relate(page, NUMBER, "interprets")
    submit(page)
    review(desk, "校车管理办法解读")
    approve(desk, "校车管理办法解读")
    page = desk.sit(LIAISON)
    expect(page.get_by_role("link", name=f"解读《{RULES}》")).to_have_count(0)
    expect(desk.item(RULES).locator("main")).to_contain_text("被解读")
    told["interpreted"] = True


def test_it_is_put_right_and_then_repealed(desk: Desk, told: dict[str, bool]) -> None:
    assert told.get("interpreted"), "the story before has not been told"
    page = desk.sit(LIAISON)
    desk.item(RULES)
    desk.press("更正", "补正漏字")
    assert desk.state == "更正中"
    page.get_by_role("link", name="编辑").click()
    write(page, "第一条　校车须经县人民政府批准许可。")
    submit(page)
    review(desk, RULES)
    find_legal(desk, RULES, "示法审〔2027〕2号")
    approve(desk, RULES)
    page = write_rules(desk, "阳光县校车管理规定", "阳教发〔2027〕2号", "2027-01-11")
    part(page, "解读安排")
    page.get_by_label("不需要解读", exact=True).check()
    page.get_by_label("不需要解读的理由").fill("内容沿用")
    keep(page)
    relate(page, RULES, "repeals")
    submit(page)
    review(desk, "阳光县校车管理规定")
    find_legal(desk, "阳光县校车管理规定", "示法审〔2027〕3号")
    approve(desk, "阳光县校车管理规定")
    expect(desk.item(RULES).locator("main")).to_contain_text("被废止")
    told["repealed"] = True


def test_every_public_page_that_mentions_it_says_that_it_is_repealed(
    desk: Desk, told: dict[str, bool]
) -> None:
    assert told.get("repealed"), "the story before has not been told"
    page = desk.page
    for address in ("/", "/columns/disclosure/topics/", "/policies/", "/policies/normative/"):
        page.goto(address)
        expect(row_of(page, RULES).locator(".tag").first).to_have_text("废止")
    page.get_by_role("link", name="校车管理办法解读").click()
    expect(row_of(page, RULES).locator(".tag")).to_have_text("废止")
    page.get_by_role("complementary").get_by_role("link", name="教育局").click()
    expect(row_of(page, RULES).locator(".tag")).to_have_text("废止")
    page.get_by_role("link", name=RULES, exact=True).click()
    expect(page.get_by_text("本文件被废止，自2027年1月11日起不再有效。")).to_be_visible()
    expect(page.get_by_text("补正漏字")).to_be_visible()
    expect(page.locator(".doc")).to_have_text("第一条　校车须经县人民政府批准许可。")
    page.locator(".verdict.bad").get_by_role("link").click()
    expect(row_of(page, RULES).locator(".tag")).to_have_text("废止")


def row_of(page: Page, title: str) -> Locator:
    """The row of a public list that links to an item."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=title, exact=True)).first


def test_several_are_reviewed_in_one_sitting_by_keyboard(desk: Desk) -> None:
    titles = ("关于食堂检查的通知", "关于图书馆开放的通知")
    for title in titles:
        page = begin(desk, "动态要闻", title)
        page.get_by_label("成文日期").fill("2027-01-07")
        keep(page)
        part(page, "转载")
        page.get_by_label("否", exact=True).check()
        keep(page)
        write(page, "内容。")
        place(page)
        submit(page)
    page = desk.sit(REVIEWER)
    page.goto("/desk/items/review/")
    assert faults(page) == []
    for title in titles:
        card = page.get_by_role("region", name=title)
        for answer in card.locator("select").all():
            answer.select_option("clear")
        card.get_by_label("同意", exact=True).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="提交以上结论").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已办 2 件")


def drop_file(page: Page, path: Path, onto: str) -> None:
    """Let a file fall where a person would: onto the words that say so."""
    spot = page.get_by_text(onto).bounding_box()
    assert spot is not None
    where = {"x": spot["x"] + spot["width"] / 2, "y": spot["y"] + spot["height"] / 2}
    driver = page.context.new_cdp_session(page)
    files = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        driver.send("Input.dispatchDragEvent", {"type": step, **where, "data": files})


def test_a_word_file_is_dropped_on_the_desk(desk: Desk, tmp_path: Path) -> None:
    document = Document()
    for line in ("关于校园开放的通知", "阳教发〔2027〕9号", "各学校：", "现将开放时间通知如下。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "开放.docx"))
    page = desk.sit(LIAISON)
    page.goto("/desk/items/new/")
    drop_file(page, tmp_path / "开放.docx", "把 Word 文件拖到这个框里")
    page.get_by_role("radio", name="其他政策文件", exact=True).check()
    page.get_by_role("button", name="开始填写").click()
    expect(page.get_by_label("标题")).to_have_value("关于校园开放的通知")
    expect(page.get_by_role("main")).to_contain_text("标题是从文中认出的，请核对；文号是从文中认出的，请核对")
    assert faults(page) == []
    part(page, "附件")
    drop_file(page, tmp_path / "开放.docx", "把文件拖到这个框里")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("status")).to_contain_text("已添加1个附件")


def test_an_item_is_written_without_a_script(desk: Desk) -> None:
    browser = desk.page.context.browser
    assert browser is not None
    base = re.match(r"https?://[^/]+", desk.sit(LIAISON).url)
    assert base is not None
    visitor = browser.new_context(base_url=base[0], java_script_enabled=False)
    plain = Desk(visitor.new_page(), desk.names)
    page = plain.sit(LIAISON)
    page.goto("/desk/items/new/")
    page.get_by_role("radio", name="政府会议", exact=True).check()
    page.get_by_label("标题").fill("县政府第1次常务会议")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_role("link", name=re.compile("^议题")).click()
    page.get_by_role("button", name="再加几行").click()
    page.get_by_label("议题，第6行").fill("研究校车")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name=re.compile("^正文")).click()
    page.get_by_label("正文").fill("会议研究了校车。\n会议决定下月再议。")
    page.get_by_role("button", name="保存并返回").click()
    expect(page.locator(".prose p")).to_have_count(2)
    expect(page.get_by_role("cell", name="研究校车", exact=True)).to_be_visible()
    visitor.close()
