"""What document does this number name, and how is it printed? 发文字号, 令, 公告, 通告."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.standards import half_width, standard


class Kind(StrEnum):
    """In which series a document is numbered."""

    LETTER = "发文字号"
    ORDER = "令"
    PROCLAMATION = "公告"
    NOTICE = "通告"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart. `issuer` is the 机关代字 of a 发文字号, else the issuing body, if named."""

    kind: Kind
    issuer: str
    year: int | None
    sequence: int

    def __str__(self) -> str:
        if self.kind is Kind.LETTER:
            return f"{self.issuer}〔{self.year}〕{self.sequence}号"
        year = f"{self.year}年" if self.year is not None else ""
        return f"{self.issuer}{self.kind}{year}第{self.sequence}号"


DIGIT = "[一二两三四五六七八九]"
SPELT = re.compile(
    rf"(?:{DIGIT}千)?零?(?:{DIGIT}百)?零?(?:{DIGIT}?十)?零?{DIGIT}?|[〇○零一二三四五六七八九]+"
)
"""Chinese numerals as 主席令 has them: 七十一, or digit by digit, 一一〇."""
NUMERAL = "(?P<sequence>[0-9]{1,6}|[〇○零一二两三四五六七八九十百千]{1,12})"
YEAR = "(?P<year>(?:19|20)[0-9]{2})"
BODY = "A-Za-z\u3400-\u9fff·、"
SERIES = "(?P<kind>令|公告|通告)"
LETTER = re.compile(
    rf"(?P<issuer>[{BODY}][{BODY}〔〕0-9]{{0,60}}?)〔{YEAR}年?〕第?0*(?P<sequence>[0-9]{{1,6}})号"
)
NUMBERED = re.compile(rf"(?P<issuer>[{BODY}]{{0,60}}?){SERIES}〔?(?:{YEAR}(?:年〕?|〕))?第?{NUMERAL}号〕?")
FOLLOWED = re.compile(rf"(?P<issuer>[{BODY}]{{0,60}}?)(?:{YEAR}年)?第{NUMERAL}号{SERIES}")


def parse_document_number(words: str) -> DocumentNumber:
    """The document number that `words` are, whole.

    Any bracket style, full-width digits, blanks, 第…号 and leading zeros are understood; others are
    `Malformed`.
    """
    clean = _clean(words)
    letter = LETTER.fullmatch(clean)
    if letter:
        # brackets inside a 机关代字, as in 政办（函）, are ordinary ones
        issuer = letter["issuer"].replace("〔", "（").replace("〕", "）")
        return DocumentNumber(Kind.LETTER, issuer, int(letter["year"]), _sequence(letter))
    found = NUMBERED.fullmatch(clean) or FOLLOWED.fullmatch(clean)
    if not found:
        raise Malformed("发文字号应写成“机关代字〔年份〕序号号”，或者“国务院令第711号”“公告2024年第3号”")
    year = None if found["year"] is None else int(found["year"])
    return DocumentNumber(Kind(found["kind"]), found["issuer"], year, _sequence(found))


def canonical(words: str) -> str:
    """`words` as the number is printed, `国办发〔2019〕54号`; `Malformed` when they are no number."""
    return str(parse_document_number(words))


def _clean(words: str) -> str:
    """One bracket style, half-width digits, no blanks."""
    rules = standard("document_number")
    brackets = str.maketrans(dict.fromkeys(rules["opening"], "〔") | dict.fromkeys(rules["closing"], "〕"))
    return half_width(words).translate(brackets)


def _sequence(found: re.Match[str]) -> int:
    written = found["sequence"]
    number = int(written) if written.isascii() else _chinese(written)
    if not number:
        raise Malformed("发文字号的序号不能是零，也要能读成一个数")
    return number


def _chinese(written: str) -> int:
    """The number written in Chinese numerals (七百一十一, 七一一); 0 when it is none."""
    rules = standard("document_number")
    digits, multiples = rules["digits"], rules["multiples"]
    if not SPELT.fullmatch(written):
        return 0
    if not any(character in multiples for character in written):
        return int("".join(str(digits[character]) for character in written))
    total, digit = 0, None
    for character in written:
        if character in multiples:
            # 十一 begins without a digit: the one before 十 is understood
            total += multiples[character] * (1 if digit is None else digit)
            digit = None
        else:
            digit = digits[character]
    return total + (digit or 0)
