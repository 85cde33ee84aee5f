"""The forms that are the same for every service."""

from typing import Any

from django import forms

from lingxing.engines.parties.access_types import PartyKind

_NEEDED = {"required": "请填写", "invalid": "格式不对"}
_CHOSEN = {"required": "请选择", "invalid_choice": "请从给出的选项中选择"}
GRADES = ((5, "非常满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "非常不满意"))


class CalendarChangeForm(forms.Form):
    """A day made a working day or a day off."""

    day = forms.DateField(
        label="哪一天",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "请填写日期", "invalid": "没有这一天，请核对日期"},
    )
    to = forms.ChoiceField(label="改为", choices=(("off", "休息日"), ("working", "工作日")), error_messages=_CHOSEN)
    reason = forms.CharField(label="理由", max_length=200, error_messages=_NEEDED)
    source = forms.CharField(label="文件依据", max_length=200, help_text="通知的名称和文号", error_messages=_NEEDED)

    @property
    def working(self) -> bool:
        """Return whether the day becomes a working day. Only of a valid form."""
        return bool(self.cleaned_data["to"] == "working")


class TrackForm(forms.Form):
    """Number and code of a case."""

    number = forms.CharField(
        label="办件编号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages=_NEEDED,
    )
    code = forms.CharField(
        label="查询码",
        max_length=20,
        help_text="提交时显示的 8 位字母和数字",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages=_NEEDED,
    )


class CounterForm(forms.Form):
    """Somebody at the counter."""

    kind = forms.ChoiceField(label="申请人是", error_messages=_CHOSEN)
    name = forms.CharField(label="姓名或单位名称", max_length=100, error_messages=_NEEDED)
    number = forms.CharField(
        label="证件号码",
        max_length=40,
        help_text="个人填公民身份号码，企业和单位填统一社会信用代码",
        error_messages=_NEEDED,
    )
    phone = forms.CharField(label="联系电话", max_length=30, required=False, help_text="可不填")
    other = forms.BooleanField(label="是其他证件（护照、港澳台证件等）", required=False)

    def __init__(self, *args: Any, audience: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in PartyKind if kind.value in audience]
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = kinds


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), error_messages=_NEEDED
    )


class ObjectionForm(forms.Form):
    """How an objection is settled."""

    upheld = forms.ChoiceField(
        label="异议是否成立",
        choices=(("yes", "成立"), ("no", "不成立")),
        widget=forms.RadioSelect,
        error_messages=_CHOSEN,
    )
    reason = forms.CharField(
        label="处理理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), error_messages=_NEEDED
    )


class RatingForm(forms.Form):
    """What the applicant thought of the service."""

    grade = forms.TypedChoiceField(
        label="这次办事您满意吗", choices=GRADES, coerce=int, widget=forms.RadioSelect, error_messages=_CHOSEN
    )
    comment = forms.CharField(
        label="还想说的", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
