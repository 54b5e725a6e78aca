"""Does a text or file carry a 密级 mark? A mark refuses it; the same words in running text are only noted.

GB/T 9704-2012 7.2.2 prints a mark as level, star, period in the head of a document (机密★10年).
保守国家秘密法实施条例第四十一条 keeps what is marked out of this system: nothing refused is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import Protocol

from yangguang.wording.folding import Folded, folded

HEAD_LINES = 12
"""Lines without the empty ones at the beginning of a text that stand for its head block."""
MOST = 200
"""So many marks of one text are told at most."""

GAP = r"[ \n·._\-]?"
LAST = "密"
"""Without it no mark can be written, which is nearly every text."""
LEVEL = f"[绝机秘]{GAP}{LAST}"
NUMERAL = "[0-9一二三四五六七八九十百两半零〇]"
PERIOD = (
    rf"(?:{NUMERAL}(?: ?{NUMERAL}){{0,7}} ?(?:年|个? ?月|日|天|小时)|长 ?期|永 ?久|至 ?{NUMERAL}{{2,4}} ?年)"
)
STAR = rf"(?: ?级)?[ \n]?(?P<star>[★*](?: ?[★*]){{0,9}})[ \n]?(?P<period>{PERIOD})?"
DECORATION = "()[]{}<>《》〈〉「」『』【】〔〕\"'“”‘’:;,.。、!#|~_=+★*●■◆▲※·—–-/\\☑√✓✔☒◎○ "
SPAN = re.compile("保 ?密 ?期 ?限")
FORM = re.compile(
    r"[绝机秘]密(?:级|件|文件|材料|资料|公文|电报)?[0-9]{0,4}"
    rf"(?:[★*·\-—–/(\[]{{0,4}}{PERIOD}|[★*·\-—–/(\[【〔]{{1,4}}{SPAN.pattern} ?{PERIOD})?"
)
"""What a word standing alone must be to be a mark, its decoration stripped."""
ANY_LEVEL = re.compile(LEVEL)
AFTER = re.compile(STAR)
SIGN = re.compile(rf"(?: ?级)? ?[●•■◆▲※·\-—–/|(\[#+×] ?{PERIOD}")
"""Another sign in the star's place counts only with a period behind it."""
JOINED = re.compile(r"(?<![\u4e00-\u9fff])([绝机秘])[ ·._\-]密(?![\u4e00-\u9fff])")
TWO_WORDS = re.compile(r"(国家|商业|技术|个人|工作) (?=秘密)")
BRACKETED = re.compile(r"[(\[{<《〈「『【〔]([^()\[\]{}<>《》〈〉「」『』【】〔〕]{2,20})[)\]}>》〉」』】〕]")
LABEL = re.compile(
    r"(?<![绝机秘])(?:密 ?级别?|保密等级|涉密等级|秘密等级)"
    r"(?: ?[和及与、/] ?保 ?密 ?期 ?限)?(?: ?\([^()\n]{0,12}\))?"
    r"(?P<separator> ?[:=|]|[ \n])[ \n]?"
)
OPTION = re.compile("绝密|机密|秘密|非密|公开|内部|无密级|不涉密")
TICKED = re.compile(rf"[☑☒√✓✔■●◉⊙] ?{LEVEL}")
GIVEN_SPAN = re.compile(rf"({SPAN.pattern}) ?[:=为] ?(?={PERIOD})")
WORDS = re.compile(r"[ ,;:。、|]+")
NOT_A_LEVEL = ("商业", "技术", "个人", "企业", "经营", "通信", "工作")
"""Words that make 秘密 something else than a level of state secrets."""
SILENT_BEFORE = ("国家", "商业", "技术", "个人", "企业", "经营", "通信")
SILENT_AFTER = frozenset("性码钥切集封度布植闭接排")
"""机密性, 计算机密码, 拒绝密切接触: the two characters are no word there."""
INTERNAL = frozenset(
    {"内部", "内部资料", "内部文件", "内部材料", "内部使用", "内部参考", "内部刊物", "内部情况", "注意保存"}
)
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
NAME_BREAKS = re.compile(r"[ _\-—–·.★*+,;:|~#&@=/\\()\[\]{}<>《》〈〉「」『』【】〔〕\"'“”‘’]+")
NAME_FIRST = re.compile("(?:绝密|机密|秘密)级?关于")

WHAT_TO_DO = "涉密内容不得进入本系统，请停止上传并按保密规定处理"


