"""What a county may say of itself, and what it may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from yangguang.portal.site import carries_white, site

COLOURS = [
    ("#1b5aa8", True),
    ("#9a1b1b", True),
    ("#767676", True),
    ("#777777", False),
    ("#ffcc00", False),
    ("#FFF", False),
    ("red", False),
    ("#1b5aa8;}*{display:none", False),
    ("", False),
]
"""A colour, and whether white words can be read on it."""


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    site.cache_clear()
    yield
    site.cache_clear()


def entered(**facts: Any) -> override_settings:
    return override_settings(SITE=facts)


@pytest.mark.parametrize(("colour", "carries"), COLOURS)
def test_a_colour_must_carry_white_words(client: Client, colour: str, carries: bool) -> None:
    assert carries_white(colour) is carries
    with entered(main_colour=colour):
        sheet = client.get("/theme.css").content.decode()
        assert sheet.startswith(f":root{{--main:{colour};") if carries else sheet == ""


@pytest.mark.django_db
def test_the_county_sees_its_own_name(client: Client) -> None:
    with entered(name="某某县人民政府", identifier="1304000009", unknown="x"):
        html = client.get("/").content.decode()
    assert "<title>某某县人民政府</title>" in html
    assert '<meta name="SiteIDCode" content="1304000009">' in html
    assert "本站正在使用示例名称" not in html


@pytest.mark.django_db
def test_an_unnamed_site_says_that_it_is_an_example(client: Client) -> None:
    assert "本站正在使用示例名称和示例备案号" in client.get("/").content.decode()
