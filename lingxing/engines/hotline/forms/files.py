"""Forms by which files are added to a ticket."""

from django import forms

from lingxing.engines.cases.services.filing import ACCEPTED

_WRONG = {"required": "请选择文件", "empty": "文件是空的", "invalid": "请选择文件"}


class EncloseForm(forms.Form):
    """A file for a ticket."""

    file = forms.FileField(
        label="照片或者材料",
        help_text="照片、PDF、Word、Excel，一次一个",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages=_WRONG,
    )


class OfficeEncloseForm(EncloseForm):
    """A file that an operator adds."""

    of_caller = forms.BooleanField(label="来电人给的：按来电人的材料保密", required=False)
