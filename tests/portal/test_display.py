"""长者模式 and the bar of aids, as a visitor without a script meets them."""

from __future__ import annotations

import pytest
from django.test import Client

from yangguang.portal.display import COOKIE, Display, display_from

CASES = [
    ("", "elder", "elder"),
    ("elder", "elder", ""),
    ("", "contrast", "contrast"),
    ("", "tools", "tools"),
    ("", "ruler", "ruler"),
    ("", "larger", "size-1"),
    ("size-3", "larger", "size-3"),
    ("size-1", "smaller", ""),
    ("", "smaller", ""),
    ("elder.contrast.tools.ruler.size-2", "reset", "tools"),
    ("elder", "nonsense", "elder"),
    ("nonsense.<b>.elder.size-9", "tools", "elder.tools"),
]
"""What the cookie said, which button was pressed, what the cookie says afterwards."""


@pytest.mark.parametrize(("before", "button", "after"), CASES)
def test_a_button_changes_the_cookie(before: str, button: str, after: str) -> None:
    assert display_from(before).after(button).cookie == after


def test_nothing_set_is_the_plain_page() -> None:
    assert display_from("") == Display()


@pytest.mark.django_db
def test_without_a_script_the_choice_is_remembered(client: Client) -> None:
    response = client.get("/display/?set=elder&back=/reports/")
    assert (response.status_code, response["Location"]) == (302, "/reports/")
    assert '<html lang="zh-Hans" class="elder">' in client.get("/reports/").content.decode()
    client.get("/display/?set=larger&back=/")
    assert client.cookies[COOKIE].value == "elder.size-1"
    client.get("/display/?set=reset")
    assert '<html lang="zh-Hans">' in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_the_way_back_never_leaves_the_site(client: Client, back: str) -> None:
    assert client.get("/display/", {"set": "elder", "back": back})["Location"] == "/"
