"""Which level of government does a body belong to, judged by its name alone, and in which province?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml


class Level(StrEnum):
    """The level of the government that a body is, or belongs to."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


TOWNSHIP = re.compile(r"(?<=[\u4e00-\u9fff])(?:乡|镇|街道)(?:人民政府|政府|办事处|党政|$)")
COUNTY = re.compile(r"[\u4e00-\u9fff](?:自治县|县|自治旗|(?<!军)旗|林区)")
DISTRICT = re.compile(
    r"[\u4e00-\u9fff]{2}(?<!开发)(?<!实验)(?<!试验)(?<!示范)(?<!高新)(?<!新)(?<!景)(?<!园)(?<!税)(?<!山)区|山区"
)
ZONE = re.compile(r"(?:开发|实验|试验|示范|高新技术产业|高新|工业园|园|新|保税|景|度假|管理)区")
CITY = re.compile(r"[\u4e00-\u9fff]{2}(?:市|自治州|州|盟|地区)")


@dataclass(frozen=True, slots=True)
class Places:
    """Provinces by short name, and the cities that lie in each."""

    provinces: Mapping[str, str]
    municipalities: frozenset[str]
    cities: Mapping[str, str]


@cache
def places() -> Places:
    """The names kept in places.yaml; `cities` joins a city to the short name of its province."""
    content = yaml.safe_load(Path(__file__).with_name("places.yaml").read_text("utf-8"))
    cities = {city: province for province, names in content["cities"].items() for city in names}
    return Places(content["provinces"], frozenset(content["municipalities"]), cities)


def level_of(body: str | None) -> Level | None:
    """The level of `body`; None where its name does not tell (development zones, organs without a place)."""
    if not body:
        return None
    rest = _without_province(body)
    cities = CITY.findall(rest)
    if TOWNSHIP.search(rest):
        level = Level.TOWNSHIP
    elif COUNTY.search(rest) or DISTRICT.search(rest):
        level = Level.COUNTY
    elif ZONE.search(rest):
        level = None
    elif cities:
        level = Level.COUNTY if cities[1:] or _is_county_city(rest) else Level.CITY
    else:
        level = Level.PROVINCE if rest != body else None
    return level


def province_of(body: str | None) -> str | None:
    """The short name of the province in which `body` lies; None where its name does not tell."""
    if not body:
        return None
    for short in places().provinces:
        if body.startswith(short):
            return short
    for city, province in places().cities.items():
        if body.startswith(city):
            return province
    return None


def _is_county_city(body: str) -> bool:
    """Whether a body opens with a city that is none of those which lie above counties.

    “某某市” stands for any city, as in forms and examples, and is taken for a large one.
    """
    opening = re.match(r"[\u4e00-\u9fff]+?市", body)
    if opening is None or "某" in opening.group():
        return False
    known = places()
    above = {city.removesuffix("市") for city in known.cities} | known.municipalities
    return opening.group().removesuffix("市") not in above


def _without_province(body: str) -> str:
    for short, full in places().provinces.items():
        if body.startswith(full):
            return body.removeprefix(full)
        # “北京朝阳区”: the short name stands for a province only where it is no city of its own
        if body.startswith(short) and not body.startswith(f"{short}市"):
            return body.removeprefix(short)
    return body


def may_be_same(one: str | None, other: str | None) -> bool:
    """Whether two names may mean one body: a name not read is no contradiction, nor a province left out."""
    left, right = plain_name(one), plain_name(other)
    return left.endswith(right) or right.endswith(left)


def plain_name(body: str | None) -> str:
    """A body's name without the words that reports add or leave out, for comparing two years."""
    return re.sub(r"\s|人民政府|政府|办公室|办公厅|管理委员会|管委会", "", body or "")
