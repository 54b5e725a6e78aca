"""Reports that hold the form's own arithmetic, drawn at random."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import strategies as st

from yangguang.annualreport.form.editions import Column, Row, edition
from yangguang.annualreport.reading.model import ReportSection
from yangguang.annualreport.writing.facts import ReportFacts

COUNTS = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 400), st.integers(0, 99_999))
MONEY = st.decimals(0, 99_999, places=4, allow_nan=False, allow_infinity=False)
BODIES = ("阳光县", "阳光县人民政府办公室", "阳光县教育局", "阳光县向阳镇人民政府")
SENTENCES = (
    "全年主动公开信息1286条，其中网站1001条、新媒体285条。",
    "（一）主动公开。新收申请46件，上年结转1件，予以公开32件、部分公开8件。",
    "1.规范性文件3件，废止0件，现行有效11件。",
    "三是加强监督保障，全年未收取信息处理费，收费0元。",
    "行政复议2件，结果维持1件、结果纠正1件；行政诉讼0件。",
)
PARAGRAPHS = st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n".join)

FUJIAN = (
    ("主动公开信息数", ("网站公开", "政府公报公开")),
    ("受理依申请公开信息总数", ("当面申请数", "传真申请数", "电子邮件申请数", "网上申请数", "信函申请数")),
    ("对申请的答复数", ("同意公开答复数", "同意部分公开答复数", "否决公开答复数")),
    ("行政复议数", ("维持具体行政行为", "纠错")),
    ("行政诉讼数", ("维持具体行政行为", "纠错")),
)


@st.composite
def lawful_statistics(draw: st.DrawFn) -> ReportFacts:
    """A report of before 2019: parts add up to their whole, and no cumulative figure is below the year's."""
    year = draw(st.integers(2008, 2018))
    columns = draw(st.sampled_from([(f"{year}年度", "历年累计"), ("本年累计",)]))
    shared = Counter(part for _, parts in FUJIAN for part in parts)
    cells: dict[str, Decimal | None] = {}
    for whole, parts in FUJIAN:
        figures = {part: draw(st.integers(0, 2000)) for part in parts}
        before = {part: draw(st.integers(0, 2000)) for part in parts}
        for label, this_year, earlier in [
            (whole, sum(figures.values()), sum(before.values())),
            *(
                (f"{whole}/{part}" if shared[part] > 1 else part, figures[part], before[part])
                for part in parts
            ),
        ]:
            for column, figure in zip(columns, (this_year, this_year + earlier), strict=False):
                blank = draw(st.integers(0, 7)) == 0
                cells[f"statistics/{label}@{column}"] = None if blank else Decimal(figure)
    return ReportFacts(draw(st.sampled_from(BODIES)), year, "before-2019", cells)


@st.composite
def lawful_reports(draw: st.DrawFn, name: str, *, collapsed: bool = False) -> ReportFacts:
    """A report in edition `name` whose sums and balances hold; `collapsed` prints 其他处理 as one row."""
    form = edition(name)
    cells: dict[str, Decimal | None] = {}
    for block in form.table("disclosure").blocks:
        for row in block.leaf_rows():
            for column in block.leaf_columns():
                cells[block.address(row, column)] = draw(_figure(column))
    cells |= _requests(draw, name, frozenset({"results.other"} if collapsed else ()))
    for row in form.table("disputes").blocks[0].leaf_rows():
        cells |= _summed(draw, f"disputes/{row.path}@", ("upheld", "corrected", "other", "pending"))
    if draw(st.booleans()):  # many offices leave a zero blank
        cells |= {
            address: None for address, value in cells.items() if not value and "disclosure" not in address
        }
    year = draw(st.integers(form.first_year, form.last_year or 2026))
    sections = tuple(ReportSection(part.number, part.title, draw(PARAGRAPHS)) for part in form.sections)
    return ReportFacts(draw(st.sampled_from(BODIES)), year, name, cells, sections)


def _figure(column: Column) -> st.SearchStrategy[Decimal | None]:
    if column.decimal:
        numbers: st.SearchStrategy[Decimal] = MONEY
    else:
        numbers = COUNTS.map(Decimal)
        if column.signed:
            numbers = st.integers(-500, 500).map(Decimal)
    return st.one_of(numbers, numbers, numbers, st.none())


def _requests(draw: st.DrawFn, name: str, collapsed: frozenset[str]) -> dict[str, Decimal | None]:
    """Every column balances: what was carried out is what came in and was not finished."""
    (block,) = edition(name).table("requests").blocks
    leaves = [leaf for row in block.rows for leaf in _leaves(row, collapsed)]
    results = [row.path for row in leaves if row.path.startswith("results.") and not row.is_sum]
    columns = [column.path for column in block.leaf_columns() if not column.is_sum]
    cells: dict[str, Decimal | None] = {}
    for column in columns:
        figures = {path: draw(COUNTS) for path in results}
        total, carried_out = sum(figures.values()), draw(st.integers(0, 30))
        carried_in = draw(st.integers(0, total + carried_out))
        figures |= {"results.total": total, "carried_out": carried_out, "carried_in": carried_in}
        figures["received"] = total + carried_out - carried_in
        cells |= {f"requests/{path}@{column}": Decimal(figure) for path, figure in figures.items()}
    for row in leaves:
        parts = [cells[f"requests/{row.path}@{column}"] for column in columns]
        cells[f"requests/{row.path}@total"] = sum((part for part in parts if part is not None), Decimal(0))
    return cells


def _leaves(row: Row, collapsed: frozenset[str]) -> list[Row]:
    if row.path in collapsed or not row.rows:
        return [row]
    return [leaf for below in row.rows for leaf in _leaves(below, collapsed)]


def _summed(draw: st.DrawFn, start: str, parts: tuple[str, ...]) -> dict[str, Decimal | None]:
    figures = [draw(st.integers(0, 999)) for _ in parts]
    cells: dict[str, Decimal | None] = {
        f"{start}{part}": Decimal(figure) for part, figure in zip(parts, figures, strict=True)
    }
    return cells | {f"{start}total": Decimal(sum(figures))}
