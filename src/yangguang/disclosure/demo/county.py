"""Who and what is there to be told of? The county's organs, people, columns, and the numbers given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from yangguang.catalogue.models import Column
from yangguang.disclosure.demo.patterns import BY_ORGAN, Pattern, dealing_of, patterns, pools
from yangguang.disclosure.demo.people import People
from yangguang.disclosure.demo.plans import OF_MATTERS, SEED, Place, Plan, working_days_before
from yangguang.disclosure.demo.words import Words
from yangguang.disclosure.types_in_use import type_of
from yangguang.law.calendars import Calendar
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Government
from yangguang.organisations.selectors import foi_subjects
from yangguang.organisations.viewers import Viewer

SECTORS = {"教育": "education", "卫生": "health", "住房": "water", "交通": "transport", "城市": "environment"}
LEADERS = "甲乙丙丁戊己庚辛"
PROJECTS = (
    "阳光县{place}至县城公路改造工程",
    "阳光县{place}供水管网改造工程",
    "阳光县{place}污水处理站工程",
    "阳光县{place}河道治理工程",
    "阳光县示例产业园基础设施工程",
    "阳光县{place}中心校舍扩建工程",
)


class County:
    """One invented county as the telling sees it; numbers of documents are counted as they are given."""

    def __init__(self, government: Government, today: date) -> None:
        self.government = government
        self.today = today
        self.calendar = Calendar()
        self.people = People(government.pk)
        self.places = [
            _place(organ)
            for organ in foi_subjects(government.pk, today).order_by("pk")
            if organ.kind != Kind.GOVERNMENT
        ]
        self.townships = [
            one.name.removeprefix("阳光县").partition("人民政府")[0] for one in self._of_towns()
        ]
        self._columns = dict(Column.objects.filter(government=government).values_list("code", "pk"))
        articles = Column.objects.filter(government=government).exclude(article="")
        self._articles = dict(articles.values_list("article", "pk"))
        self._below = {
            place.name: list(
                government.organs.filter(superior=place.pk, kind=Kind.ENTERPRISE)
                .order_by("pk")
                .values_list("name", flat=True)
            )
            for place in self.places
        }
        self._numbers: Counter[tuple[str, int]] = Counter()

    def place_called(self, name: str) -> Place:
        """The organ of this name."""
        return next(one for one in self.places if one.name == name)

    def legal_reviewer(self, day: date) -> Viewer:
        """The legal reviewer of the county's office, who reviews for every organ."""
        office = next(one for one in self.places if one.kind == Kind.OFFICE)
        return self.people.of(Role.LEGAL_REVIEWER, office.pk, day)

    def next_number(self, series: str, year: int) -> str:
        """The next 文号 of a series such as 阳教体发; none is given twice."""
        self._numbers[series, year] += 1
        return f"{series}〔{year}〕{self._numbers[series, year]}号"

    def working_days_ago(self, count: int) -> date:
        """The working day that lies so many before today."""
        return working_days_before(self.today, count, self.calendar)

    def columns_of(self, plan: Plan, pattern: Pattern, matter: str) -> tuple[int, ...]:
        """Where an item stands: as its pattern says, else as its type proposes; and where its matter does."""
        codes = [_news_of(plan.organ)] if pattern.columns == BY_ORGAN else list(pattern.columns)
        found = [self._columns[code] for code in codes]
        if not codes:
            proposed = type_of(plan.type).columns
            found = [self._articles.get(one) or self._columns[one] for one in proposed]
        also = dict(plan.organ.deals.matters).get(matter) if plan.type in OF_MATTERS else ""
        return tuple(dict.fromkeys([*found, *([self._columns[also]] if also else [])]))

    def words_of(self, plan: Plan) -> Words:
        """What the pattern of a plan may name; the same plan always gives the same words."""
        rng = Random(f"{SEED}:{plan.serial}:words")
        place = rng.choice(self.townships)
        known = {
            "organ": plan.organ.name,
            "short": plan.organ.deals.short,
            "matter": plan.given.get("matter") or rng.choice(plan.organ.deals.matters)[0],
            "place": place,
            "other": rng.choice([one.name for one in self.places if one.kind == Kind.DEPARTMENT]),
            "leader": f"示例{rng.choice(LEADERS)}",
            "phone": f"0000-{rng.randint(1, 9999):07d}",
            "project": rng.choice(PROJECTS).format(place=place),
            "institution": rng.choice(self._below[plan.organ.name] or [plan.organ.name]),
            "sector": next((code for word, code in SECTORS.items() if word in plan.organ.name), "other"),
            "valid": str(rng.choice((2, 3, 5, 5))),
            "target": plan.given.get("target", ""),
        }
        return Words(known, pools(), plan.made_on, rng)

    def _of_towns(self) -> list[Place]:
        return [one for one in self.places if one.kind == Kind.TOWNSHIP]


def pattern_of(plan: Plan) -> Pattern:
    """The pattern of a plan's type."""
    return patterns()[plan.type]


def variant_of(plan: Plan, pattern: Pattern, rng: Random) -> tuple[str, Mapping[str, Any]]:
    """A title and the values that belong to it."""
    if not pattern.variants:
        return rng.choice(pattern.titles), {}
    place = plan.given.get("variant", rng.randrange(len(pattern.variants)))
    return pattern.titles[place % len(pattern.titles)], pattern.variants[place]


def _place(organ: Any) -> Place:
    kind = Kind(organ.kind)
    township = kind in (Kind.TOWNSHIP, Kind.SUBDISTRICT)
    return Place(organ.pk, organ.name, kind, dealing_of(organ.name, township=township))


def _news_of(place: Place) -> str:
    if place.kind == Kind.OFFICE:
        return "headlines"
    return "townships" if place.township else "departments"
