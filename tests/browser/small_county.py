"""A county of three organs with its year opened and a route for items, for stories; run to enter it."""

from __future__ import annotations

import json

import django
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

PASSWORD = "示例密码-2027-只供测试"
DAY = "2027-01-12"


def enter() -> dict[str, str]:
    """Enter the county, give everybody one password; returns each person's sign-in name by their name."""
    from tests.desk.item_making import open_publishing
    from tests.desk.making import make_columns, make_desks
    from yangguang.accounts.models import User

    call_command("migrate", interactive=False, verbosity=0)
    desks = make_desks("阳光县")
    make_columns(desks)
    open_publishing(desks)
    User.objects.update(password=make_password(PASSWORD))
    return dict(User.objects.values_list("display_name", "sign_in_name"))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(enter()))
