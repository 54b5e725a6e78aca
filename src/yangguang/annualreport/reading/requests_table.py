"""Which figures stand in 表三 (requests received and handled)? Glued rows by the form's sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from yangguang.annualreport.form.editions import Column, Edition
from yangguang.annualreport.reading.figures import NotAFigure, Printed, figure_of, printed
from yangguang.annualreport.reading.found import Field, FoundRow, by_column
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.outcome import Outcome
from yangguang.annualreport.reading.solving import Line, Solution, solve
from yangguang.annualreport.reading.splitting import Values

TABLE = "requests"
Rows = dict[str, list[FoundRow]]


def read_requests(form: Edition, found: Iterable[FoundRow], previous: Reading | None = None) -> Outcome:
    """The cells of 表三 from rows as found, in document order.

    A row whose cells are known takes part in the sums with them; a row of glued digits is cut so that the
    whole table breaks as few sums as possible. `previous` (last year's report) decides what is left open.
    """
    rows, collapsed = _by_row(form, found)
    columns = form.table(TABLE).blocks[0].leaf_columns()
    outcome = Outcome()
    lines = []
    for path, candidates in rows.items():
        line = _line(path, candidates, columns)
        if line is not None and line.likely():
            lines.append(line)
    solution = _solved(form, lines, collapsed, len(columns), previous)
    for path, candidates in rows.items():
        _enter(outcome, path, candidates, columns, solution.kept.get(path, ()))
    if not solution.complete:
        outcome.notes.append("表三的数字连在一起，按勾稽关系也不能全部分清，未定的单元格已列出可能的数值")
    return outcome


def _by_row(form: Edition, found: Iterable[FoundRow]) -> tuple[Rows, frozenset[str]]:
    """The rows that carry fields, by path; a group printed as one row counts only where its rows do not."""
    rows: Rows = {}
    groups: Rows = {}
    for one in found:
        if one.row is None or not one.fields:
            continue
        if not one.row.rows:
            rows.setdefault(one.row.path, []).append(one)
        elif one.row.collapsible and _fills_a_row(one):
            groups.setdefault(one.row.path, []).append(one)
    collapsed = frozenset(path for path in groups if not any(below.startswith(f"{path}.") for below in rows))
    rows.update({path: groups[path] for path in collapsed})
    return rows, collapsed


def _fills_a_row(found: FoundRow) -> bool:
    return len(found.fields) > 1 or sum(map(str.isdigit, found.fields[0].raw)) > 1


def _line(path: str, found: Sequence[FoundRow], columns: tuple[Column, ...]) -> Line | None:
    """The row as the search takes it; None where its fields cannot be figures of this table."""
    width = len(columns)
    known = {values for one in found if (values := _known(one, columns)) is not None}
    if len(known) > 1:
        known.discard((None,) * width)  # a label printed twice, once without figures
    if known:
        return Line(path, (), width, known=known.pop()) if len(known) == 1 else None
    digits = _digits(found[0].fields)
    return Line(path, digits, width, found[0].next_ordinal, found[0].lacking) if digits else None


def _known(found: FoundRow, columns: tuple[Column, ...]) -> Values | None:
    """The figures of a row whose fields are its cells; None where they are not, or not whole numbers."""
    cells = by_column(found, columns)
    if cells is None:
        return None
    values: list[int | None] = []
    for column in columns:
        raw = cells.get(column.path)
        try:
            value = figure_of(raw.raw, column) if raw else None
        except NotAFigure:
            return None
        if value is not None and value != value.to_integral_value():
            return None
        values.append(None if value is None else int(value))
    return tuple(values)


def _digits(fields: Sequence[Field]) -> tuple[str, ...]:
    """The digit runs of a row without its blanks; empty where something else stands there."""
    runs = []
    for field in fields:
        try:
            figure: Printed | None = printed(field.raw)
        except NotAFigure:
            return ()
        if figure is None:
            continue
        if figure.sign < 0 or not figure.digits.isdigit():
            return ()
        runs.append(figure.digits)
    return tuple(runs)


def _balances(form: Edition, present: frozenset[str], collapsed: frozenset[str]) -> list[dict[str, int]]:
    """The equalities down the columns, each row with its side; only those whose rows were all found."""
    balances: dict[str, dict[str, int]] = {}
    for relation in form.relations(collapsed=collapsed):
        if relation.rule in balances or not relation.left[0].startswith(f"{TABLE}/"):
            continue
        sides = [(address, 1) for address in relation.left] + [(address, -1) for address in relation.right]
        factors = {_row_path(address): side for address, side in sides}
        if len(factors) == len(sides) and factors.keys() <= present:
            balances[relation.rule] = factors
    return list(balances.values())


def _row_path(address: str) -> str:
    return address.split("/", 1)[1].split("@", maxsplit=1)[0]


def _solved(
    form: Edition, lines: list[Line], collapsed: frozenset[str], width: int, previous: Reading | None
) -> Solution:
    if all(line.known is not None for line in lines):
        return Solution({line.path: (line.known,) for line in lines if line.known is not None}, 0, True)
    balances = _balances(form, frozenset(line.path for line in lines), collapsed)
    solution = solve(lines, balances, width)
    carried = _carried(form, previous)
    if carried is None or all(len(kept) == 1 for kept in solution.kept.values()):
        return solution
    fixed = [
        Line(line.path, (), width, known=carried)
        if line.path == "carried_in" and carried in solution.kept.get(line.path, ())
        else line
        for line in lines
    ]
    again = solve(fixed, balances, width)
    return again if again.complete and again.broken <= solution.broken else solution


def _carried(form: Edition, previous: Reading | None) -> Values | None:
    """What last year's report carried out, column by column; None unless all of it is known."""
    if previous is None:
        return None
    columns = form.table(TABLE).blocks[0].leaf_columns()
    values = [previous.cells.get(f"{TABLE}/carried_out@{column.path}") for column in columns]
    return None if None in values else tuple(int(value) for value in values if value is not None)


def _enter(
    outcome: Outcome,
    path: str,
    found: Sequence[FoundRow],
    columns: tuple[Column, ...],
    kept: Sequence[Values],
) -> None:
    several = {values for one in found if (values := _known(one, columns)) is not None and any(values)}
    options = list(several) if len(several) > 1 else list(kept)
    if not options:
        _enter_one_by_one(outcome, path, found[0], columns)
        return
    shown = found[0]
    cells = by_column(shown, columns) or {}
    whole = " ".join(field.raw for field in shown.fields)
    for number, column in enumerate(columns):
        if shown.columns is not None and column.path not in shown.columns:
            continue
        field = cells.get(column.path, Field(whole, shown.where))
        weighed = [_decimal(option[number]) for option in options]
        outcome.weigh(f"{TABLE}/{path}@{column.path}", weighed, field.raw, field.where)


def _enter_one_by_one(outcome: Outcome, path: str, found: FoundRow, columns: tuple[Column, ...]) -> None:
    """Enter a row that holds something else than whole numbers: what is no figure is uncertain."""
    if by_column(found, columns) is None:
        whole = " ".join(field.raw for field in found.fields)
        for column in columns:
            outcome.weigh(f"{TABLE}/{path}@{column.path}", (), whole, found.where)
    for column_path, field in (by_column(found, columns) or {}).items():
        address = f"{TABLE}/{path}@{column_path}"
        column = next(column for column in columns if column.path == column_path)
        try:
            outcome.know(address, figure_of(field.raw, column), field.raw, field.where)
        except NotAFigure:
            outcome.weigh(address, (), field.raw, field.where)


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
