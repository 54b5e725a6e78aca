"""Is this one answer well formed, and how is it kept?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from urllib.parse import urlsplit

from yangguang.disclosure.schema.fields import NO, YES, YES_NO_WORDS, Field, Kind, Scalar
from yangguang.law.days import parse_day
from yangguang.law.errors import ImpossibleDay
from yangguang.law.identifiers.standards import half_width

INVISIBLE = {"Cc", "Cf", "Cs"}
"""Unicode classes nobody sees: control and format characters (zero width, direction), torn surrogates."""
LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
FIGURE = re.compile(
    r"(?P<sign>-?)(?P<whole>\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(?P<decimals>\d{1,9}))?", re.ASCII
)
YEAR = re.compile(r"(?:19|20)\d{2}", re.ASCII)
TERM = re.compile(r"[\w.-]{1,60}")
LOCAL = r"(?:\d{7,8}(?:-\d{1,5})?|[19]\d{2,4})"
FIXED = re.compile(rf"(?:0\d{{2,3}}-?)?{LOCAL}|[48]00-?\d{{3}}-?\d{{4}}", re.ASCII)
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
NO_PHONE = "不是可用的电话号码，应写成“区号-号码”，多个号码用顿号分开"
BEYOND = 10**15
"""Numbers from here on are no figures of an office, and text of them could grow without limit."""
SHOWN = 30
"""How many characters of an unusable answer a sentence repeats."""
YES_NO = {YES: True, "是": True, "true": True, NO: False, "否": False, "false": False}


class Unreadable(ValueError):
    """The answer cannot be kept; `str()` of it is the sentence for the user."""


def visible(words: str) -> str:
    """`words` with one kind of line end and without characters that nobody sees."""
    if words.isprintable():
        return words  # nearly all of them, and long lists are read often
    lines = LINE_ENDS.sub("\n", words).replace("\t", " ")
    return "".join(one for one in lines if one == "\n" or unicodedata.category(one) not in INVISIBLE)


def is_blank(raw: object) -> bool:
    """Whether nothing was answered: absent, only white space, or nothing picked. Zero and no are answers."""
    if isinstance(raw, str):
        return not visible(raw).strip()
    if isinstance(raw, list):
        return all(one is None or one == "" for one in raw)
    return raw is None or raw == {}


def read(field: Field, raw: object) -> Scalar | list[str]:
    """The answer as it is kept; `Unreadable` with the sentence. Not for rows and not for blanks."""
    return READERS[field.kind](field, raw)


def _text(field: Field, raw: object) -> str:
    words = " ".join(_words(field, raw).split())
    return _within(field, words)


def _long_text(field: Field, raw: object) -> str:
    lines = [line.rstrip() for line in _words(field, raw).split("\n")]
    return _within(field, "\n".join(lines).strip())


def _words(field: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise Unreadable(f"{field.title}应当是文字")
    return visible(raw)


def _within(field: Field, words: str) -> str:
    if field.longest is not None and len(words) > field.longest:
        raise Unreadable(f"{field.title}最多{field.longest}个字，现在有{len(words)}个字")
    return words


def _date(field: Field, raw: object) -> str:
    try:
        return parse_day(visible(_plain(raw)).strip(), field.title).isoformat()
    except ImpossibleDay as error:
        raise Unreadable(str(error)) from None


def _year(field: Field, raw: object) -> str:
    words = half_width(_plain(raw)).removesuffix("年")
    if not YEAR.fullmatch(words):
        raise Unreadable(f"{field.title}“{_shown(raw)}”写法不对，应写成 2026 这样的四位年份")
    return words


def _figure(field: Field, raw: object) -> str:
    words = half_width(_plain(raw))
    found = FIGURE.fullmatch(words.removesuffix(half_width(field.unit)) if field.unit else words)
    if not found:
        raise Unreadable(f"{field.title}“{_shown(raw)}”不是可用的数字")
    decimals = found["decimals"]
    if decimals is not None and len(decimals) > field.places:
        limit = f"最多保留{field.places}位小数" if field.places else "应当是整数"
        raise Unreadable(f"{field.title}{limit}")
    whole = found["whole"].replace(",", "").lstrip("0") or "0"
    kept = whole if decimals is None else f"{whole}.{decimals}"
    figure = Decimal(f"{found['sign']}{kept}")
    if field.least is not None and figure < field.least:
        raise Unreadable(f"{field.title}不能小于{field.least}")
    if field.most is not None and figure > field.most:
        raise Unreadable(f"{field.title}不能大于{field.most}")
    return f"-{kept}" if figure < 0 else kept


def _choice(field: Field, raw: object) -> str:
    words = _plain(raw).strip()
    if field.vocabulary is not None:
        if not TERM.fullmatch(words):
            raise Unreadable(f"{field.title}应从词表中选择")
        return words
    for option in field.options:
        if words in (option.code, option.label):
            return option.code
    known = "、".join(option.label for option in field.options)
    raise Unreadable(f"{field.title}没有“{_shown(raw)}”这一项，可选：{known}")


def _choices(field: Field, raw: object) -> list[str]:
    given = raw if isinstance(raw, list) else [raw]
    picked = [_choice(field, one) for one in given if one is not None and one != ""]
    if field.vocabulary is not None:
        return list(dict.fromkeys(picked))
    return [option.code for option in field.options if option.code in picked]


def _url(field: Field, raw: object) -> str:
    words = _plain(raw).strip()
    if any(one.isspace() or unicodedata.category(one) in INVISIBLE for one in words) or not _is_address(
        words
    ):
        raise Unreadable(f"{field.title}应当是以 http:// 或 https:// 开头的完整网址")
    return _within(field, words)


def _is_address(words: str) -> bool:
    try:
        parts = urlsplit(words)
        named = bool(parts.hostname) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return named and parts.scheme in {"http", "https"} and not set(words) & set("<>\"'\\`")


def _phone(field: Field, raw: object) -> str:
    numbers = list(_numbers(field, raw))
    if not numbers:
        raise Unreadable(f"{field.title}“{_shown(raw)}”{NO_PHONE}")
    return _within(field, "、".join(dict.fromkeys(numbers)))


def _numbers(field: Field, raw: object) -> Iterator[str]:
    for part in re.split(r"[、，,；;/\n]", visible(_plain(raw))):
        number = re.sub(r"[—–－()（）]+", "-", half_width(part)).strip("-")
        if not number:
            continue
        if MOBILE.fullmatch(number) and not field.mobile:
            raise Unreadable(f"{field.title}应填写对外公开的办公电话，不填手机号码")
        if not (FIXED.fullmatch(number) or MOBILE.fullmatch(number)):
            raise Unreadable(f"{field.title}“{_shown(part)}”{NO_PHONE}")
        yield number


def _yes_no(field: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    answer = YES_NO.get(_plain(raw).strip().lower())
    if answer is None:
        raise Unreadable(f"{field.title}应选“{YES_NO_WORDS[True]}”或者“{YES_NO_WORDS[False]}”")
    return answer


def _plain(raw: object) -> str:
    """The text of an answer, or of a figure that came as a number of JSON; empty for anything else."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return ""
    return str(raw) if abs(raw) < BEYOND else ""


def _shown(raw: object) -> str:
    return " ".join(visible(_plain(raw)[:SHOWN]).split())


Reader = Callable[[Field, object], Scalar | list[str]]
READERS: dict[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.ORGAN: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.DATE: _date,
    Kind.YEAR: _year,
    Kind.NUMBER: _figure,
    Kind.MONEY: _figure,
    Kind.PERCENT: _figure,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.URL: _url,
    Kind.PHONE: _phone,
    Kind.YES_NO: _yes_no,
}
