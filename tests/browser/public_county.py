"""A county that has published an item of every type, with a document's whole life; run to enter it."""

from __future__ import annotations

import json

import django
from django.core.management import call_command

DAY = "2026-11-20"
CONTACT = {
    "office_address": "阳光县示例路1号",
    "office_hours": "工作日 8:30—12:00，13:30—17:30",
    "phone": "0530-1234567",
}


def enter() -> dict[str, str]:
    """Enter the county; returns the addresses of its pages by what they show."""
    from tests.disclosure.making import EDUCATION, organ_of
    from tests.portal.housing import publish_every_type, publish_more, publish_rules, take_two_down
    from tests.portal.items import make_public_county
    from yangguang.organisations.models import Organ

    call_command("migrate", interactive=False, verbosity=0)
    county = make_public_county("阳光县")
    Organ.objects.filter(government=county.government).update(**CONTACT)
    items = publish_rules(county)
    publish_more(county)
    items |= publish_every_type(county, items["policy"]) | take_two_down(county)
    organ = organ_of(county, EDUCATION).pk
    return {name: f"/items/{item.pk}/" for name, item in items.items()} | {
        "home": "/",
        "affairs": "/columns/affairs/",
        "layout": "/columns/disclosure/",
        "column": "/columns/disclosure/a20-01/",
        "deep_column": "/columns/disclosure/a20-15/",
        "empty": "/columns/disclosure/a21-01/",
        "content": "/columns/disclosure/content/",
        "organs": "/organs/",
        "organ": f"/organs/{organ}/",
        "organ_column": f"/organs/{organ}/columns/a20-01/",
        "policies": "/policies/",
        "normative": "/policies/normative/?validity=in_force&on=2026-11-15",
        "refused": "/policies/?on=2026-02-30",
        "interpretations": "/policies/interpretations/",
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(enter()))
