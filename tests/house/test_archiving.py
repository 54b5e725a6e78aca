"""May an item be packed for the archive from the desk, by whom, and with its public page in it?"""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client, override_settings

from tests.disclosure.making import TODAY, TOWNSHIP, make_item, make_publishing_county, make_released, seen
from tests.organisations.making import County
from yangguang.disclosure.models import Item
from yangguang.disclosure.package import PAGE, verify_package
from yangguang.disclosure.services.taking_down import take_down
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db


def asked(client: Client, county: County, title: str, item: Item) -> tuple[int, bytes]:
    client.force_login(county.people[title])
    with override_settings(PRACTICE_DAY=TODAY):
        answer = client.get(f"/desk/items/{item.pk}/archive/")
    return answer.status_code, answer.content


def test_a_package_holds_the_page_that_the_public_sees(client: Client) -> None:
    county = make_publishing_county()
    item = make_released(county)
    status, content = asked(client, county, "教育局联络员", item)
    assert status == 200
    assert verify_package(content) == ()
    page = zipfile.ZipFile(io.BytesIO(content)).read(PAGE).decode()
    assert "<h1" in page
    assert "关于秋季运动会的通知" in page
    packed = Event.objects.get(machine="archive", verb="packed")
    assert packed.actor_name == "教育局联络员"
    assert asked(client, county, "教育局联络员", item) == (status, content)


def test_of_what_was_taken_down_the_tombstone_goes_along(client: Client) -> None:
    county = make_publishing_county()
    item = make_released(county)
    facts = {"ground": "wrong", "reason": "数字有误，核实后重新公开"}
    take_down(item, viewer=seen(county, "主任"), revision=item.revision, **facts)
    _, content = asked(client, county, "教育局联络员", item)
    assert "数字有误，核实后重新公开" in zipfile.ZipFile(io.BytesIO(content)).read(PAGE).decode()


def test_who_does_not_see_an_item_packs_none(client: Client) -> None:
    county = make_publishing_county()
    item = make_released(county)
    make_publishing_county("邻县", "371398")
    assert asked(client, county, f"{TOWNSHIP}联络员", item)[0] == 404
    assert asked(client, county, "系统", item)[0] == 403
    client.logout()
    assert client.get(f"/desk/items/{item.pk}/archive/").status_code == 303
    assert not Event.objects.filter(machine="archive").exists()


def test_a_draft_that_nobody_was_shown_is_no_package(client: Client) -> None:
    county = make_publishing_county()
    status, content = asked(client, county, "教育局联络员", make_item(county))
    assert status == 409
    assert "还没有提交过审核，没有可以归档的版本" in content.decode()
