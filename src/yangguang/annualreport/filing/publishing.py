"""What becomes of an approved version? The one published report of its body and year, corrections named."""

from __future__ import annotations

from datetime import date

from yangguang.annualreport.filing.content import reading_of_version
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.models import PublishedReport, TextHeld
from yangguang.annualreport.selectors import find_report
from yangguang.annualreport.services import store_report
from yangguang.organisations.approval.selectors import approved_hash
from yangguang.workflow.machine import Refused


def publish_version(held: Filing, today: date) -> PublishedReport:
    """Make the newest version of a locked filing the public one; only what was approved, to the byte.

    A correction keeps the day of the first publication and names itself in public. Raises `Refused`.
    """
    version: FilingVersion = held.versions.order_by("-number")[0]
    if approved_hash(held._meta.label_lower, str(held.pk)) != version.hash:
        raise Refused("审批通过的不是这个版本，不能公布")
    reading = reading_of_version(version, filed_on=held.published_on or today)
    existing = find_report(reading.body or "", held.year)
    if (
        existing is not None
        and existing.pk != held.report_id
        and Filing.objects.filter(report=existing).exists()
    ):
        raise Refused(f"已经公布过名为“{reading.body}”的机关{held.year}年的报告")
    report = store_report(reading, text_held=TextHeld.WHOLE, source_note="")
    if held.published_id is not None:
        note = {"on": today.isoformat(), "note": held.correction_note, "version": version.number}
        report.corrections = [*report.corrections, note]
        report.save(update_fields=["corrections"])
    held.report = report
    held.published = version
    held.published_on = held.published_on or today
    held.correction_note = ""
    return report
