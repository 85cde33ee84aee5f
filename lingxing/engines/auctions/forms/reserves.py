"""Forms of the sealed reserve price."""

from django import forms


class ReserveFileForm(forms.Form):
    """The supervisor's sealed file."""

    file = forms.FileField(
        label="底价加密文件",
        help_text="监督人员交来的 .json 文件",
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        error_messages={"required": "请选择文件", "empty": "文件是空的"},
    )


class CodeForm(forms.Form):
    """The supervisor's opening code."""

    code = forms.CharField(
        label="开启口令",
        max_length=100,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写", "max_length": "太长"},
    )
