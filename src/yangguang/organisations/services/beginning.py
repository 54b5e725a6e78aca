"""How does an installation begin? Its first government and its first three people, once, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yangguang.accounts import services as accounts
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Government
from yangguang.organisations.services.founding import Founding, found_government
from yangguang.workflow.acts import INSTALLATION, acts
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import ChainHead


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as the first-run page names them."""

    sign_in_name: str
    display_name: str
    password: str


def begin_installation(founding: Founding, *, administrators: Mapping[Role, Newcomer]) -> Government:
    """Open three accounts and found the first government. Raises `Refused`; nothing is then written.

    The head of the installation's own chain is held first, so that of two who begin at once one is refused.
    """
    with acts():
        ChainHead.objects.select_for_update().get_or_create(government=INSTALLATION)
        if Government.objects.exists():
            raise Refused("这套平台已经建立了政府，首次设置不再开放")
        try:
            users = {
                role: accounts.create_user(
                    sign_in_name=one.sign_in_name, display_name=one.display_name, password=one.password
                )
                for role, one in administrators.items()
            }
        except accounts.Unacceptable as error:
            raise Refused(str(error)) from None
        return found_government(founding, administrators=users)
