"""How is a form asked and answered? Questions in Chinese, faults as sentences that name the question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from yangguang.workflow.chain import canonical, sm3

MESSAGES = {
    "required": "请填写",
    "invalid": "写法不对",
    "invalid_choice": "没有这一项，请从列出的选项中选择",
    "invalid_list": "请从列出的选项中选择",
    "max_length": "最多%(limit_value)d个字",
    "min_length": "最少%(limit_value)d个字",
    "max_value": "不能大于%(limit_value)s",
    "min_value": "不能小于%(limit_value)s",
    "missing": "没有收到文件，请重新选择",
    "empty": "文件是空的",
    "null_characters_not_allowed": "含有不能保存的字符",
}
STALE = "页面打开以后内容已有变化，请重新打开后再办理"
DATE_WRITTEN = "日期写法不对，应写成 2026-01-20"


class DeskForm(forms.Form):
    """A form whose faults are Chinese sentences; a refusal of the service joins them at the top."""

    required_css_class = "required"
    use_required_attribute = False

    def __init__(self, *args: Any, **named: Any) -> None:
        named.setdefault("label_suffix", "")
        super().__init__(*args, **named)
        self.fields.update(self.further_questions())
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **MESSAGES}
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = DATE_WRITTEN

    def further_questions(self) -> dict[str, forms.Field]:
        """Questions that are made up as the form is; none by default."""
        return {}

    def refuse(self, sentence: str, field: str | None = None) -> None:
        """Add the sentence with which a service refused."""
        self.add_error(field, sentence)

    @property
    def faults_in_order(self) -> list[tuple[str, str, str]]:
        """(address of the field on the page, its label, sentence) of every fault, in the order asked."""
        faults = [("", "", str(sentence)) for sentence in self.errors.get(NON_FIELD_ERRORS, [])]
        for name in self.fields:
            bound = self[name]
            faults += [
                (bound.id_for_label or bound.auto_id, str(bound.label), str(one)) for one in bound.errors
            ]
        return faults


class ChangingForm(DeskForm):
    """A form over what already stands: sent from a page that shows what no longer stands, it is refused.

    Two tabs, two people: the later one would otherwise undo, unseen, what the earlier one wrote.
    """

    def further_questions(self) -> dict[str, forms.Field]:
        """What the page showed, as one hash."""
        shown = sm3(canonical({name: str(value) for name, value in self.initial.items()}))
        hidden = forms.HiddenInput
        return {"seen": forms.CharField(initial=shown, required=False, widget=hidden, max_length=64)}

    def clean(self) -> dict[str, Any]:
        """What was entered, when what it was entered over still stands."""
        if self.cleaned_data.pop("seen", "") != self.fields["seen"].initial:
            raise forms.ValidationError(STALE)
        return self.cleaned_data


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, picked or written as 2026-01-20."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=["%Y-%m-%d"], widget=widget
    )


def words_field(
    label: str, *, most: int = 500, required: bool = True, help_text: str = ""
) -> forms.CharField:
    """Some sentences."""
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, widget=area)
