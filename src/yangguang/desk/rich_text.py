"""How is the body of an item typed? In an editor, or as plain lines without a script; always clean html."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape

from yangguang.disclosure.checking import refusal_of_body
from yangguang.documents.cleaning import clean_html
from yangguang.documents.model import Unreadable

STYLES = ("django_prose_editor/material-icons.css", "django_prose_editor/editor.css", "desk/writing.css")
"""Style sheets of a page with an editor, in order; `desk/writing.js` is its one script, a module."""
MARKUP = re.compile(r"<[a-zA-Z!/]")
HINT = "可以直接输入文字，每行一段"


class RichText(forms.Textarea):
    """A textarea that `desk/writing.js` turns into an editor; it works without."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 20, "data-writing": "", **(attrs or {})})

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a browser cannot point to a field that the editor hides."""
        return False


class RichTextField(forms.CharField):
    """Html as the page will show it. Scripts and marks of classification, hidden ones too, are refused with a
    sentence before anything is cleaned away; paste rubbish just goes."""

    widget = RichText

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"help_text": HINT, "strip": True, **named})

    def clean(self, value: Any) -> str:
        """The clean html of what was typed or pasted."""
        typed = self.to_python(value) or ""
        markup = typed if MARKUP.search(typed) else _paragraphs(typed)
        try:
            cleaned = clean_html(markup)  # first, for it looks at the length
            refusal = refusal_of_body(markup)
        except Unreadable as refused:
            raise ValidationError(str(refused)) from refused
        if refusal is not None:
            raise ValidationError(refusal)
        return str(super().clean(cleaned))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
