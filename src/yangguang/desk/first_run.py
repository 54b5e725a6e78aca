"""How does an empty installation begin? One page, open only while there is no government yet."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yangguang.catalogue.services.laying_out import lay_out
from yangguang.desk.access import this_day
from yangguang.desk.forms import DeskForm
from yangguang.desk.shell import office_name
from yangguang.desk.sign_in import LONGEST
from yangguang.organisations.kinds import Level, Role
from yangguang.organisations.models import Government
from yangguang.organisations.services.beginning import Newcomer, begin_installation
from yangguang.organisations.services.founding import Founding
from yangguang.workflow.acts import SYSTEM, acts
from yangguang.workflow.machine import Refused

ADMINISTRATORS = {
    "system": (Role.SYSTEM_ADMIN, "管账号和机构，看不到业务内容，也不能授予身份"),
    "security": (Role.SECURITY_ADMIN, "授予和终止任职、指定代理"),
    "audit": (Role.AUDIT_ADMIN, "查看全部记录，什么也不改"),
}


def _person(key: str) -> Iterator[tuple[str, forms.Field]]:
    name = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})
    secret = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    yield f"{key}_name", forms.CharField(label="姓名", max_length=60)
    yield (
        f"{key}_sign_in",
        forms.CharField(label="登录名", max_length=60, widget=name, help_text="小写字母、数字和 . _ -"),
    )
    yield (
        f"{key}_password",
        forms.CharField(
            label="密码",
            max_length=LONGEST,
            strip=False,
            widget=secret,
            help_text="至少10个字符，不能只有数字",
        ),
    )


class FirstRunForm(DeskForm):
    """The government, and three people who administer it."""

    government = forms.CharField(label="政府名称", max_length=60, help_text="全称，例如：阳光县人民政府")
    region_code = forms.CharField(label="行政区划代码", max_length=12, help_text="6位数字，例如 371399")
    level = forms.ChoiceField(label="层级", choices=Level.choices, initial=Level.COUNTY)
    site_code = forms.CharField(
        label="政府网站标识码", max_length=12, required=False, help_text="10位，没有可以不填"
    )

    def further_questions(self) -> dict[str, forms.Field]:
        """Three questions about each administrator."""
        return {name: field for key in ADMINISTRATORS for name, field in _person(key)}

    @property
    def government_questions(self) -> list[forms.BoundField]:
        """The questions about the government."""
        return [self[name] for name in ("government", "region_code", "level", "site_code")]

    @property
    def people_questions(self) -> list[tuple[Role, str, list[forms.BoundField]]]:
        """For each administrator the role, what it is for, and the questions."""
        return [
            (role, words, [self[name] for name, _ in _person(key)])
            for key, (role, words) in ADMINISTRATORS.items()
        ]


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Create the first government with its three administrators; no such page once there is one."""
    if Government.objects.exists():
        raise Http404("已经有政府")
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _begun(form):
        return redirect("desk:sign_in")
    status = 400 if request.method == "POST" else 200
    return render(request, "desk/first_run.html", {"form": form, "office": office_name(None)}, status=status)


def _begun(form: FirstRunForm) -> bool:
    given = form.cleaned_data
    founding = Founding(
        name=given["government"],
        region_code=given["region_code"],
        on=this_day(),
        level=Level(given["level"]),
        site_code=given["site_code"],
    )
    people = {
        role: Newcomer(given[f"{key}_sign_in"], given[f"{key}_name"], given[f"{key}_password"])
        for key, (role, _) in ADMINISTRATORS.items()
    }
    try:
        with acts():
            lay_out(begin_installation(founding, administrators=people), actor=SYSTEM)
    except Refused as refused:
        form.refuse(str(refused))
        return False
    return True
