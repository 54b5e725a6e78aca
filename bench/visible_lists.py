"""Does the first page of a list stay as quick when a thousand rows become a million?

The list is that of the filings a viewer may see, newest year first; the reference is the same page, asked the
same way, while there are a thousand rows. Each has its own clock: the overseer's and the liaison's.
"""

import statistics
import time
from collections.abc import Iterator

from django.db import connection

from bench.steps import Measured, engines, scratch
from tests.annualreport.filing.making import EDUCATION, make_filing_county, seen_by
from tests.organisations.making import County
from yangguang.annualreport.filing.selectors import filings_visible_to
from yangguang.organisations.models import Organ

FEW, MANY = 1_000, 1_000_000
ORGANS = 100
PAGE = 50
ROUNDS = 60
VIEWERS = {"县政务公开科": "县办", "联络员": f"{EDUCATION}联络员"}

NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {last}) "
    "{insert} SELECT {values} FROM n",
    "postgresql": "{insert} SELECT {values} FROM generate_series({first}, {last} - 1) AS n(i)",
}


def measure() -> Measured:
    """(what, ratio, reference) of the median page for each engine and viewer."""
    for engine in engines():
        with scratch(engine, "listed"):
            county = make_filing_county()
            _add_organs(county)
            _fill(county, 0, FEW)
            few = {who: _median(county, name) for who, name in VIEWERS.items()}
            _fill(county, FEW, MANY)
            for who, name in VIEWERS.items():
                what = f"{engine.vendor}: {who}'s first {PAGE} of {MANY:,} filings"
                yield what, _median(county, name) / few[who], f"of {FEW:,}"


def _add_organs(county: County) -> None:
    """As many organs as the rows are spread over, the one that is looked at among them."""
    known = county.government.organs.count()
    Organ.objects.bulk_create(
        Organ(
            government=county.government,
            code=f"X{number}",
            name=f"示例{number}",
            kind="department",
            from_on=county.office.from_on,
        )
        for number in range(ORGANS - known)
    )


def _fill(county: County, first: int, last: int) -> None:
    """Rows number `first` to `last`, spread over the organs, a further year each time round."""
    low = county.government.organs.order_by("pk").values_list("pk", flat=True)[0]
    organ = f"{low} + i % {ORGANS}"
    columns = {
        "government_id": str(county.government.pk),
        "body_id": organ,
        "organ_id": organ,
        "kind": "'agency'",
        "year": f"i / {ORGANS}",
        "edition": "'2021'",
        "state": "'draft'",
        "revision": "1",
        **dict.fromkeys(("cells", "sections", "uncertain", "explanations"), "'{}'"),
        **dict.fromkeys(("parts", "lacking"), "'[]'"),
        **dict.fromkeys(("returned_by", "return_reason", "correction_note"), "''"),
    }
    insert = f"INSERT INTO filing_filing ({', '.join(columns)})"
    values = ", ".join(columns.values())
    with connection.cursor() as cursor:
        cursor.execute(
            NUMBERS[connection.vendor].format(insert=insert, values=values, first=first, last=last)
        )
        cursor.execute("ANALYZE filing_filing")


def _median(county: County, name: str) -> float:
    """Seconds of the page as the viewer asks for it, permissions included."""
    return statistics.median(_pages(county, name))


def _pages(county: County, name: str) -> Iterator[float]:
    for _ in range(ROUNDS):
        viewer = seen_by(county, name)
        before = time.perf_counter()
        list(filings_visible_to(viewer).select_related("body").order_by("-year", "id")[:PAGE])
        yield time.perf_counter() - before
