"""How do organs and appointments leave the house? As lists that can be read back; each export is kept."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch

from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Appointment, Government, Organ, SubjectDecision, in_force
from yangguang.organisations.selectors import appointments_visible_to
from yangguang.organisations.services.organs import CONTACT, KEEPERS
from yangguang.organisations.sheets.columns import APPOINTMENTS, ORGANS, Column
from yangguang.organisations.sheets.writing import written_csv, written_xlsx
from yangguang.organisations.viewers import Acting, Viewer, acting_as
from yangguang.workflow.acts import acts, note

EXPORTERS = (*KEEPERS, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)

TITLES = {"organs": "机构", "appointments": "任职"}


class Format(StrEnum):
    """The two kinds of file."""

    XLSX = "xlsx"
    CSV = "csv"


def export_organs(*, viewer: Viewer, file_format: Format) -> bytes:
    """Every living organ of the viewer's government in order, in the columns that are read back."""
    actor = acting_as(viewer, EXPORTERS, "导出机构")
    newest = SubjectDecision.objects.filter(from_on__lte=viewer.today).order_by("from_on")
    organs = (
        Organ.objects.filter(government=viewer.government, to_on__isnull=True)
        .select_related("superior")
        .prefetch_related("aliases", Prefetch("subject_decisions", newest, to_attr="decided"))
    )
    rows = [_organ(one) for one in organs]
    return _written(rows, ORGANS, what="organs", actor=actor, file_format=file_format)


def export_appointments(*, viewer: Viewer, file_format: Format) -> bytes:
    """Every appointment valid today that the viewer sees, in the columns that are read back."""
    actor = acting_as(viewer, EXPORTERS, "导出任职")
    held = appointments_visible_to(viewer).filter(in_force(viewer.today))
    ordered = held.select_related("organ", "user").order_by("organ__order", "organ", "role", "pk")
    rows = [_appointment(one) for one in ordered]
    return _written(rows, APPOINTMENTS, what="appointments", actor=actor, file_format=file_format)


def _written(
    rows: list[dict[str, Any]], columns: Sequence[Column], *, what: str, actor: Acting, file_format: Format
) -> bytes:
    with acts():
        government = Government.objects.get(pk=actor.government)
        note("export", what, government, actor, facts={"rows": len(rows), "format": file_format.value})
    return (
        written_csv(columns, rows)
        if file_format is Format.CSV
        else written_xlsx(columns, rows, title=TITLES[what])
    )


def _organ(organ: Any) -> dict[str, Any]:
    decided = organ.decided[-1] if organ.decided else None
    return {
        "code": organ.code,
        "name": organ.name,
        "kind": Kind(organ.kind),
        "uscc": organ.uscc,
        "vertical": organ.vertical,
        "superior": organ.superior.code if organ.superior else None,
        "order": organ.order,
        "aliases": [alias.name for alias in organ.aliases.all()],
        "from_on": organ.from_on,
        **{field: getattr(organ, field) for field in CONTACT},
        **(
            {"subject": decided.is_subject, "subject_from": decided.from_on, "subject_basis": decided.basis}
            if decided
            else {}
        ),
    }


def _appointment(one: Appointment) -> dict[str, Any]:
    return {
        "sign_in_name": one.user.sign_in_name,
        "display_name": one.user.display_name,
        "code": one.organ.code,
        "role": Role(one.role),
        "full_time": one.full_time,
        "from_on": one.from_on,
        "to_on": one.to_on,
    }
