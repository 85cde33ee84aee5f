"""What callers and operators fill in. What a ticket must have is judged by the procedure; these only read it."""

import secrets
from collections.abc import Iterable
from typing import Any

from django import forms

from lingxing.engines.hotline.domain.declaring import Hotline

NEEDED = {"required": "请填写", "max_length": "太长，请精简", "invalid": "格式不对"}
CHOSEN = {"required": "请选择", "invalid_choice": "请从给出的选项中选择"}
_EMPTY = ("", "请选择")


def area(rows: int, **attributes: str) -> forms.Textarea:
    """Return a text box of so many rows."""
    return forms.Textarea(attrs={"rows": rows, **attributes})


class AskForm(forms.Form):
    """A caller's own ticket."""

    kind = forms.ChoiceField(label="您要", widget=forms.RadioSelect, error_messages=CHOSEN)
    matter = forms.CharField(
        label="一句话说是什么事", max_length=60, help_text="不要写人名和电话", error_messages=NEEDED
    )
    content = forms.CharField(
        label="具体情况",
        max_length=2000,
        widget=area(6),
        help_text="时间、经过和要求。联系方式写在下面，不要写在这里",
        error_messages=NEEDED,
    )
    place = forms.CharField(label="在什么地方", max_length=200, required=False)
    name = forms.CharField(
        label="怎样称呼您", max_length=50, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label="联系电话",
        max_length=30,
        required=False,
        help_text="用来回访；封存保管，每次查看都有记录",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    anonymous = forms.BooleanField(label="匿名：不让承办单位知道我是谁", required=False)
    not_urgent = forms.BooleanField(
        label="现在没有人身、财产危险，不用拨打紧急电话", required=False, widget=forms.HiddenInput
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, hotline: Hotline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "kind", [(one.key, one.label) for one in hotline.kinds.values()])
        self.fields["key"].initial = secrets.token_hex(16)

    def ask_whether_urgent(self) -> None:
        """Show the question whether somebody is in danger, as a box to tick."""
        self.fields["not_urgent"].widget = forms.CheckboxInput(attrs={"id": "id_not_urgent"})


class DeskForm(forms.Form):
    """What an operator types in during a call, and what becomes of it at once."""

    LATER, ANSWER, FORWARD, DECLINE, JOIN = "later", "answer_now", "forward", "decline", "join"

    channel = forms.ChoiceField(label="渠道", error_messages=CHOSEN)
    line = forms.CharField(label="拨打的号码", max_length=20, required=False, help_text="原来的热线号码，可不填")
    phone = forms.CharField(
        label="来电号码", max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    name = forms.CharField(label="称呼", max_length=50, required=False)
    anonymous = forms.BooleanField(label="匿名", required=False)
    kind = forms.ChoiceField(label="类别", widget=forms.RadioSelect, error_messages=CHOSEN)
    matter = forms.CharField(label="事由", max_length=60, help_text="一句话，不写人名电话", error_messages=NEEDED)
    content = forms.CharField(label="具体情况", max_length=2000, widget=area(5), error_messages=NEEDED)
    place = forms.CharField(label="地点", max_length=200, required=False)
    topic = forms.ChoiceField(label="内容", required=False, error_messages=CHOSEN, help_text="不选则按文字判断")
    then = forms.ChoiceField(label="怎样处理", widget=forms.RadioSelect, error_messages=CHOSEN)
    answer = forms.CharField(label="答复", max_length=2000, required=False, widget=area(4))
    unit = forms.ChoiceField(label="承办单位", required=False, error_messages=CHOSEN)
    note = forms.CharField(label="派单说明", max_length=500, required=False)
    ground = forms.ChoiceField(label="不予受理的原因", required=False, error_messages=CHOSEN)
    main = forms.CharField(label="并入的工单编号", max_length=40, required=False)
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, hotline: Hotline, units: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = hotline.service.acts
        ways = [
            (self.ANSWER, "当场答复"),
            (self.FORWARD, "交承办单位"),
            (self.JOIN, "并入已有工单"),
            (self.DECLINE, "不予受理"),
        ]
        _choices(self, "channel", [(one.key, one.label) for one in hotline.channels.values()])
        _choices(self, "kind", [(one.key, one.label) for one in hotline.kinds.values()])
        _choices(self, "topic", [_EMPTY, *((one.key, one.label) for one in hotline.topics.values())])
        _choices(self, "then", [(self.LATER, "先登记"), *((key, label) for key, label in ways if key in acts)])
        _choices(self, "unit", [_EMPTY, *((str(key), name) for key, name in units.items())])
        _choices(self, "ground", [_EMPTY, *((one.key, one.label) for one in hotline.refusals.values())])
        self.fields["key"].initial = secrets.token_hex(16)
        self.fields["then"].initial = self.LATER

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        data = super().clean() or {}
        needs = {self.ANSWER: "answer", self.FORWARD: "unit", self.DECLINE: "ground", self.JOIN: "main"}
        needed = needs.get(data.get("then", ""))
        if needed and not data.get(needed):
            self.add_error(needed, "请填写" if needed in ("answer", "main") else "请选择")
        return data


class DispatchForm(forms.Form):
    """What becomes of a ticket that waits."""

    then = forms.ChoiceField(label="怎样处理", widget=forms.RadioSelect, error_messages=CHOSEN)
    answer = forms.CharField(label="答复", max_length=2000, required=False, widget=area(4))
    unit = forms.ChoiceField(label="承办单位", required=False, error_messages=CHOSEN)
    note = forms.CharField(label="派单说明", max_length=500, required=False)
    ground = forms.ChoiceField(label="不予受理的原因", required=False, error_messages=CHOSEN)
    main = forms.CharField(label="并入的工单编号", max_length=40, required=False)

    def __init__(self, *args: Any, hotline: Hotline, units: dict[int, str], ways: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"answer_now": "当场答复", "forward": "交承办单位", "join": "并入已有工单", "decline": "不予受理"}
        _choices(self, "then", [(way, labels[way]) for way in ways])
        _choices(self, "unit", [_EMPTY, *((str(key), name) for key, name in units.items())])
        _choices(self, "ground", [_EMPTY, *((one.key, one.label) for one in hotline.refusals.values())])

    clean = DeskForm.clean
    ANSWER, FORWARD, DECLINE, JOIN = DeskForm.ANSWER, DeskForm.FORWARD, DeskForm.DECLINE, DeskForm.JOIN


class TrackForm(forms.Form):
    """Number and code of a ticket."""

    number = forms.CharField(
        label="工单编号", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}), error_messages=NEEDED
    )
    code = forms.CharField(
        label="查询码", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}), error_messages=NEEDED
    )


class EvaluateForm(forms.Form):
    """How satisfied the caller is."""

    satisfied = forms.ChoiceField(
        label="您对答复满意吗",
        widget=forms.RadioSelect,
        error_messages=CHOSEN,
        choices=[("content", "满意"), ("fair", "基本满意"), ("dissatisfied", "不满意")],
    )
    remark = forms.CharField(label="还想说的", max_length=500, required=False, widget=area(3))


def _choices(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
