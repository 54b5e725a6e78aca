"""Which texts does a file hold, printed or not? All of them, gathered in the child process to be searched."""

from __future__ import annotations

import json

from yangguang.documents.formats.gathered_markup import of_page
from yangguang.documents.model import AllText
from yangguang.documents.reading import Reader


def all_text(data: bytes, name: str = "") -> AllText:
    """Every text of one file, gathered in a child process under the limits of `reading`.

    docx, xlsx, pptx, ofd, pdf, html, md, csv and txt are taken apart; old binary files, pictures, sound and
    film are searched as they lie. Raises Unreadable with one Chinese sentence: an archive, a locked file, a
    file with others inside that cannot be searched. `name` is not trusted and not looked at.
    """
    del name
    with Reader() as reader:
        head, body, others, notes = json.loads(reader.answer(b"T", data))
    return AllText(tuple(head), body, tuple(others), tuple(notes))


def text_of_markup(markup: str) -> AllText:
    """Every text of html that a person typed or pasted: shown, hidden, in comments and attributes."""
    return of_page(markup)
