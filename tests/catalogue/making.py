"""Makers: a county with the national layout, and its columns by their code."""

from __future__ import annotations

from tests.organisations.making import County
from yangguang.catalogue.models import Column
from yangguang.catalogue.services.columns import add_column
from yangguang.catalogue.services.laying_out import lay_out
from yangguang.workflow.acts import SYSTEM

CREDIT_CODE = "11441700007280420Y"


def make_catalogue(county: County) -> County:
    lay_out(county.government, actor=SYSTEM)
    return county


def column(county: County, code: str) -> Column:
    return Column.objects.get(government=county.government, code=code)


def local(county: County, code: str, name: str, below: str = "", **facts: object) -> Column:
    """A local column, below another one when its code is given."""
    parent = column(county, below) if below else None
    viewer = county.seen_by("县办")
    return add_column(viewer=viewer, code=code, name=name, parent=parent, **facts)  # type: ignore[arg-type]
