"""Can a mark of classification enter with the body, in pieces or out of sight? Nothing of it is kept."""

from __future__ import annotations

import pytest

from tests.disclosure.making import make_draft, make_item, make_publishing_county, seen
from tests.disclosure.standing_still import stays
from yangguang.disclosure.services.drafting import save_draft

pytestmark = pytest.mark.django_db

SHOWN = "文件头、页眉或其他显著位置标有密级“{}”，涉密内容不得进入本系统，请停止上传并按保密规定处理"
HIDDEN = "文件的属性、批注或隐藏内容标有密级“{}”，涉密内容不得进入本系统，请停止上传并按保密规定处理"
MARKED = {
    "in the open": ("<p>机密★10年</p>", SHOWN.format("机密★10年")),
    "cut by tags": ("<p>机<b>密</b><i>★</i>10年</p>", SHOWN.format("机密★10年")),
    "in a comment": ("<p>正文</p><!-- 绝密★长期 -->", HIDDEN.format("绝密★长期")),
    "in a title": ('<p title="秘密★5年">正文</p>', HIDDEN.format("秘密★5年")),
    "out of sight": ('<p style="display:none">机密★</p><p>正文</p>', HIDDEN.format("机密")),
    "alone at the head": ("<p>机　密</p><p>关于某事项的通知</p>", SHOWN.format("机密")),
}


@pytest.mark.parametrize("where", MARKED)
def test_a_body_with_a_mark_is_refused_and_nothing_kept(where: str) -> None:
    county = make_publishing_county()
    item = make_item(county)
    body, sentence = MARKED[where]
    viewer, draft = seen(county, "联络员"), make_draft(county, body=body)
    with stays(sentence):
        save_draft(item, viewer=viewer, revision=item.revision, draft=draft)


def test_the_words_in_running_text_are_no_mark() -> None:
    county = make_publishing_county()
    item = make_item(county)
    body = "<p>依法保护国家秘密、商业秘密，未标机密的资料也须审查。</p>"
    saved = save_draft(
        item, viewer=seen(county, "联络员"), revision=item.revision, draft=make_draft(county, body=body)
    )
    assert saved.body == body
