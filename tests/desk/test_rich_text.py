"""The body of an item is typed in an editor or as plain lines; what arrives is clean or refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders

from yangguang.desk.rich_text import STYLES, RichTextField
from yangguang.wording.secrecy_marks import WHAT_TO_DO


class Body(forms.Form):
    """A form with a body."""

    body = RichTextField(label="正文")


def test_the_field_is_a_textarea_that_works_without_a_script() -> None:
    assert str(Body(initial={"body": "<p>甲</p>"})["body"]) == (
        '<textarea name="body" cols="40" rows="20" data-writing="" aria-describedby="id_body_helptext"'
        ' id="id_body">\n&lt;p&gt;甲&lt;/p&gt;</textarea>'
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甲\n\n 乙 & 丙\r\n1 < 2", "<p>甲</p><p>乙 &amp; 丙</p><p>1 &lt; 2</p>"),
        ("<p>甲</p><p></p>", "<p>甲</p>"),
        ('<p class="MsoNormal" style="x">甲<o:p></o:p></p>', "<p>甲</p>"),
        ("<h1>甲</h1><p>乙</p>", "<h2>甲</h2><p>乙</p>"),
    ],
)
def test_what_is_typed_becomes_clean(typed: str, kept: str) -> None:
    form = Body({"body": typed})
    assert form.is_valid()
    assert form.cleaned_data == {"body": kept}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("<p>甲</p><script>x</script>", "正文里带有脚本或嵌入的网页（script），不能保存，请删除后再试"),
        ("<p onclick='x'>甲</p>", "正文里带有脚本或嵌入的网页（onclick），不能保存，请删除后再试"),
        ("<p>甲</p><!-- 绝密★长期 -->", f"文件的属性、批注或隐藏内容标有密级“绝密★长期”，{WHAT_TO_DO}"),
        (
            "<p>甲</p><p data-x='机密★1年'>乙</p>",
            f"文件的属性、批注或隐藏内容标有密级“机密★1年”，{WHAT_TO_DO}",
        ),
        ("机密★1年\n通知", f"文件头、页眉或其他显著位置标有密级“机密★1年”，{WHAT_TO_DO}"),
        ("字" * 1_000_001, "正文太长，不能保存"),
    ],
)
def test_what_may_not_be_kept_is_refused(typed: str, sentence: str) -> None:
    form = Body({"body": typed})
    assert form.errors == {"body": [sentence]}
    assert form.cleaned_data == {}


@pytest.mark.parametrize("typed", ["", "  \n", "<p></p>", "<!-- x -->"])
def test_nothing_typed_is_nothing(typed: str) -> None:
    assert Body({"body": typed}).errors.as_data()["body"][0].code == "required"


def test_the_editor_is_served_from_here() -> None:
    script = Path(str(finders.find("desk/writing.js")))
    imported = re.findall(r'from "([^"]+)"|^import "([^"]+)"', script.read_text("utf-8"), re.M)
    assert [one or other for one, other in imported] == [
        "./writing-words.js",
        "../django_prose_editor/editor.js",
    ]
    assert all(
        finders.find(name) for name in (*STYLES, "desk/writing-words.js", "django_prose_editor/editor.js")
    )
