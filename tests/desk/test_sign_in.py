"""How do people come in? One answer to every wrong try, few tries, a first page only while all is empty."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from pytest_django import Settings

from tests.desk.making import TODAY
from tests.organisations.making import County, make_county
from yangguang.accounts.models import User
from yangguang.accounts.services import set_password
from yangguang.desk.limits import TRIES
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Appointment, Government
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "示例密码-够长-2027"
NEW = "另一个密码-也够长-2027"
WRONG = "登录名或密码不对"
FIRST_RUN = {
    "government": "阳光县人民政府",
    "region_code": "371399",
    "level": "county",
    "site_code": "",
    **{
        f"{key}_{part}": value
        for key, name in (("system", "甲"), ("security", "乙"), ("audit", "丙"))
        for part, value in (("name", f"示例{name}"), ("sign_in", f"admin-{key}"), ("password", PASSWORD))
    },
}


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    """The product's own hashing is slow by design."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def county() -> County:
    county = make_county()
    set_password(county.people["县办"], PASSWORD)
    return county


def try_in(client: Client, name: str, password: str, **more: str) -> tuple[int, str]:
    answer = client.post("/desk/sign-in/", {"name": name, "password": password, **more})
    return answer.status_code, answer.content.decode()


def test_the_right_password_lets_in_and_leads_on(client: Client, county: County) -> None:
    answer = client.post(
        "/desk/sign-in/",
        {"name": " 371399.3 ".upper(), "password": PASSWORD, "next": "/desk/organs/"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/organs/")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    "address", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:x", "x"]
)
def test_nobody_is_led_elsewhere(client: Client, county: County, address: str) -> None:
    answer = client.post("/desk/sign-in/", {"name": "371399.3", "password": PASSWORD, "next": address})
    assert answer.headers["Location"] == "/desk/"


def test_every_wrong_try_gets_one_answer(client: Client, county: County) -> None:
    closed = county.person("停用")
    set_password(closed, PASSWORD)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    answers = {
        why: try_in(client, name, password)
        for why, name, password in (
            ("wrong password", "371399.3", "不对"),
            ("unknown name", "nobody", PASSWORD),
            ("closed account", closed.sign_in_name, PASSWORD),
            ("no password yet", "371399.system_admin", PASSWORD),
        )
    }
    pages = {_without(text) for _, text in answers.values()}
    assert {status for status, _ in answers.values()} == {400}
    assert len(pages) == 1
    assert WRONG in pages.pop()


def test_what_no_account_can_be_called_is_answered_too(client: Client, county: County) -> None:
    assert {try_in(client, name, PASSWORD)[0] for name in ("a\x00b", "甲" * 500, "")} == {400}


def test_after_a_few_tries_even_the_right_password_waits(client: Client, county: County) -> None:
    for _ in range(TRIES):
        assert try_in(client, "371399.3", "不对")[0] == 400
    status, text = try_in(client, "371399.3", PASSWORD)
    assert (status, "尝试的次数太多，请15分钟以后再试" in text) == (429, True)
    unknown = [try_in(client, "nobody", "不对")[0] for _ in range(TRIES + 1)]
    assert unknown == [400] * TRIES + [429]
    elsewhere = client.post(
        "/desk/sign-in/", {"name": "371399.3", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 302


def test_signing_out_ends_the_session_and_only_a_post_does(client: Client, county: County) -> None:
    client.force_login(county.people["县办"])
    assert client.get("/desk/sign-out/").status_code == 405
    client.post("/desk/sign-out/")
    assert client.get("/desk/").status_code == 303
    assert list(Event.objects.filter(machine="sign_in").values_list("verb", flat=True)) == [
        "signed_in",
        "signed_out",
    ]


def test_a_changed_password_ends_other_sessions(client: Client, county: County) -> None:
    client.force_login(county.people["县办"])
    elsewhere = Client()
    elsewhere.force_login(county.people["县办"])
    form = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/desk/password/", {**form, "old": "不对"}).status_code == 400
    assert client.post("/desk/password/", {**form, "again": PASSWORD}).status_code == 400
    assert (
        client.post("/desk/password/", {**form, "new": "12345678901", "again": "12345678901"}).status_code
        == 400
    )
    assert client.post("/desk/password/", form).status_code == 200
    assert client.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 303


def test_one_role_may_be_chosen_and_a_foreign_one_may_not(client: Client, county: County) -> None:
    county.appoint("县办", role=Role.LIAISON, organ=county.office)
    client.force_login(county.people["县办"])
    mine = Appointment.objects.get(user=county.people["县办"], role="liaison")
    foreign = Appointment.objects.get(user=county.people["审计"])
    place = county.government.pk
    client.post("/desk/standing/", {"as": f"{place}:{foreign.pk}"})
    assert client.get("/desk/organs/new/").status_code == 200
    client.post("/desk/standing/", {"as": f"{place}:{mine.pk}"})
    assert client.get("/desk/organs/new/").status_code == 403
    client.post("/desk/standing/", {"as": f"{place}:"})
    assert client.get("/desk/organs/new/").status_code == 200


def test_an_empty_installation_begins_once(client: Client) -> None:
    assert client.get("/desk/").headers["Location"] == "/desk/begin/"
    assert client.get("/desk/sign-in/").headers["Location"] == "/desk/begin/"
    assert client.get("/desk/begin/").status_code == 200
    assert client.post("/desk/begin/", FIRST_RUN).status_code == 302
    roles = set(Appointment.objects.values_list("user__sign_in_name", "role"))
    assert roles == {
        ("admin-system", "system_admin"),
        ("admin-security", "security_admin"),
        ("admin-audit", "audit_admin"),
    }
    assert client.get("/desk/begin/").status_code == 404
    assert client.post("/desk/begin/", {**FIRST_RUN, "government": "另一县人民政府"}).status_code == 404
    assert try_in(client, "admin-audit", PASSWORD)[0] == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"region_code": "99"}, "区划"),
        ({"audit_sign_in": "admin-system"}, "登录名“admin-system”已经有人使用"),
        ({"audit_sign_in": "甲"}, "登录名只能用小写字母、数字和 . _ -，并以字母或数字开头"),
        ({"audit_password": "短"}, "密码至少要10个字符"),
        ({"government": ""}, "政府名称：请填写"),
        ({"level": "nation"}, "没有这一项，请从列出的选项中选择"),
    ],
)
def test_a_wrong_beginning_writes_nothing(client: Client, changes: dict[str, str], sentence: str) -> None:
    answer = client.post("/desk/begin/", {**FIRST_RUN, **changes})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert (Government.objects.count(), User.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_somebody_of_two_counties_looks_at_one_at_a_time(client: Client, county: County) -> None:
    with override_settings(PRACTICE_DAY=TODAY):
        other = make_county("邻县", "371398")
        other.people["两县"] = county.person("两县")
        county.appoint("两县", role=Role.LIAISON, organ=county.office)
        other.appoint("两县", role=Role.LIAISON, organ=other.office)
        client.force_login(county.people["两县"])
        assert "邻县人民政府" not in client.get("/desk/organs/").content.decode()
        client.post("/desk/standing/", {"as": f"{other.government.pk}:"})
        page = client.get("/desk/organs/").content.decode()
    assert ("邻县人民政府" in page, "示例县人民政府办公室" in page) == (True, False)


def _without(text: str) -> str:
    """The page without what differs by chance or repeats what was typed."""
    lines = [line for line in text.splitlines() if "csrf" not in line and 'name="name"' not in line]
    return "\n".join(lines)
