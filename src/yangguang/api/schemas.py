"""What do the answers of the API look like? Every field is said in the OpenAPI document."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema

from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.inspecting import Inspected, Inspection
from yangguang.annualreport.models import PublishedReport
from yangguang.annualreport.reading.export import as_number
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.selectors import ReportLine, reading_of

Number = int | float | None


class Problem(Schema):
    """Why a request was refused, in one Chinese sentence."""

    detail: str


class FindingOut(Schema):
    """A finding of the checks."""

    rule: str = Field(description="规则编号")
    severity: str = Field(description="error 错误、warning 疑点、note 提示")
    places: list[str] = Field(description="涉及的数字的地址")
    message: str
    source: str = Field(description="form 格式规定、arithmetic 算术、practice 检查实践")
    quote: str | None = None

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        """The finding as plain values."""
        return cls(
            rule=finding.rule,
            severity=finding.severity.value,
            places=list(finding.places),
            message=finding.message,
            source=finding.source,
            quote=finding.quote,
        )


class ReportOut(Schema):
    """A report in the list."""

    body: str = Field(description="机关名称")
    kind: str = Field(description="agency 部门乡镇、government_organ 政府办公室、aggregate 汇总")
    year: int
    edition: str = Field(description="格式版本")
    errors: int = Field(description="检查发现的错误数")
    warnings: int = Field(description="检查发现的疑点数")

    @classmethod
    def of(cls, line: ReportLine) -> ReportOut:
        """A line of the list."""
        return cls(
            body=line.body,
            kind=line.kind,
            year=line.year,
            edition=line.edition,
            errors=line.errors,
            warnings=line.warnings,
        )


class ReportsOut(Schema):
    """A page of the list; `count` is the number of all reports that were asked for."""

    count: int
    page: int
    reports: list[ReportOut]


class PeriodOut(Schema):
    """The days that the figures cover, both included."""

    first: date
    last: date


class FiguresOut(Schema):
    """What a report says."""

    body: str | None
    kind: str | None
    year: int | None
    edition: str | None
    period: PeriodOut | None
    filed_on: date | None
    cells: dict[str, Number] = Field(description="地址到数字；null 表示原报告该处为空，不等于 0")
    findings: list[FindingOut]


class OneReportOut(FiguresOut):
    """A published report."""

    source_note: str


class CheckedOut(Schema):
    """What came of one file that was sent."""

    name: str
    refusal: str | None = Field(description="不能读取的原因；能读取时为 null")
    previous: str | None = Field(description="作为上一年报告的文件名")
    report: FiguresOut | None
    missing: list[str]
    uncertain: dict[str, list[Number]] = Field(description="不能确定的数字和可能的读法")


class TogetherOut(Schema):
    """A finding that shows only between files."""

    names: list[str]
    finding: FindingOut


class InspectedOut(Schema):
    """What came of all files that were sent; nothing of it is stored."""

    files: list[CheckedOut]
    together: list[TogetherOut]


def report_out(report: PublishedReport, findings: tuple[Finding, ...]) -> OneReportOut:
    """A stored report with its findings."""
    figures = _figures(reading_of(report), findings)
    return OneReportOut(**figures.dict(), source_note=report.source_note)


def inspected_out(inspected: Inspected) -> InspectedOut:
    """A batch of checked files."""
    return InspectedOut(
        files=[_checked(file) for file in inspected.files],
        together=[
            TogetherOut(names=list(one.names), finding=FindingOut.of(one.finding))
            for one in inspected.together
        ],
    )


def _checked(file: Inspection) -> CheckedOut:
    reading = file.reading
    return CheckedOut(
        name=file.name,
        refusal=file.refusal or None,
        previous=file.previous or None,
        report=_figures(reading, file.findings) if reading else None,
        missing=list(reading.missing) if reading else [],
        uncertain={
            address: [as_number(candidate) for candidate in candidates]
            for address, candidates in (reading.uncertain if reading else {}).items()
        },
    )


def _figures(reading: Reading, findings: tuple[Finding, ...]) -> FiguresOut:
    period = reading.period
    return FiguresOut(
        body=reading.body,
        kind=reading.kind,
        year=reading.year,
        edition=reading.edition,
        period=PeriodOut(first=period.first, last=period.last) if period else None,
        filed_on=reading.filed_on,
        cells={address: as_number(figure) for address, figure in reading.cells.items()},
        findings=[FindingOut.of(finding) for finding in findings],
    )
