"""What does the library of normative documents say for a report (表二)? Counts and the lists behind."""

from __future__ import annotations

from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.form.editions import Address, edition
from yangguang.annualreport.models import ReportKind
from yangguang.disclosure.models import Publication
from yangguang.disclosure.normative.library import behind, counts
from yangguang.disclosure.normative.states import Count
from yangguang.organisations.kinds import SINGLE_KINDS
from yangguang.organisations.models import Organ
from yangguang.organisations.selectors import with_predecessors

ROW = "disclosure/normative_documents"


def counted_addresses(filing: Filing) -> dict[Address, Count]:
    """The cells of the report's form that the library counts; none for an aggregate, which is a sum."""
    if filing.kind == ReportKind.AGGREGATE:
        return {}
    places = edition(filing.edition).places
    return {address: one for one in Count if (address := f"{ROW}@{one.value}") in places}


def figures_in_library(filing: Filing) -> dict[Address, int]:
    """What the library counts for each of those cells."""
    wanted = counted_addresses(filing)
    if not wanted:
        return {}
    found = counts(filing.government_id, filing.year, organs=organs_of(filing))
    return {address: getattr(found, one.value) for address, one in wanted.items()}


def documents_behind(filing: Filing, address: Address) -> list[Publication] | None:
    """The documents that the library counts for a cell; None where it counts nothing."""
    count = counted_addresses(filing).get(address)
    if count is None:
        return None
    return list(behind(count, filing.government_id, filing.year, organs=organs_of(filing)))


def organs_of(filing: Filing) -> list[int]:
    """Whose documents a report speaks of: the body's and its predecessors'; the county's own two bodies'.

    30号 二（一）: the office reports on what is done in the name of the government and of the office.
    """
    if filing.kind == ReportKind.GOVERNMENT_ORGAN:
        own = Organ.objects.filter(government=filing.government_id, kind__in=sorted(SINGLE_KINDS))
        return list(own.values_list("pk", flat=True))
    return sorted(with_predecessors(filing.body))