class Severity(StrEnum):
    """What a mark does to the text that carries it."""

    REFUSE = "refuse"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it reads, and the line, from 1, where it stands; line 0 is a place beside the text."""

    severity: Severity
    words: str
    at: int


class TextsOfFile(Protocol):
    """All text of a file: lines where a mark may stand alone, the running text, and what is not printed."""

    @property
    def head(self) -> Sequence[str]:
        """Head blocks, page heads, headers, footers, text boxes, names of sheets."""

    @property
    def body(self) -> str:
        """The running text."""

    @property
    def others(self) -> Sequence[str]:
        """Properties, comments, hidden text."""


def marks(text: str, *, head: Sequence[str] | None = None) -> tuple[Mark, ...]:
    """Every mark of a text: refusing ones in order, then notes.

    `head` are the lines where a level standing alone is a mark; without it the first HEAD_LINES lines of the
    text are. Lines given in `head` are told as line 0.
    """
    whole = folded(text)
    if head is None:
        own = list(zip(whole.numbers, whole.lines, strict=True))[:HEAD_LINES]
    else:
        own = [(0, line) for one in head for line in folded(one).lines]
    extra = Folded("", (), ()) if head is None else folded("\n".join(head))
    refusing = [*_printed(whole), *_alone(own), *_zeroed(_printed(extra))]
    notes = [*_internal(own), *islice(_notes(whole), MOST)]
    lines = {mark.at for mark in refusing}
    kept = [mark for mark in notes if mark.at == 0 or mark.at not in lines]
    ordered = sorted(dict.fromkeys(refusing), key=lambda mark: mark.at)
    return (*ordered[:MOST], *dict.fromkeys(kept))


def refusal_of_text(text: str, *, head: Sequence[str] | None = None) -> str | None:
    """Why a text may not be kept, in one sentence; None when it carries no mark."""
    if not any(LAST in folded(one).text for one in (text, *(head or ()))):
        return None
    found = _first(marks(text, head=head))
    if found is None:
        return None
    place = f"第{found.at}行" if found.at else "文件头、页眉或其他显著位置"
    return f"{place}标有密级“{found.words}”，{WHAT_TO_DO}"


def refusal_of_name(name: str) -> str | None:
    """Why a file of this name may not be kept, in one sentence; None when the name carries no mark."""
    words = _mark_of_name(name)
    return None if words is None else f"文件名标有密级“{words}”，{WHAT_TO_DO}"


def refusal_of_file(name: str, texts: TextsOfFile) -> str | None:
    """Why a file may not be kept: by its name, its head blocks, its body, or what it does not print."""
    refusal = refusal_of_name(name) or refusal_of_text(texts.body, head=texts.head)
    if refusal is not None:
        return refusal
    found = _first(marks("", head=texts.others))
    return None if found is None else f"文件的属性、批注或隐藏内容标有密级“{found.words}”，{WHAT_TO_DO}"


def notes_of_text(text: str, *, head: Sequence[str] | None = None) -> tuple[Mark, ...]:
    """The words that someone should look at although they refuse nothing."""
    return tuple(mark for mark in marks(text, head=head) if mark.severity is Severity.NOTE)


def notes_of_file(name: str, texts: TextsOfFile) -> tuple[Mark, ...]:
    """The notes of a file's text, head blocks and name."""
    named = folded(name.replace("\n", " "))
    return (*_zeroed(_notes(named)), *notes_of_text(texts.body, head=texts.head))


def _first(found: Iterable[Mark]) -> Mark | None:
    return next((mark for mark in found if mark.severity is Severity.REFUSE), None)


def _zeroed(found: Iterable[Mark]) -> Iterator[Mark]:
    return (Mark(mark.severity, mark.words, 0) for mark in found)


def _refusing(whole: Folded, start: int, end: int) -> Mark:
    return Mark(Severity.REFUSE, _shown(whole.text[start:end]), whole.line_at(start))


def _shown(words: str) -> str:
    return re.sub("[ \n]", "", words)


def _printed(whole: Folded) -> Iterator[Mark]:
    """Marks that refuse wherever they stand: with a star, behind a label, beside 保密期限."""
    yield from islice(_starred(whole), MOST)
    yield from islice(_labelled(whole), MOST)
    yield from islice(_beside_a_period(whole), MOST)


def _starred(whole: Folded) -> Iterator[Mark]:
    text = whole.text
    for level in ANY_LEVEL.finditer(text):
        start, end = level.span()
        star = AFTER.match(text, end)
        if star is not None and _is_mark(text, start, star):
            yield _refusing(whole, start, star.end())
        elif star is None and _apart(text, start) and (sign := SIGN.match(text, end)):
            yield _refusing(whole, start, sign.end())


def _is_mark(text: str, start: int, star: re.Match[str]) -> bool:
    """A period settles it; a bare asterisk may be a footnote, 商业秘密★ a clause that must be met."""
    if star["period"]:
        return True
    behind = text[star.end("star") : star.end("star") + 1]
    if "\n" in text[star.start() : star.start("star")] and behind not in {"", "\n"}:
        return False  # the star opens the next line
    if text[max(start - 2, 0) : start] in NOT_A_LEVEL:
        return False
    return "★" in star["star"] or (star["star"] == "*" and _apart(text, start))


