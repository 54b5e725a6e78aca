"""How does a table of the statutory form stand on a page? Merged heads, figures in place, findings marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.form.editions import (
    Address,
    Block,
    Column,
    Edition,
    Row,
    Section,
    Table,
    edition,
    edition_names,
)
from yangguang.annualreport.reading.model import Reading

FIGURE, BLANK, MISSING, UNCERTAIN = "figure", "blank", "missing", "uncertain"
GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Head:
    """A head cell; `across` and `down` count the places it covers, `scope` is that of the th element."""

    text: str
    scope: str
    across: int = 1
    down: int = 1
    note: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in its place. `text` is ready to be read; `findings` are numbers of findings, from 1."""

    address: Address
    label: str
    text: str
    state: str = FIGURE
    is_sum: bool = False
    findings: tuple[int, ...] = ()
    severity: str = ""
    lit: bool = False
    across: int = 1

    @property
    def classes(self) -> str:
        """What the style sheet needs to know of this cell: `figure total hit error lit`."""
        words = [self.state, "total" if self.is_sum else "", f"hit {self.severity}" if self.severity else ""]
        return " ".join([*filter(None, words), *(["lit"] if self.lit else [])])


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what stands at its head, then its figures."""

    heads: tuple[Head, ...]
    figures: tuple[Figure, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share column heads."""

    heads: tuple[tuple[Head, ...], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table ready for a template."""

    id: str
    caption: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Marks:
    """Which findings stand at which address, and which finding the visitor asked to see."""

    findings: tuple[Finding, ...] = ()
    lit: int | None = None
    at: dict[Address, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding], lit: int | None = None) -> Marks:
        """Number the findings from 1 and note where each stands."""
        marks = cls(tuple(findings), lit)
        for number, finding in enumerate(marks.findings, start=1):
            for address in finding.places:
                marks.at.setdefault(address, []).append(number)
        return marks

    def severity(self, address: Address) -> str:
        """The gravest severity at an address, empty when nothing was found there."""
        found = [self.findings[number - 1].severity for number in self.at.get(address, ())]
        return min(found, key=GRAVITY.index).value if found else ""


def spell(figure: Decimal | None) -> str:
    """A figure for people: thousands separated, all printed decimals, a real minus sign."""
    return "" if figure is None else f"{figure:,f}".replace("-", "−")


def form_of(name: str | None) -> Edition | None:
    """The statutory form called `name`; None for reports older than the forms."""
    return edition(name) if name in edition_names() else None


def tables_of(reading: Reading, form: Edition | None, marks: Marks) -> tuple[TableView, ...]:
    """The tables of a report in the layout of its edition.

    A report without an edition, or figures that its edition does not know, stand in a plain table.
    """
    filler = _Filler(reading, marks)
    known: set[Address] = set()
    views = []
    for table, section in _with_sections(form):
        views.append(_table(table, section, filler))
        known.update(address for address in reading.cells if address.startswith(f"{table.id}/"))
    rest = tuple(address for address in reading.cells if address not in known)
    return (*views, *([_plain(rest, filler)] if rest else []))


class _Filler:
    """Puts the figure of a report, and what was found there, into a place of the form."""

    def __init__(self, reading: Reading, marks: Marks) -> None:
        self.reading = reading
        self.marks = marks

    def is_collapsed(self, block: Block, row: Row) -> bool:
        """Does the report print this group of rows as one?"""
        columns = block.leaf_columns()
        return row.collapsible and any(block.address(row, column) in self.reading.cells for column in columns)

    def figure(self, address: Address, label: str, *, is_sum: bool = False, across: int = 1) -> Figure:
        """The figure at an address, as it is to be shown."""
        state, text = self._state(address)
        numbers = tuple(self.marks.at.get(address, ()))
        return Figure(
            address=address,
            label=label,
            text=text,
            state=state,
            is_sum=is_sum,
            findings=numbers,
            severity=self.marks.severity(address),
            lit=self.marks.lit in numbers,
            across=across,
        )

    def _state(self, address: Address) -> tuple[str, str]:
        if address in self.reading.uncertain:
            candidates = "或".join(spell(candidate) for candidate in self.reading.uncertain[address][:4])
            return UNCERTAIN, candidates or "不能确定"
        if address not in self.reading.cells:
            return MISSING, "未读到"
        figure = self.reading.cells[address]
        return (BLANK, "空") if figure is None else (FIGURE, spell(figure))


def _with_sections(form: Edition | None) -> Iterator[tuple[Table, Section]]:
    if form is None:
        return
    sections = {section.number: section for section in form.sections}
    for table in form.tables:
        yield table, sections[table.section]


def _table(table: Table, section: Section, filler: _Filler) -> TableView:
    if any(row.group for block in table.blocks for row in block.rows):
        groups = tuple(_side_by_side(block, filler) for block in table.blocks)
    elif table.corner:
        groups = tuple(_tree(block, table.corner, filler) for block in table.blocks)
    else:
        width = max(len(block.leaf_columns()) for block in table.blocks)
        groups = tuple(_item(block, width, filler) for block in table.blocks)
    return TableView(table.id, f"{section.number}、{section.title}", groups)


def _unit_note(column: Column) -> str:
    """What stands beside a heading: the form's own words, else the unit of money that it leaves unsaid."""
    return column.note or (f"（单位：{column.unit}）" if column.decimal else "")


def _item(block: Block, width: int, filler: _Filler) -> Group:
    """表二: each item of 第二十条 has a head of its own; the last column reaches the edge."""
    columns = block.leaf_columns()
    spread = [1] * (len(columns) - 1) + [width - len(columns) + 1]
    heads = (
        (Head(block.label or "", "colgroup", across=width + 1, kind="item"),),
        (
            Head("信息内容", "col"),
            *(
                Head(column.label, "col", across=across, note=_unit_note(column))
                for column, across in zip(columns, spread, strict=True)
            ),
        ),
    )
    lines = tuple(
        Line(
            (Head(row.label, "row"),),
            tuple(
                filler.figure(block.address(row, column), f"{row.label} · {column.label}", across=across)
                for column, across in zip(columns, spread, strict=True)
            ),
        )
        for row in block.leaf_rows()
    )
    return Group(heads, lines)


def _tree(block: Block, corner: str, filler: _Filler) -> Group:
    """表三: rows in a tree of labels, columns under 申请人情况."""
    depth = max(len(path) for path in _paths(block, filler))
    columns = block.leaf_columns()
    top: list[Head] = []
    below: list[Head] = []
    for column in block.columns:
        leaves = tuple(column.leaves())
        if column.columns:
            top.append(Head(column.label, "colgroup", across=len(leaves)))
            below.extend(Head(leaf.label, "col") for leaf in leaves)
        else:
            top.append(Head(column.label, "col", down=2))
    heads = (
        (
            Head(corner, "colgroup", across=depth, down=3, kind="corner"),
            Head("申请人情况", "colgroup", across=len(columns)),
        ),
        tuple(top),
        tuple(below),
    )
    return Group(heads, tuple(_tree_lines(block, depth, filler)))


def _paths(block: Block, filler: _Filler) -> Iterator[tuple[Row, ...]]:
    """The way from the top of the row tree to each printed line."""

    def descend(row: Row, way: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
        if not row.rows or filler.is_collapsed(block, row):
            yield (*way, row)
            return
        for under in row.rows:
            yield from descend(under, (*way, row))

    for row in block.rows:
        yield from descend(row, ())


def _tree_lines(block: Block, depth: int, filler: _Filler) -> Iterator[Line]:
    paths = tuple(_paths(block, filler))
    begun: set[str] = set()
    for way in paths:
        heads = []
        for level, row in enumerate(way):
            if row.path in begun:
                continue
            begun.add(row.path)
            if row is way[-1]:
                heads.append(Head(row.label, "row", across=depth - level))
            else:
                down = sum(row in other for other in paths)
                heads.append(Head(row.label, "rowgroup", down=down, kind="group"))
        leaf = way[-1]
        figures = tuple(
            filler.figure(
                block.address(leaf, column),
                f"{leaf.label} · {column.label}",
                is_sum=leaf.is_sum or column.is_sum,
            )
            for column in block.leaf_columns()
        )
        yield Line(tuple(heads), figures, leaf.is_sum)


def _side_by_side(block: Block, filler: _Filler) -> Group:
    """表四: one line of figures, the rows of the form standing side by side under their group."""
    columns = block.leaf_columns()
    top: list[Head] = []
    below: list[Head] = []
    for row in block.rows:
        if row.group is None:
            top.append(Head(row.label, "colgroup", across=len(columns), down=2))
            continue
        below.append(Head(row.label, "colgroup", across=len(columns)))
        if not top or top[-1].text != row.group:
            members = sum(other.group == row.group for other in block.rows)
            top.append(Head(row.group, "colgroup", across=len(columns) * members))
    last = tuple(Head(column.label, "col") for _ in block.rows for column in columns)
    figures = tuple(_beside(block, row, column, filler) for row in block.rows for column in columns)
    return Group((tuple(top), tuple(below), last), (Line((), figures),))


def _beside(block: Block, row: Row, column: Column, filler: _Filler) -> Figure:
    return filler.figure(block.address(row, column), f"{row.label} · {column.label}", is_sum=column.is_sum)


def _plain(addresses: tuple[Address, ...], filler: _Filler) -> TableView:
    """Figures without a statutory layout: a line a row label, a column a column label."""
    columns = tuple(dict.fromkeys(address.rpartition("@")[2] for address in addresses))
    rows = tuple(dict.fromkeys(address.rpartition("@")[0] for address in addresses))
    lines = tuple(
        Line(
            (Head(row.partition("/")[2], "row"),),
            tuple(
                filler.figure(f"{row}@{column}", f"{row.partition('/')[2]} · {column}") for column in columns
            ),
        )
        for row in rows
    )
    heads = ((Head("指标", "col"), *(Head(column, "col") for column in columns)),)
    return TableView("statistics", "统计表", (Group(heads, lines),))
