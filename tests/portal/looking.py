"""What a visitor sees of an item: its page, and the head table of it."""

from __future__ import annotations

import re

from django.test import Client

from yangguang.disclosure.models import Item
from yangguang.web.middleware import POLICY


def page(client: Client, item: Item, status: int = 200) -> str:
    response = client.get(f"/items/{item.pk}/")
    assert response.status_code == status
    assert response["Content-Security-Policy"] == POLICY
    return response.content.decode()


def head_of(html: str) -> dict[str, str]:
    """The head table: each name with its words."""
    table = html.split('<dl class="meta">', 1)[1].split("</dl>", 1)[0]
    cells = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", table, re.S)
    return {name: " ".join(re.sub(r"<[^>]+>", "", words).split()) for name, words in cells}
