"""Only the allow-list survives cleaning, cleaning twice changes nothing, and scripts are refused."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yangguang.documents.cleaning import (
    ATTRIBUTES,
    FILE_ADDRESS,
    KEPT,
    LARGEST,
    clean_html,
    plain_text,
    refusal_of_html,
)
from yangguang.documents.model import Unreadable

PICTURE = "/files/" + "0a" * 32 + "/1.png"

CLEANED = {
    "paragraph": ("<p>一</p>", "<p>一</p>"),
    "bare text": ("一", "<p>一</p>"),
    "text among paragraphs": ("甲<b>乙</b><p>丙</p>丁", "<p>甲<strong>乙</strong></p><p>丙</p><p>丁</p>"),
    "boxes": ("<div>一</div><div>二<div>三</div>四</div>", "<p>一</p><p>二</p><p>三</p><p>四</p>"),
    "headings go down": ("<h1>甲</h1><h2>乙</h2><h3>丙</h3>", "<h2>甲</h2><h3>乙</h3><h4>丙</h4>"),
    "headings without h1 stay": ("<h2>乙</h2><h5>戊</h5>", "<h2>乙</h2><h4>戊</h4>"),
    "indents": ("<p>&nbsp;&nbsp;　　正文&nbsp;文</p>", "<p>正文 文</p>"),
    "word processor": (
        '<p class="MsoNormal" style="mso-char-indent-count:2">正文<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>',
        "<p>正文</p>",
    ),
    "conditional comment": (
        "<!--[if gte mso 9]><xml><w:a>1</w:a></xml><![endif]--><p>正文</p>",
        "<p>正文</p>",
    ),
    "style sheet": ("<style>p{color:red}</style><p>正文</p>", "<p>正文</p>"),
    "spans and fonts": ('<p><font color="red"><span>正</span></font>文</p>', "<p>正文</p>"),
    "marks": (
        "<p><b>甲</b><i>乙</i><u>丙</u><sub>1</sub><sup>2</sup></p>",
        "<p><strong>甲</strong><em>乙</em><u>丙</u><sub>1</sub><sup>2</sup></p>",
    ),
    "tracked changes": ("<p>甲<del>乙</del><ins>丙</ins></p>", "<p>甲<u>丙</u></p>"),
    "empty paragraphs": ("<p></p><p>&nbsp;</p><p><br></p><p>　</p><p>甲<br></p>", "<p>甲</p>"),
    "line break": ("<p>甲<br>乙</p>", "<p>甲<br>乙</p>"),
    "lists": ('<ul class="a"><li>甲</li><li>乙</li></ul>', "<ul><li>甲</li><li>乙</li></ul>"),
    "list goes on": ('<ol start="3"><li>甲</li></ol>', '<ol start="3"><li>甲</li></ol>'),
    "table": (
        '<table width="9"><tr><th scope="COL">甲<td colspan=2 rowspan=1>乙</table>',
        '<table><tbody><tr><th scope="col">甲</th><td colspan="2">乙</td></tr></tbody></table>',
    ),
    "table with caption": (
        "<table><caption>表</caption><tr><td></td><td>1</td></tr></table>",
        "<table><caption>表</caption><tbody><tr><td></td><td>1</td></tr></tbody></table>",
    ),
    "bad spans": (
        "<table><tr><td colspan='0' rowspan='x9'>甲</table>",
        "<table><tbody><tr><td>甲</td></tr></tbody></table>",
    ),
    "our picture": (
        f'<p><img src="{PICTURE}" alt="图" width="9"></p>',
        f'<p><img src="{PICTURE}" alt="图"></p>',
    ),
    "foreign pictures": (
        '<p>甲<img src="https://example.com/a.png"><img src="data:image/png;base64,AA"></p>',
        "<p>甲</p>",
    ),
    "figure": (
        f'<figure><img src="{PICTURE}"><figcaption>图</figcaption></figure>',
        f'<figure><img src="{PICTURE}"><figcaption>图</figcaption></figure>',
    ),
    "links": (
        '<p><a href="https://example.com/?a=b&amp;c=d" target="_blank">甲</a><a href="/n/1">乙</a>'
        '<a href="mailto:a@example.com">丙</a><a href="b.html#c">丁</a></p>',
        '<p><a href="https://example.com/?a=b&amp;c=d">甲</a><a href="/n/1">乙</a>'
        '<a href="mailto:a@example.com">丙</a><a href="b.html#c">丁</a></p>',
    ),
    "links elsewhere": (
        '<p><a href="//a.example">甲</a><a href="ftp://a.example">乙</a><a href="/\\a.example">丙</a></p>',
        "<p>甲乙丙</p>",
    ),
    "quotation": ("<blockquote>甲<p>乙</p></blockquote>", "<blockquote><p>甲</p><p>乙</p></blockquote>"),
    "rule": ("<p>甲</p><hr><p>乙</p>", "<p>甲</p><hr><p>乙</p>"),
    "definition list": ("<dl><dt>甲</dt><dd>乙</dd></dl>", "<p>甲</p><p>乙</p>"),
    "characters": ("<p>1 &lt; 2 &amp; 3 “四”</p>", "<p>1 &lt; 2 &amp; 3 “四”</p>"),
    "nothing": ("", ""),
    "only rubbish": ("<!-- x --><style>a</style><o:p></o:p>", ""),
    "a cell outside a table": ("<td>甲</td>", "<p>甲</p>"),
}

SCRIPTS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script >",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script xlink:href=data:,alert(1) /></svg>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror = alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    "<IMG SRC=x OnErRoR=alert(1)>",
    "<body onload=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src onloadstart=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<p onclick=alert(1)>x</p>",
    "<a onmouseover=alert(1)>x</a>",
    "<select onchange=alert(1)><option>1</select>",
    "<math onwheel=alert(1)>x</math>",
    "<style onload=alert(1)></style>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<frameset><frame src=javascript:alert(1)></frameset>",
    "<object data=javascript:alert(1)></object>",
    "<object type=text/html data=//e.example></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=//e.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="&#x01;javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1) type=image>",
    "<img src=javascript:alert(1)>",
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "<table background=javascript:alert(1)><tr><td>x</table>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<x onclick=alert(1)>x</x>",
    "<xss autofocus tabindex=1 onfocusin=alert(1)></xss>",
    "<div><a href='javascript:void(0)'>x</a></div>",
    "<svg><set onbegin=alert(1) attributeName=x>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<p>一</p><script type=text/template>二</script>",
)
"""Refused whole."""

TRICKS = (
    "<form><math><mtext></form><form><mglyph><style></math><img src onerrоr=1>",
    "<svg></p><style><a id='</style><img src=1>'>",
    "<p title=x lang=y dir=rtl>x</p>",
    "<p style='background:url(//e.example/x)'>x</p>",
    '<p style="x:expression(1)">x</p>',
    "<link rel=stylesheet href=//e.example/x.css>",
    "<style>@import '//e.example/x.css';</style>",
    "<img src='//e.example/pixel.png'>",
    "<img src='/files/../admin'>",
    f"<img src='{PICTURE}?x'>",
    "<img srcset='//e.example/x 2x'>",
    "<input type=image src=//e.example/x>",
    "<video poster=//e.example/x></video>",
    "<a href='//e.example'>x</a>",
    "<a href='\\\\e.example'>x</a>",
    "<a href='https:e.example' ping='//e.example'>x</a>",
    "<p id=x name=y class=z data-hx-get='/x' hx-post='/y'>x</p>",
    "<template><p>x</p></template>",
    "<textarea></textarea><title></title>",
    "<![CDATA[<p>x</p>]]>",
    "<?xml version='1.0'?><p>x</p>",
    "<!DOCTYPE html><html><head></head><body><p>x",
    "<p>x</p\x00>",
    "<plaintext><p>x",
    "<select><option><p>x",
    "<b><i></b></i>",
    "<table><p>x<table><td><tr>y",
    "<a href=/x><table><a href=/y>z",
    "<p><ul><li><p><h2>x</p>",
    "</p></div></body><p>x",
    "<" * 50 + "p>",
    "<div>" * 600 + "x",
    "<blockquote>" * 300 + "x",
    "<b>" * 1000 + "x",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
"""Not refused, but nothing of them may be left that is not on the list."""


class Strict(HTMLParser):
    """Fails on any tag, attribute or address that is not on the list."""

    def handle_starttag(self, tag, attrs):
        assert tag in KEPT
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set())
            if name == "src":
                assert FILE_ADDRESS.fullmatch(value)
            if name == "href":
                assert value.startswith(("http://", "https://", "mailto:")) or ":" not in value.split("/")[0]
                assert not value.startswith(("//", "/\\", "\\"))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        assert tag in KEPT

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_clean(html: str) -> None:
    clean = clean_html(html)
    parser = Strict()
    parser.feed(clean)
    parser.close()
    assert clean_html(clean) == clean
    assert refusal_of_html(clean) is None


@pytest.mark.parametrize("case", CLEANED)
def test_html_becomes(case: str) -> None:
    html, expected = CLEANED[case]
    assert clean_html(html) == expected
    assert clean_html(expected) == expected
    assert refusal_of_html(html) is None


@pytest.mark.parametrize("html", SCRIPTS)
def test_scripts_are_refused_and_do_not_survive(html: str) -> None:
    refusal = refusal_of_html(f"<p>正文</p>{html}")
    assert refusal is not None
    assert refusal.startswith("正文里带有脚本或嵌入的网页（")
    assert refusal.endswith("），不能保存，请删除后再试")
    assert_clean(html)
    assert_clean(f"<p>正文{html}</p>")
    assert_clean(f"<table><tr><td>{html}</td></tr></table>")


@pytest.mark.parametrize("html", TRICKS)
def test_tricks_do_not_survive(html: str) -> None:
    assert refusal_of_html(html) is None
    assert_clean(html)
    assert_clean(f"<ul><li>{html}</li></ul>")


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<script>1</script>", "script"),
        ("<p onclick='x'>", "onclick"),
        ("<a href='javascript:x()'>", "javascript:x()"),
        ("<iframe src='/a'>", "iframe"),
    ],
)
def test_the_sentence_names_what_was_found(html: str, named: str) -> None:
    assert refusal_of_html(html) == f"正文里带有脚本或嵌入的网页（{named}），不能保存，请删除后再试"


HARMLESS = """
<p>,</p>,<div>,</div>,<b>,</b>,<i>,<em>,<a href='/x'>,<a href='javascript:1'>,</a>,<table>,</table>,<tr>,<td>
</td>,<th scope=col>,<ul>,</ul>,<ol>,<li>,</li>,<h1>,</h1>,<h4>,<br>,<hr>,<img src=x>,<figure>,</figure>
<figcaption>,<blockquote>,</blockquote>,<span style=x>,</span>,<o:p>,</o:p>,<caption>,<pre>,<dl>,<dd>,<sup>
</sup>,<u>,<font>,&nbsp;,\u3000,&lt;,&amp;"""
WILD = (
    "<svg>,<math>,<style>,</style>,<script>,<!--,-->,<select>,<del>,<,>,',\",<a,<p title=',<textarea>,</svg>"
)
TAGS = st.sampled_from(HARMLESS.strip().replace("\n", ",").split(","))
PIECES = st.one_of(TAGS, st.sampled_from(WILD.split(",")), st.just("甲"))


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_any_order_of_tags_becomes_clean(pieces: list[str]) -> None:
    assert_clean("".join(pieces))


@settings(max_examples=400, deadline=None)
@given(st.lists(TAGS, max_size=12))
def test_no_word_is_lost_or_doubled(tags: list[str]) -> None:
    text = plain_text(clean_html("".join(f"{tag}字{number}。" for number, tag in enumerate(tags))))
    assert [text.count(f"字{number}。") for number in range(len(tags))] == [1] * len(tags)


def test_plain_text_keeps_lines_and_cells() -> None:
    html = clean_html(
        "<h2>甲</h2><p>乙<br>丙</p><ul><li>丁</li></ul>"
        "<table><tr><th>一</th><th>二</th></tr><tr><td><p>1</p><p>2</p></td><td></td></tr></table><p>戊</p>"
    )
    assert plain_text(html) == "甲\n乙\n丙\n丁\n一\t二\n1 2 \t\n戊"


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"^正文太长，不能保存$"):
        clean_html("字" * (LARGEST + 1))


def test_a_long_text_is_cleaned() -> None:
    html = "<p>　　本机关依法公开政府信息。</p>" * 20_000
    assert clean_html(html) == "<p>本机关依法公开政府信息。</p>" * 20_000
