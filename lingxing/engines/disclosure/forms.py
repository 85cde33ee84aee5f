"""Forms of disclosure."""

from typing import Any

from django import forms

from lingxing.engines.disclosure.queries.open import KINDS
from lingxing.engines.disclosure.queries.preview import DraftText
from lingxing.engines.disclosure.services.drafting import LONGEST_TABLE, LONGEST_TEXT, TERMS, Draft

_NEEDED = {"required": "请填写", "max_length": "太长，请精简"}
_CHOSEN = {"required": "请选择", "invalid_choice": "请从给出的选项中选择"}
_DAY = {"invalid": "没有这一天，请核对日期"}


class DraftForm(forms.Form):
    """A free-standing publication."""

    organ = forms.TypedChoiceField(label="公开的单位", coerce=int, error_messages=_CHOSEN)
    kind = forms.ChoiceField(
        label="种类", choices=[(key, label) for key, label in KINDS.items()], error_messages=_CHOSEN
    )
    title = forms.CharField(label="标题", max_length=200, error_messages=_NEEDED)
    basis = forms.CharField(label="依据的文件", max_length=200, required=False, error_messages=_NEEDED)
    article = forms.CharField(label="依据的条款", max_length=200, required=False, error_messages=_NEEDED)
    text = forms.CharField(
        label="正文",
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行一段",
        error_messages=_NEEDED,
    )
    table = forms.CharField(
        label="表格",
        max_length=LONGEST_TABLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="可从表格软件直接粘贴：第一行是栏目，下面每行一条；格间用制表符或竖线分开",
        error_messages=_NEEDED,
    )
    lasts = forms.ChoiceField(
        label="公开多久",
        choices=list(TERMS.items()),
        required=False,
        help_text="公示必须有期限",
        error_messages=_CHOSEN,
    )
    contact = forms.CharField(
        label="异议或咨询的联系方式", max_length=200, required=False, help_text="公示必填", error_messages=_NEEDED
    )
    due_on = forms.DateField(
        label="应在哪天以前公开",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="文件没有规定的，可不填",
        error_messages=_DAY,
    )

    def __init__(self, *args: Any, organs: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = list(organs.items())

    def draft(self, rules: dict[str, str]) -> Draft:
        """Return what was written. Only of a valid form."""
        given = self.cleaned_data
        written = DraftText(given["text"], given["table"], rules)
        return Draft(
            given["organ"],
            given["kind"],
            given["title"],
            written,
            given["basis"],
            given["article"],
            given["contact"],
            given["lasts"],
            given["due_on"],
        )


class TextForm(forms.Form):
    """The words that stand before the rows of cases."""

    text = forms.CharField(
        label="说明",
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="可不填；写在表格前面，每行一段",
        error_messages=_NEEDED,
    )


class ReasonForm(forms.Form):
    """Why something is withdrawn or declined."""

    reason = forms.CharField(
        label="理由", min_length=4, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), error_messages=_NEEDED
    )


class CorrectionForm(forms.Form):
    """What replaces a content. `table` and `title` are asked of free-standing ones alone."""

    reason = forms.CharField(
        label="更正的理由",
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="会公开",
        error_messages=_NEEDED,
    )
    title = forms.CharField(label="标题", max_length=200, error_messages=_NEEDED)
    text = forms.CharField(
        label="正文",
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=_NEEDED,
    )
    table = forms.CharField(
        label="表格",
        max_length=LONGEST_TABLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages=_NEEDED,
    )
    conceals = forms.BooleanField(label="旧版本含有不应公开的内容，不再显示旧版本", required=False)

    def __init__(self, *args: Any, free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not free:
            del self.fields["title"], self.fields["table"]

    def written(self, rules: dict[str, str]) -> DraftText:
        """Return what was written. Only of a valid form."""
        return DraftText(self.cleaned_data["text"], self.cleaned_data.get("table", ""), rules)


class ObjectionForm(forms.Form):
    """An objection to a public notice."""

    place = forms.TypedChoiceField(label="针对哪一项", coerce=int, error_messages=_CHOSEN)
    name = forms.CharField(label="姓名或单位名称", max_length=60, error_messages=_NEEDED)
    contact = forms.CharField(label="联系方式", max_length=100, help_text="用于向您核实和答复", error_messages=_NEEDED)
    text = forms.CharField(
        label="异议内容",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明事实和理由",
        error_messages=_NEEDED,
    )

    def __init__(self, *args: Any, rows: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = rows
        if len(rows) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = rows[0][0]