def _apart(text: str, start: int) -> bool:
    return start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"


def _labelled(whole: Folded) -> Iterator[Mark]:
    text = whole.text
    for label in LABEL.finditer(text):
        rest = JOINED.sub(r"\1密", text[label.end() : label.end() + 40].split("\n")[0])
        strict = ":" not in label["separator"] and "=" not in label["separator"]
        words = _chosen(rest, strict=strict)
        if words is not None:
            yield Mark(Severity.REFUSE, f"密级：{words}", whole.line_at(label.start()))


def _chosen(rest: str, *, strict: bool) -> str | None:
    """The level that a form gives; None for a blank form that lists the levels to choose from."""
    ticked = TICKED.search(rest)
    if ticked is not None:
        return _shown(ticked.group().lstrip("☑☒√✓✔■●◉⊙ "))
    if len(set(OPTION.findall(rest))) > 1:
        return None
    first = rest.strip(DECORATION)
    if strict:
        first = first.split(" ")[0].strip(DECORATION)
        return first if FORM.fullmatch(first) else None
    return first[:2] if first[:2] in {"绝密", "机密", "秘密"} else None


def _beside_a_period(whole: Folded) -> Iterator[Mark]:
    """保密期限 with a level of its own in the same line, or in a line beside it that holds nothing else."""
    lines = whole.lines
    for number, line in enumerate(lines):
        if not SPAN.search(line):
            continue
        near = [*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]]
        words = [*WORDS.split(_joined(line)), *near]
        found = next((one for one in words if _stands_alone(one)), None)
        if found is not None:
            yield Mark(Severity.REFUSE, found.strip(DECORATION), whole.numbers[number])


def _joined(line: str) -> str:
    return GIVEN_SPAN.sub(r"\1", TWO_WORDS.sub(r"\1", JOINED.sub(r"\1密", line)))


def _stands_alone(word: str) -> bool:
    return FORM.fullmatch(JOINED.sub(r"\1密", word).strip(DECORATION)) is not None


def _alone(lines: Iterable[tuple[int, str]]) -> Iterator[Mark]:
    for number, line in _upright(lines):
        whole = _joined(line)
        inside = [found.strip() for found in BRACKETED.findall(whole)]
        found = {one.strip(DECORATION) for one in (*whole.split(" "), *inside) if _stands_alone(one)}
        if len(found) > 1 and len({one[:2] for one in found}) > 1:
            continue  # a list of the levels, not one of them
        if not found and _stands_alone(whole):
            found = {whole.strip(DECORATION)}
        for words in sorted(found)[:1]:
            yield Mark(Severity.REFUSE, words, number)


def _upright(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines of one character each, read downwards, are put together."""
    whole: list[tuple[int, str]] = []
    lengths: list[int] = []
    for number, line in lines:
        if len(line) == 1 and lengths and lengths[-1] == 1:
            whole[-1] = (whole[-1][0], whole[-1][1] + line)
            continue
        whole.append((number, line))
        lengths.append(len(line))
    return whole


def _internal(lines: Iterable[tuple[int, str]]) -> Iterator[Mark]:
    for number, line in lines:
        close = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: |$))", "", line)
        words = {one.strip(DECORATION) for one in (*WORDS.split(line), *WORDS.split(close))}
        for word in sorted(words & INTERNAL)[:1]:
            yield Mark(Severity.NOTE, word, number)


def _notes(whole: Folded) -> Iterator[Mark]:
    text = whole.text
    for level in ANY_LEVEL.finditer(text):
        start, end = level.span()
        before, after = text[max(start - 2, 0) : start], text[end : end + 1]
        torn = end - start > 2 and not (_apart(text, start) and not "\u4e00" <= after <= "\u9fff")
        if torn or before in SILENT_BEFORE or after in SILENT_AFTER:
            continue
        yield Mark(Severity.NOTE, _shown(level.group()), whole.line_at(start))


def _mark_of_name(name: str) -> str | None:
    """The mark of a file name: a word of its own between signs or brackets, or first before 关于."""
    plain = folded(re.sub("[\r\n]+", " ", name))
    for part in re.split(r"[/\\]", _joined(plain.text)):
        starred = _first(_printed(folded(part)))
        if starred is not None:
            return starred.words
        stem = _without_ending(part)
        words = [one for one in NAME_BREAKS.split(stem) if FORM.fullmatch(one)]
        if words and not _lists_levels(words):
            return words[0]
        first = NAME_FIRST.match(stem.lstrip(DECORATION))
        if first is not None:
            return first.group()[:2]
    return None


def _without_ending(part: str) -> str:
    stem = part
    for _ in range(3):
        stem = ENDING.sub("", stem)
    return stem


def _lists_levels(words: Sequence[str]) -> bool:
    return any(one[:2] != other[:2] for one, other in pairwise(words))
