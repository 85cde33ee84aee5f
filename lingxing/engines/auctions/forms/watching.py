"""Forms of administrators and of those who watch over them."""

from typing import Any

from django import forms

from lingxing.engines.auctions.models import MaintenanceKind

_NEEDED = {"required": "请填写"}


class CoSignForm(forms.Form):
    """Why an administrator has to sign in while a listing runs, and the supervisor who signs right here.

    `asking`: who asks for a signature from afar gives the reason alone.
    """

    reason = forms.CharField(
        label="登录原因",
        max_length=500,
        help_text="写明要处理什么、为什么必须现在处理",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_NEEDED,
    )
    username = forms.CharField(
        label="监察人员的用户名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages=_NEEDED,
    )
    password = forms.CharField(
        label="监察人员的密码",
        max_length=200,
        strip=False,
        help_text="由监察人员本人输入",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages=_NEEDED,
    )

    def __init__(self, *given: Any, asking: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        for name in ("username", "password"):
            self.fields[name].required = not asking


def _moment(label: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "请填写", "invalid": "时间无法识别，请写作 2026-01-05 14:30"},
    )


class MaintenanceForm(forms.Form):
    """What was done or found."""

    kind = forms.ChoiceField(label="类别", choices=MaintenanceKind.choices)
    what = forms.CharField(
        label="做了什么、发现了什么",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=_NEEDED,
    )
    why = forms.CharField(
        label="原因", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), error_messages=_NEEDED
    )
    begun_at = _moment("开始时间")
    ended_at = _moment("结束时间")
