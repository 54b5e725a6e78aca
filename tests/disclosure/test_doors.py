"""Which doors lead to items, and do any of them lead round the services? Every address, by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse

from tests.disclosure.making import EDUCATION, FINANCE, make_item, make_publishing_county, put_forward
from tests.organisations.making import County, make_county, make_user
from yangguang.desk import urls
from yangguang.desk.item_moves import MOVES
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item, Publication
from yangguang.organisations.kinds import Role
from yangguang.workflow.models import Event

SAFE = {"get", "head", "options"}
PARTS: dict[str, Any] = {"number": 0, "row": 1, "slip": 1, "version": 1, "digest": "ab" * 32, "part": "main"}
SEEN_BY_NONE = {302, 303, 403, 404, 405}


def test_the_general_administration_is_not_installed() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert not [name for name in settings.INSTALLED_APPS if "admin" in name.rpartition(".")[2]]
    with pytest.raises(Resolver404):
        resolve("/admin/")


def test_the_api_reads_only() -> None:
    paths = Client().get("/api/openapi.json").json()["paths"]
    assert {method for path, methods in paths.items() for method in methods if "item" in path} <= SAFE


def addresses(number: int) -> Iterator[str]:
    """Every address of the desk that names an item, each button of the machine among them."""
    for pattern in urls.urlpatterns:
        if not isinstance(pattern, URLPattern) or not str(pattern.pattern).startswith("items/<int:number>"):
            continue
        parts = PARTS | {"number": number}
        wanted = list(pattern.pattern.converters)
        for verb in (
            sorted({row.verb for row in ITEM.transitions} | set(MOVES)) if "verb" in wanted else ("",)
        ):
            named = {name: parts.get(name, verb) for name in wanted}
            yield reverse(f"desk:{pattern.name}", kwargs=named)


def stood(item: Item) -> tuple[dict[str, Any], int, int]:
    fresh = Item.objects.get(pk=item.pk)
    return (
        model_to_dict(fresh),
        Event.objects.filter(subject="disclosure.item").count(),
        Publication.objects.count(),
    )


def outsiders(county: County) -> dict[str, Client]:
    """Nobody, somebody without a role, those of other organs and counties, and those who only look on."""
    abroad = make_county("邻县", "371398")
    stranger = make_user("stranger", "路人")
    county.appoint("监督员", Role.SUPERVISOR, county.office)
    county.appoint("法律顾问", Role.LEGAL_ADVISER, county.office)
    people = [
        stranger,
        abroad.people["县办"],
        *(county.people[f"{FINANCE}{one}"] for one in ("联络员", "领导")),
    ]
    people += [county.people[name] for name in ("系统", "安全", "审计", "监督员", "法律顾问")]
    clients = {"nobody": Client()}
    for person in people:
        clients[person.display_name] = Client()
        clients[person.display_name].force_login(person)
    return clients


@pytest.mark.django_db
def test_no_address_lets_an_outsider_move_an_item() -> None:
    county = make_publishing_county()
    items = [make_item(county), put_forward(county, make_item(county))]
    clients = outsiders(county)
    assert len(list(addresses(items[0].pk))) > len(ITEM.transitions)
    for item in items:
        before = stood(item)
        written = {
            "revision": str(item.revision),
            "reason": "有此必要",
            "opinion": "agreed",
            "ground": "other",
        }
        for who, client in clients.items():
            for address in addresses(item.pk):
                answered = client.post(address, written)
                assert answered.status_code in SEEN_BY_NONE, (who, address)
        assert stood(item) == before


@pytest.mark.django_db
def test_no_address_lets_an_author_decide() -> None:
    county = make_publishing_county()
    for role in (Role.SECRECY_REVIEWER, Role.ORGAN_LEADER):
        county.appoint(f"{EDUCATION}联络员", role, county.government.organs.get(name=EDUCATION))
    item = put_forward(county, make_item(county))
    client = Client()
    client.force_login(county.people[f"{EDUCATION}联络员"])
    for verb in ("pass_on", "approve", "skip", "release", "release_urgently", "ratify", "return_to_author"):
        address = reverse("desk:item_move", kwargs={"number": item.pk, "verb": verb})
        before = stood(item)
        client.post(address, {"revision": str(item.revision), "reason": "有此必要"})
        assert stood(item) == before


def test_nothing_else_in_the_installation_names_an_item() -> None:
    names = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    assert not [name for name in names if name.startswith("admin")]
