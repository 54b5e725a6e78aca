"""Does the form's own arithmetic hold inside one report? The only source of errors."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod

from yangguang.annualreport.checking.figures import collapsed_rows, printed, spelled_sum, statutory
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding, limit
from yangguang.annualreport.form.editions import Address, Relation
from yangguang.annualreport.reading.model import Reading

MESSAGES = {
    "requests.balance": "“{line}”列不平衡：{left} ≠ {right}（{left_sum} ≠ {right_sum}）",
    "requests.results": "“{line}”列办理结果各项之和不等于总计：{left}{equals} ≠ {right}",
    "requests.applicants": "“{line}”行各类申请人之和不等于总计：{left}{equals} ≠ {right}",
    "disputes.results": "“{line}”各结果之和不等于总计：{left}{equals} ≠ {right}",
}


def check_arithmetic(reading: Reading) -> Iterator[Finding]:
    """Every relation of the edition and every cell that must be a whole number not below zero."""
    form = statutory(reading)
    if form is None:
        return
    for relation in form.relations(collapsed=collapsed_rows(reading)):
        if is_broken(reading, relation):
            yield _broken(reading, relation)
    yield from _impossible_figures(reading)


def is_broken(reading: Reading, relation: Relation) -> bool:
    """Whether no reading of the cells lets both sides agree.

    Blank counts as zero where its side has another figure; a side that is blank altogether proves nothing.
    An uncertain cell may be any of its candidates.
    """
    places = relation.left + relation.right
    if not all(place in reading.cells for place in places):
        return False
    sides = []
    for side in (relation.left, relation.right):
        sums = possible_sums(reading, side)
        if sums is None:
            return False
        sides.append(sums)
    return sides[0].isdisjoint(sides[-1])


def possible_sums(reading: Reading, places: tuple[Address, ...]) -> set[Decimal] | None:
    """All sums the candidates allow.

    None when all places are blank, when one may hold anything, and when there are too many to try.
    """
    choices: list[tuple[Decimal, ...]] = []
    for place in places:
        figure = reading.cells.get(place)
        if place in reading.uncertain:
            choices.append(reading.uncertain[place])
        elif figure is not None:
            choices.append((figure,))
    if not all(choices):  # a cell without a candidate may hold anything
        return None
    if not choices or prod(map(len, choices)) > limit("requests.balance", "combinations"):
        return None
    return {sum(chosen, Decimal(0)) for chosen in product(*choices)}


def _broken(reading: Reading, relation: Relation) -> Finding:
    left = [reading.cells.get(place) for place in relation.left]
    right = [reading.cells.get(place) for place in relation.right]
    if relation.rule == "requests.balance":
        spelled = " + ".join(map(printed, left)), " + ".join(map(printed, right))
    else:
        spelled = spelled_sum(left), " + ".join(map(printed, right))
    sums = [printed(sum((figure for figure in side if figure), Decimal(0))) for side in (left, right)]
    message = MESSAGES.get(relation.rule, relation.title + "：{left} ≠ {right}").format(
        line=relation.line,
        left=spelled[0],
        right=spelled[-1],
        left_sum=sums[0],
        right_sum=sums[-1],
        equals=f" = {sums[0]}" if spelled[0] != sums[0] else "",
    )
    return finding(relation.rule, relation.left + relation.right, message)


def _impossible_figures(reading: Reading) -> Iterator[Finding]:
    form = statutory(reading)
    for address, figure in reading.cells.items():
        if form is None or figure is None or address not in form.places:
            continue
        _, row, column = form.places[address]
        is_whole = figure == figure.to_integral_value()
        if (figure < 0 and not column.signed) or not (is_whole or column.decimal):
            demand = "不应为负数" if is_whole or column.decimal else "应为整数"
            message = f"“{row.label}”的“{column.label}”为 {printed(figure)}，{demand}"
            yield finding("cells.integer", (address,), message)
