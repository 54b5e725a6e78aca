"""Are published codes accepted, slips of the pen refused, and document numbers printed one way?"""

from __future__ import annotations

from datetime import date

import pytest

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.citizen_number import parse_citizen_number
from yangguang.law.identifiers.credit_code import parse_credit_code
from yangguang.law.identifiers.division import Level, parse_division
from yangguang.law.identifiers.document_number import Kind, canonical, parse_document_number
from yangguang.law.identifiers.organisation_code import parse_organisation_code
from yangguang.law.identifiers.site_code import parse_site_code

CREDIT_CODES = [
    ("11441700007280420Y", "441700", "00728042-0"),
    ("11370322004222241N", "370322", "00422224-1"),
    ("11341702486344515H", "341702", "48634451-5"),
    (" 1144 1700 0072 8042 0y ", "441700", "00728042-0"),
    ("１１３７０３２２００４２２２２４１Ｎ", "370322", "00422224-1"),
]


@pytest.mark.parametrize(("words", "division", "organisation"), CREDIT_CODES)
def test_published_credit_codes_are_accepted(words, division, organisation):
    code = parse_credit_code(words)
    assert (code.division, code.organisation_code, code.is_organ) == (division, organisation, True)
    assert code.warnings == ()


def slips(code: str) -> list[str]:
    """Every code that differs from `code` in one place."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    places = [(code[:at], code[at], code[at + 1 :]) for at in range(len(code))]
    return [before + slip + after for before, right, after in places for slip in alphabet if slip != right]


def is_refused(words: str) -> bool:
    try:
        parse_credit_code(words)
    except Malformed:
        return True
    return False


def test_every_single_slip_in_a_credit_code_is_found():
    assert [slipped for slipped in slips("11370322004222241N") if not is_refused(slipped)] == []


ORGANISATION_CODES = [
    ("00001434-9", "00001434-9"),
    ("00001333-8", "00001333-8"),
    ("014416330", "01441633-0"),
    ("01527918x", "01527918-X"),
]


@pytest.mark.parametrize(("words", "printed"), ORGANISATION_CODES)
def test_published_organisation_codes_are_accepted(words, printed):
    assert parse_organisation_code(words) == printed


def test_a_citizen_number_gives_its_birthday_and_hides_itself():
    number = parse_citizen_number("11010519491231002x")
    assert (number.number, number.born_on) == ("11010519491231002X", date(1949, 12, 31))
    assert repr(number) == "<居民身份证>"


def with_check_digit(body: str) -> str:
    weights = [2 ** (17 - position) % 11 for position in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


# 号码都是按规则造出来的，不是任何人的
KINDS = [
    ("11010519491231002", "居民身份证"),
    ("81000019900101001", "香港居民居住证"),
    ("83000019900101001", "台湾居民居住证"),
    ("91115619900101001", "外国人永久居留身份证"),
]


@pytest.mark.parametrize(("body", "kind"), KINDS)
def test_the_kind_of_a_personal_number_is_told(body, kind):
    assert parse_citizen_number(with_check_digit(body)).kind == kind


DIVISIONS = [
    ("370000", "山东省", Level.PROVINCE),
    ("370300", "山东省", Level.CITY),
    ("370323", "山东省", Level.COUNTY),
    ("370323001", "山东省", Level.TOWNSHIP),
    ("370323001002", "山东省", Level.VILLAGE),
    ("442000100", "广东省", Level.TOWNSHIP),
]


@pytest.mark.parametrize(("words", "province", "level"), DIVISIONS)
def test_a_division_code_tells_its_province_and_level(words, province, level):
    division = parse_division(words)
    assert (division.province, division.level) == (province, level)


SITES = [
    ("1304000009", "130400"),
    ("3418020037", "341802"),
    ("4207000016", "420700"),
    ("3100000087", "310000"),
    ("bm12000001", None),
]


@pytest.mark.parametrize(("words", "division"), SITES)
def test_published_site_codes_are_accepted(words, division):
    site = parse_site_code(words)
    assert (site.division, site.warnings) == (division, ())


def test_a_site_code_of_another_division_only_warns():
    site = parse_site_code("3590000001", division="350128")
    assert site.warnings == ("标识码的前六位 359000 与本地行政区划代码 350128 不同，请核对",)


REFUSED = [
    (parse_credit_code, "11441700007280420X", "统一社会信用代码的校验码不对，请核对有没有抄错"),
    (parse_credit_code, "1144170000728042", "统一社会信用代码应是18位数字和大写字母"),
    (parse_credit_code, "", "统一社会信用代码应是18位数字和大写字母"),
    (
        parse_credit_code,
        "1144170O007280420Y",
        "统一社会信用代码应是18位数字和大写字母，其中不用字母 I、O、S、V、Z",
    ),
    (parse_organisation_code, "00001434-8", "组织机构代码的校验码不对，请核对有没有抄错"),
    (parse_organisation_code, "0001434-9", "组织机构代码应是8位数字或者大写字母加1位校验码，如 00001434-9"),
    (parse_citizen_number, "110105194912310021", "公民身份号码的校验码不对，请核对有没有抄错"),
    (parse_citizen_number, "110105194902300020", "公民身份号码里的出生日期不存在"),
    (parse_citizen_number, "110105491231002", "公民身份号码应是17位数字加1位数字或者X，15位的旧号码已经停用"),
    (parse_citizen_number, "990105194912310020", "公民身份号码的校验码不对，请核对有没有抄错"),
    (parse_citizen_number, "000105194912310020", "公民身份号码的前两位不是任何省级行政区"),
    (parse_citizen_number, "十一万", "公民身份号码应是17位数字加1位数字或者X"),
    (parse_division, "3703", "行政区划代码应是6位数字（到乡级9位，到村级12位）"),
    (parse_division, "990000", "行政区划代码的前两位“99”不是任何省级行政区"),
    (parse_division, "370023", "行政区划代码的市级部分是零，下级部分却不是零"),
    (parse_site_code, "123456789", "政府网站标识码应是10位数字，国务院部门的是 bm 加8位数字"),
    (parse_site_code, "bm1234567", "政府网站标识码应是10位数字，国务院部门的是 bm 加8位数字"),
]


@pytest.mark.parametrize(("parse", "words", "sentence"), REFUSED)
def test_what_is_no_code_is_refused_with_a_sentence(parse, words, sentence):
    with pytest.raises(Malformed) as caught:
        parse(words)
    assert str(caught.value) == sentence


def test_a_birthday_that_has_not_come_is_refused():
    number = with_check_digit("11010520300101002")
    with pytest.raises(Malformed, match="出生日期还没有到"):
        parse_citizen_number(number, latest=date(2026, 11, 21))


DOCUMENT_NUMBERS = [
    ("国办发〔2019〕54号", "国办发〔2019〕54号"),
    ("国办发[2019]54号", "国办发〔2019〕54号"),
    ("国办发［2019］54号", "国办发〔2019〕54号"),
    ("国办发(2019)54号", "国办发〔2019〕54号"),
    ("国办发（２０１９）５４号", "国办发〔2019〕54号"),
    ("国办发【2019】54号", "国办发〔2019〕54号"),
    ("国办发﹝2019﹞54号", "国办发〔2019〕54号"),
    ("国办发〔2019]54号", "国办发〔2019〕54号"),
    ("国办发〔2019〕第054号", "国办发〔2019〕54号"),
    ("国办发〔2019年〕54号", "国办发〔2019〕54号"),
    (" 国办发 〔2019〕\u300054 号 ", "国办发〔2019〕54号"),
    ("沂政办（函）[2024]3号", "沂政办（函）〔2024〕3号"),
    ("公告〔2024〕3号", "公告〔2024〕3号"),
    ("国务院令第711号", "国务院令第711号"),
    ("国务院令 第 711 号", "国务院令第711号"),
    ("中华人民共和国国务院令（第711号）", "中华人民共和国国务院令第711号"),
    ("国务院第711号令", "国务院令第711号"),
    ("第711号令", "令第711号"),
    ("国务院令第七百一十一号", "国务院令第711号"),
    ("中华人民共和国主席令第七十一号", "中华人民共和国主席令第71号"),
    ("主席令第一一〇号", "主席令第110号"),
    ("主席令第十号", "主席令第10号"),
    ("主席令第一百零五号", "主席令第105号"),
    ("国家发展改革委令2024年第16号", "国家发展改革委令2024年第16号"),
    ("国家发展改革委2024年第16号令", "国家发展改革委令2024年第16号"),
    ("2024年第3号公告", "公告2024年第3号"),
    ("公告2024年第3号", "公告2024年第3号"),
    ("公告（2024年第3号）", "公告2024年第3号"),
    ("市场监管总局2024年第3号公告", "市场监管总局公告2024年第3号"),
    ("沂水县人民政府通告2024年第5号", "沂水县人民政府通告2024年第5号"),
]


@pytest.mark.parametrize(("words", "printed"), DOCUMENT_NUMBERS)
def test_a_document_number_is_printed_one_way(words, printed):
    assert canonical(words) == printed
    assert canonical(printed) == printed


def test_a_document_number_comes_apart():
    number = parse_document_number("国办公开办函[2021]30号")
    assert (number.kind, number.issuer, number.year, number.sequence) == (
        Kind.LETTER,
        "国办公开办函",
        2021,
        30,
    )
    order = parse_document_number("国务院令第711号")
    assert (order.kind, order.issuer, order.year, order.sequence) == (Kind.ORDER, "国务院", None, 711)


NO_NUMBERS = [
    "", "第3号", "2024年", "国办发〔2019〕54", "国办发〔19〕54号", "国办发〔2019〕0号", "国办发2019-54",
    "〔2019〕54号", "令第〇号", "令第十百号", "令第7十一号",
    "关于印发国办发〔2019〕54号的通知", "国办发〔2019〕54号" * 1000,
]  # fmt: skip


@pytest.mark.parametrize("words", NO_NUMBERS, ids=range(len(NO_NUMBERS)))
def test_what_is_no_document_number_is_refused(words):
    with pytest.raises(Malformed):
        parse_document_number(words)
