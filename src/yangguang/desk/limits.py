"""May somebody try a password again? A few tries for each name and address, kept in the shared cache."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from yangguang.accounts.models import normal_name

TRIES = 5
TRIES_OF_ADDRESS = 60
"""From one address, over all names: a whole office may sit behind it."""
SECONDS = 15 * 60
TOO_MANY = f"尝试的次数太多，请{SECONDS // 60}分钟以后再试"


def take_try(request: HttpRequest, name: str) -> bool:
    """Take one of the tries left for this name from this address; False when there is none.

    Each try is a row that only one process can add, so that tries at the same moment are all counted.
    """
    address = _address(request)
    return _take(_key("address", address), TRIES_OF_ADDRESS) and _take(_pair(address, name), TRIES)


def give_back(request: HttpRequest, name: str) -> None:
    """Forget the tries for a name from an address: the password was right."""
    pair = _pair(_address(request), name)
    cache.delete_many([f"{pair}.{number}" for number in range(TRIES)])


def _take(key: str, tries: int) -> bool:
    taken = len(cache.get_many([f"{key}.{number}" for number in range(tries)]))
    return any(cache.add(f"{key}.{number}", 1, SECONDS) for number in range(taken, tries))


def _pair(address: str, name: str) -> str:
    return _key("pair", f"{address} {normal_name(name)}")


def _key(kind: str, text: str) -> str:
    return f"tries.{kind}.{hashlib.sha256(text.encode(errors='replace')).hexdigest()}"


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
