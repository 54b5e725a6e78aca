"""Reports as extracts give them, made from random lawful tables: glued, spaced, a cell a line, in grids."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from yangguang.annualreport.form.editions import Edition, Row, edition
from yangguang.documents.model import Cell, Document, Grid, Paragraph, Place

Cells = dict[str, int | None]

HEAD = "阳光县{year}年政府信息公开工作年度报告"
COLUMN_HEAD = "申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
OUTCOMES = "结果维持结果纠正其他结果尚未审结总计"


def lawful_cells(rng: Random, form: Edition, largest: int = 60) -> Cells:
    """A report whose sums all hold: mostly zeros, as in a county, with figures up to about `largest`."""
    cells: Cells = {}
    for block in form.table("disclosure").blocks:
        for row in block.leaf_rows():
            for column in block.leaf_columns():
                cells[block.address(row, column)] = rng.choice(
                    [0, 0, rng.randint(0, 9), rng.randint(0, 9_999)]
                )
    cells |= _requests(rng, form, largest)
    disputes = form.table("disputes").blocks[0]
    for row in disputes.leaf_rows():
        parts = [rng.choice([0, 0, 0, rng.randint(1, 9), rng.randint(1, largest)]) for _ in range(4)]
        for column, value in zip(disputes.leaf_columns(), [*parts, sum(parts)], strict=True):
            cells[disputes.address(row, column)] = value
    return cells


def _requests(rng: Random, form: Edition, largest: int) -> Cells:
    block = form.table("requests").blocks[0]
    rows = [row.path for row in block.leaf_rows()]
    columns = [column.path for column in block.leaf_columns()]
    cells: Cells = {}
    for number, column in enumerate(columns[:-1]):
        top = largest if number == 0 else max(largest // 8, 3)
        share = 0.45 if number == 0 else 0.08
        figures = {
            path: rng.randint(1, top) if rng.random() < share else 0
            for path in rows
            if path.startswith("results.") and path != "results.total"
        }
        total = sum(figures.values())
        out = rng.choice([0, 0, rng.randint(0, max(top // 5, 1))]) if total else 0
        carried = rng.choice([0, 0, rng.randint(0, min(total, max(top // 5, 1)))])
        figures |= {"results.total": total, "carried_out": out, "carried_in": carried}
        figures["received"] = total + out - carried
        cells |= {f"requests/{path}@{column}": figure for path, figure in figures.items()}
    for path in rows:
        cells[f"requests/{path}@total"] = sum(
            cells[f"requests/{path}@{column}"] or 0 for column in columns[:-1]
        )
    return cells


def row_values(form: Edition, cells: Cells, path: str) -> list[str]:
    """The seven figures of a row of 表三 as printed; a blank is empty."""
    columns = form.table("requests").blocks[0].leaf_columns()
    return [shown(cells.get(f"requests/{path}@{column.path}")) for column in columns]


def shown(value: int | None) -> str:
    return "" if value is None else str(value)


Join = Callable[[list[str]], str]


def as_text(
    form: Edition, year: int, cells: Cells, join: Join, *, ordinals: bool = True, between: str = ""
) -> str:
    """A whole report as one text, the figures of a row put together by `join`, rows parted by `between`."""
    parts = [
        HEAD.format(year=year),
        f"\n一、总体情况\n{year}年，本县做好政府信息公开工作。\n二、主动公开政府信息情况\n",
    ]
    for block in form.table("disclosure").blocks:
        parts.append(f"{block.label}{between}信息内容{between}")
        parts.append(between.join(column.label + column.note for column in block.leaf_columns()) + between)
        for row in block.leaf_rows():
            values = [shown(cells.get(block.address(row, column))) for column in block.leaf_columns()]
            parts.append(f"{row.label}{between}{join(values)}{between}")
    corner = form.table("requests").corner or ""
    parts.append(f"\n三、收到和处理政府信息公开申请情况\n{corner}{between}{COLUMN_HEAD}{between}")
    for label, row in labelled_rows(form, ordinals):
        parts.append(label + between)
        if not row.rows:
            parts.append(join(row_values(form, cells, row.path)) + between)
    parts.append("\n四、政府信息公开行政复议、行政诉讼情况\n行政复议行政诉讼")
    parts.append(f"{OUTCOMES}未经复议直接起诉复议后起诉{OUTCOMES}{OUTCOMES}{between}")
    parts.append(join(dispute_values(form, cells)))
    parts.append("\n五、存在的主要问题及改进情况\n有不足，将改进。\n六、其他需要报告的事项\n无。\n")
    return "".join(parts)


def labelled_rows(form: Edition, ordinals: bool = True) -> list[tuple[str, Row]]:
    """The printed labels of 表三, top to bottom, groups included."""
    result = []
    for top in form.table("requests").blocks[0].rows:
        for row in top.walk():
            label = row.label
            if not ordinals and not row.rows:
                label = label.split("）", 1)[-1] if label.startswith("（") else label.split(".", 1)[-1]
                label = label.split("、", 1)[-1] if label[:1] in "一二三四" else label
            result.append((label, row))
    return result


def dispute_values(form: Edition, cells: Cells) -> list[str]:
    block = form.table("disputes").blocks[0]
    return [
        shown(cells.get(block.address(row, column)))
        for row in block.leaf_rows()
        for column in block.leaf_columns()
    ]


def document(text: str) -> Document:
    """The text as the plain text reader gives it: a paragraph a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    return Document("txt", tuple(Paragraph(line, Place(number + 1)) for number, line in enumerate(lines)))


def grid(lines: list[list[str]], block: int = 1) -> Grid:
    """A grid without merged cells from lines of texts; shorter lines leave holes."""
    width = max(map(len, lines))
    cells = tuple(
        Cell(text, row, column) for row, line in enumerate(lines) for column, text in enumerate(line)
    )
    return Grid(len(lines), width, cells, Place(block))


def grid_document(*blocks: str | list[list[str]]) -> Document:
    """A document of paragraphs (texts) and grids (lists of lines)."""
    placed = [
        Paragraph(block, Place(number)) if isinstance(block, str) else grid(block, number)
        for number, block in enumerate(blocks, start=1)
    ]
    return Document("html", tuple(placed))


def form_of(year: int) -> Edition:
    return edition("2021" if year > 2020 else "2019")
