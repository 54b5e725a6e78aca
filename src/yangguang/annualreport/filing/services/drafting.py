"""How do figures and words come into a draft? Typed, confirmed, explained, or read out of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yangguang.annualreport.filing.content import public_name, stored
from yangguang.annualreport.filing.entering import has_control_characters, read_entries, refusal_of_words
from yangguang.annualreport.filing.examining import examined, previous_of
from yangguang.annualreport.filing.machine import DRAFTERS, FILING
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.form.editions import Address, Edition, edition
from yangguang.annualreport.inspecting import SentFile
from yangguang.annualreport.models import ReportKind
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import NotAReport, read_report
from yangguang.documents.all_text import all_text
from yangguang.documents.model import Unreadable
from yangguang.documents.reading import read_bytes
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Acting, Viewer, actor_of
from yangguang.wording.secrecy_marks import refusal_of_file, refusal_of_text
from yangguang.workflow.machine import Refused

MOST_EXPLAINED = 300


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came out of a file: the filing, the cells to look at first, and what the reader wants to say."""

    filing: Filing
    uncertain: tuple[Address, ...]
    missing: tuple[Address, ...]
    notes: tuple[str, ...]


def save_draft(
    filing: Filing,
    *,
    viewer: Viewer,
    revision: int,
    figures: Mapping[Address, str] | None = None,
    words: Mapping[str, str] | None = None,
    explanations: Mapping[str, str] | None = None,
    confirmed: Iterable[Address] = (),
) -> Filing:
    """Keep what was typed: figures by address (empty text: blank), words by section, sentences by finding.

    A cell that was read for uncertain is settled by a figure, or as blank when it stands in `confirmed`.
    `revision` is the one the form showed. Raises `Refused`; nothing is then kept.
    """
    form = edition(filing.edition)
    entered = read_entries(form, figures or {})
    if sentence := entered.refusal or refusal_of_words(form, words or {}):
        raise Refused(sentence)
    sentences = _sentences(explanations or {})
    if figures and filing.kind == ReportKind.AGGREGATE:
        raise Refused("汇总报告的数字只能由各机关的报告汇总得出")
    settled = set(confirmed)
    facts = {"figures": len(entered.cells), "sections": sorted(words or {}), "explained": len(sentences)}
    with FILING.step(filing, "save", actor=drafter(filing, viewer), revision=revision, **facts) as held:
        for address, figure in stored(entered.cells).items():
            if figure is None and address in held.uncertain and address not in settled:
                continue
            held.uncertain.pop(address, None)
            held.cells[address] = figure
        held.sections |= {number: _tidy(text) for number, text in (words or {}).items()}
        _explain(held, sentences)
        _written_by(held, viewer)
    return held


def bring_in(filing: Filing, *, viewer: Viewer, revision: int, sent: SentFile) -> BroughtIn:
    """Replace the draft's figures and words by those of a report in a file, read before anything is held.

    Raises `Refused` when the file cannot be read, is no report, or one of another year or form.
    """
    form = edition(filing.edition)
    body = public_name(filing.body, ReportKind(filing.kind))
    reading = _read(sent, previous_of(filing, body))
    if reading.edition != form.id:
        raise Refused(f"文件里的报告不是{form.name}，不能带入")
    if reading.year is not None and reading.year != filing.year:
        raise Refused(f"文件里是{reading.year}年的报告，不能带入{filing.year}年的报告")
    cells, uncertain = _cells_of(form, reading)
    facts = {"figures": len(cells), "uncertain": len(uncertain)}
    with FILING.step(filing, "bring_in", actor=drafter(filing, viewer), revision=revision, **facts) as held:
        held.cells, held.uncertain = stored(cells), uncertain
        known = {section.number for section in form.sections}
        words = {one.number: _tidy(one.text) for one in reading.sections if one.number in known}
        if sentence := refusal_of_words(form, words):
            raise Refused(sentence)
        held.sections = words
        held.explanations = {}
        _written_by(held, viewer)
    missing = tuple(
        address for address in form.addresses if address not in cells and address not in uncertain
    )
    return BroughtIn(held, tuple(uncertain), missing, reading.notes)


def drafter(filing: Filing, viewer: Viewer) -> Acting:
    """The actor of a draft's change; whether they may is asked by the machine."""
    own = viewer.standing(*DRAFTERS, organ=filing.organ_id)
    return actor_of(viewer, own or viewer.standing(Role.COUNTY_OFFICE))


def _read(sent: SentFile, previous: Reading | None) -> Reading:
    if not sent.data:
        raise Refused("文件是空的")
    try:
        if sentence := refusal_of_file(sent.name, all_text(sent.data, sent.name)):
            raise Refused(sentence)
        return read_report(read_bytes(sent.data, sent.name), previous)
    except (Unreadable, NotAReport) as error:
        raise Refused(str(error)) from None


def _cells_of(form: Edition, reading: Reading) -> tuple[dict[Address, Any], dict[Address, list[str]]]:
    """The certain figures of the form, and the candidates of the uncertain ones.

    A group that the file prints as one row has to be split by a person, unless it is zero or blank.
    """
    uncertain = {
        address: [format(figure, "f") for figure in candidates]
        for address, candidates in reading.uncertain.items()
        if address in form.places
    }
    cells = {
        address: figure
        for address, figure in reading.cells.items()
        if address in form.places and address not in uncertain
    }
    for address in [*cells, *uncertain]:
        row = form.places[address][1]
        if not row.rows:
            continue
        figure, candidates = cells.pop(address, None), uncertain.pop(address, None)
        column = address.rpartition("@")[2]
        for leaf in row.leaves():
            below = f"{address.partition('/')[0]}/{leaf.path}@{column}"
            if figure or candidates:
                uncertain[below] = []
            else:
                cells[below] = figure
    return cells, uncertain


def _sentences(explanations: Mapping[str, str]) -> dict[str, str]:
    tidy = {key: " ".join(text.split()) for key, text in explanations.items()}
    if any(len(text) > MOST_EXPLAINED for text in tidy.values()):
        raise Refused(f"每条说明最多{MOST_EXPLAINED}字")
    if any(has_control_characters(text) for text in tidy.values()):
        raise Refused("说明含有不能保存的控制字符")
    if sentence := next((found for text in tidy.values() if (found := refusal_of_text(text))), None):
        raise Refused(sentence)
    return tidy


def _explain(held: Filing, sentences: Mapping[str, str]) -> None:
    """Keep the sentences to findings that stand after this save; those to findings that are gone lapse."""
    if not (held.explanations or sentences):
        return
    wanted = {key: text for key, text in {**held.explanations, **sentences}.items() if text}
    standing = {one.key for one in examined(held)}
    if unknown := [key for key in sentences if key not in standing and key not in held.explanations]:
        raise Refused(f"所说明的疑点已经不存在（{len(unknown)}条），请重新查看检查结果")
    held.explanations = {key: text for key, text in wanted.items() if key in standing}


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _written_by(held: Filing, viewer: Viewer) -> None:
    """Whoever wrote anything is an author for good, and holds the work from now on."""
    held.authors.add(viewer.user)
    held.handler_id = viewer.user
    held.revision += 1
