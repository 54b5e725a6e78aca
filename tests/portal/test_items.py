from __future__ import annotations
import pytest
from django.test import Client
from tests.portal.items import make_public_county, publish
from yangguang.disclosure.definitions import definitions
pytestmark = pytest.mark.django_db

def test_all(client: Client) -> None:
    county = make_public_county()
    policy = publish(county)
    for one in definitions():
        rel = ({"kind": "interprets", "item": policy.pk},) if "interprets" in one.requires else ()
        item = publish(county, one.key, relations=rel)
        r = client.get(f"/items/{item.pk}/")
        assert r.status_code == 200
        open(f"/tmp/pi-{one.key}.html", "wb").write(r.content)
        for e in ("docx", "pdf"):
            r = client.get(f"/items/{item.pk}/item.{e}")
            assert r.status_code == 200, e
    for a in ("/columns/disclosure/", "/columns/disclosure/a20-01/", "/columns/disclosure/content/", f"/organs/{item.organ_id}/", "/organs/", f"/organs/{item.organ_id}/columns/a20-01/", "/policies/", "/policies/normative/?validity=in_force&on=2026-01-01", "/policies/interpretations/"):
        assert client.get(a).status_code == 200, a
