"""Every way into an item's life: the services found by looking, and the approval beside them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

from yangguang.disclosure import services
from yangguang.disclosure.services.releasing import release_due
from yangguang.organisations.approval import paper
from yangguang.organisations.approval import services as approval

Door = Callable[..., Any]


def doors() -> dict[str, Door]:
    """Every function that takes a viewer by name, wherever in the services of items it stands."""
    found = {"release_due": release_due}
    for module in pkgutil.iter_modules(services.__path__):
        source = importlib.import_module(f"{services.__name__}.{module.name}")
        found |= dict(inspect.getmembers(source, _is_door))
    return dict(sorted(found.items()))


def side_doors() -> dict[str, Door]:
    """The services of approval, called on an item's way without the item."""
    named = (approval.start_course, approval.agree, approval.send_back, approval.skip_step)
    further = (approval.renew, approval.withdraw, paper.print_slip, paper.record_slip)
    return {f"approval.{function.__name__}": function for function in (*named, *further)}


def _is_door(thing: Any) -> bool:
    if not inspect.isfunction(thing) or thing.__name__.startswith("_"):
        return False
    if not thing.__module__.startswith(services.__name__):
        return False
    viewer = inspect.signature(thing).parameters.get("viewer")
    return viewer is not None and viewer.kind is inspect.Parameter.KEYWORD_ONLY
