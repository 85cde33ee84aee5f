"""Forms by which deposits go back."""

from django import forms

_WRONG = {"required": "请填写", "invalid": "应为日期，写成 2026-01-05 的样子"}


class RefundForm(forms.Form):
    """Which payments go back, and when the bank pays. The page writes the boxes itself, beside the amounts."""

    pay_on = forms.DateField(
        label="银行办理退款的日子",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="已过期限的，利息算到这一天",
        error_messages=_WRONG,
    )


class AnswerForm(forms.Form):
    """What the bank says of a payment file."""

    file = forms.FileField(
        label="银行回执",
        help_text="CSV 或 XLSX，带表头，有退款编号（或附言）、金额、付款日期；有“结果”一列的，失败、退票的重新列为应退",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "请选择文件", "empty": "文件是空的"},
    )
