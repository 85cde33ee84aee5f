"""Forms about money: statements, guarantees, notes."""

from django import forms

from lingxing.engines.auctions.domain.statements import COLUMN_LABELS

_NEEDED = {"required": "请填写", "max_length": "太长，请精简"}


class StatementForm(forms.Form):
    """A bank statement."""

    file = forms.FileField(
        label="对账单",
        help_text="网上银行导出的 CSV 或 XLSX，带表头；同一份可以重复导入，已导入的流水不会重复计入",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "请选择文件", "empty": "文件是空的"},
    )
    headings = forms.CharField(
        label="列名对应",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="银行的列名认不出时填，每行一列，如“金额=入账金额”；等号左边可写："
        + "、".join(COLUMN_LABELS.values()),
        error_messages=_NEEDED,
    )


class GuaranteeForm(forms.Form):
    """A bank guarantee."""

    order_number = forms.CharField(
        label="订单流水号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages=_NEEDED,
    )
    bank = forms.CharField(label="开具保函的银行", max_length=100, error_messages=_NEEDED)
    number = forms.CharField(label="保函编号", max_length=100, error_messages=_NEEDED)
    amount = forms.CharField(label="保函金额", max_length=60, help_text="不少于竞买保证金", error_messages=_NEEDED)
    valid_until = forms.CharField(
        label="有效期至",
        max_length=40,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="须晚于挂牌截止日",
        error_messages=_NEEDED,
    )


class NoteForm(forms.Form):
    """What a person has done about something."""

    note = forms.CharField(
        label="处理情况",
        min_length=2,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={**_NEEDED, "min_length": "请写清楚"},
    )
