"""Forms of the officer who drafts and publishes lots."""

from collections.abc import Mapping
from typing import Any

from django import forms

from lingxing.engines.auctions.domain.descriptions import FIELDS, Field, Problem
from lingxing.engines.auctions.models import FileKind
from lingxing.engines.cases.services.filing import ACCEPTED

_CHOSEN = {"required": "请选择", "invalid_choice": "请从给出的选项中选择"}
_MOMENTS = ("opens_at", "closes_at", "deposit_due_at")
_CHOICES = ("has_reserve", "joint_bidding")
_TEXTS = ("planning", "other_conditions", "media")
_HINTS = {
    "area": "平方米，最多两位小数",
    "term_years": "不同用途年限不同的，填最长的，并在其他条件里写明",
    "planning": "容积率、建筑密度、绿地率等，每行一项",
    "starting_price": "如 12000 万元、1.2 亿元或 120,000,000.00",
    "increment": "如 100 万元",
    "deposit": "如 2400 万元",
    "has_reserve": "设底价的，由监督人员在挂牌截止前的规定时间内交加密文件",
    "opens_at": "公告发布之日起至少隔 20 日（第九条）",
    "closes_at": "挂牌不少于 10 日（第九条）",
    "deposit_due_at": "竞买申请也到这时为止；不得晚于挂牌截止",
    "media": "每行一个，如中国土地市场网、出让人网站、公共资源交易中心平台（第八条）",
    "contact": "竞买人咨询用的地址和电话（第十四条）",
}


class LotForm(forms.Form):
    """What a lot's draft holds. Anything may be kept; what is wrong is told beside its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in FIELDS:
            self.fields[field.name] = _field(field)

    def typed(self) -> dict[str, str]:
        """Return what was typed. Only of a valid form."""
        return {field.name: self.cleaned_data[field.name] for field in FIELDS}

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Put what is wrong beside the fields."""
        for problem in problems:
            self.add_error(problem.field, problem.what.removeprefix("："))


class NewLotForm(LotForm):
    """A lot that is begun."""

    package = forms.ChoiceField(label="适用的规则", error_messages=_CHOSEN)
    agency = forms.TypedChoiceField(label="交易机构", coerce=int, error_messages=_CHOSEN)
    grantor = forms.TypedChoiceField(label="出让人", coerce=int, error_messages=_CHOSEN)

    def __init__(
        self,
        *args: Any,
        packages: Mapping[str, str],
        agencies: Mapping[int, str],
        grantors: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("package", packages), ("agency", agencies), ("grantor", grantors)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices.items())


class FileForm(forms.Form):
    """A file of the sale."""

    kind = forms.ChoiceField(label="文件种类", choices=FileKind.choices, error_messages=_CHOSEN)
    file = forms.FileField(
        label="文件",
        help_text="PDF、图片、Word、Excel 或 OFD",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "请选择文件", "empty": "文件是空的"},
    )


class SupplementForm(forms.Form):
    """Why an announcement is changed, and whether that moves the price."""

    reason = forms.CharField(
        label="变更理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会公开",
        error_messages={"required": "请填写", "max_length": "太长，请精简"},
    )
    moves_price = forms.BooleanField(
        label="涉及土地使用条件变更等影响土地价格的重大变动",
        required=False,
        help_text="勾选后，发布时间距挂牌截止少于 20 日的，挂牌时间相应顺延（第十条）",
    )


def initial_of(draft: Mapping[str, str]) -> dict[str, str]:
    """Return a draft as the form shows it."""
    return {name: text.replace(" ", "T") if name in _MOMENTS else text for name, text in draft.items()}


def _field(field: Field) -> forms.Field:
    hint = _HINTS.get(field.name, "")
    if field.name in _CHOICES:
        choices = (("", "请选择"), ("yes", "是"), ("no", "否"))
        return forms.ChoiceField(
            label=field.label, choices=choices, required=False, help_text=hint, error_messages=_CHOSEN
        )
    widget: forms.Widget = forms.TextInput()
    if field.name in _TEXTS:
        widget = forms.Textarea(attrs={"rows": 4})
    if field.name in _MOMENTS:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    return forms.CharField(
        label=field.label, required=False, max_length=field.longest, widget=widget, help_text=hint, strip=True
    )
