"""Forms of the library."""

from collections.abc import Sequence
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

_REASON = "写明依据，例如“与纸质公报核对”"
_LONGEST_REASON = 1000
UPLOAD_KINDS = (".txt", ".html", ".htm", ".docx", ".pdf")


def _reason(rows: int = 2) -> forms.CharField:
    """Return the field for the reason that every editor's act must give."""
    return forms.CharField(
        label="理由",
        help_text=_REASON,
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "请填写", "max_length": f"不要超过 {_LONGEST_REASON} 字"},
    )


class CorrectionForm(forms.Form):
    """A value set or confirmed by an editor, with the reason."""

    value = forms.CharField(label="更正为", required=False, strip=True, widget=forms.Textarea(attrs={"rows": 3}))
    reason = _reason()


class ProblemForm(forms.Form):
    """How a problem was decided."""

    note = forms.CharField(
        label="处理说明", help_text="写明核对了什么、结论是什么", max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "请填写"},
    )  # fmt: skip


class MergeForm(forms.Form):
    """Which organ an organ is the same as."""

    into = forms.TypedChoiceField(
        label="并入",
        help_text="并入后只显示这个机构，原名称作为别名保留",
        coerce=int,
        error_messages={"required": "请选择"},
    )
    reason = _reason()

    def __init__(self, *args: object, organs: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        into = self.fields["into"]
        if isinstance(into, forms.TypedChoiceField):
            into.choices = [("", "请选择"), *organs]


class AliasForm(forms.Form):
    """Which organ a printed name means."""

    printed = forms.CharField(max_length=200, widget=forms.HiddenInput)
    organ = forms.IntegerField(label="机构", min_value=1)


class SeparateForm(forms.Form):
    """Why a merge is undone."""

    reason = _reason(rows=1)


class UploadForm(forms.Form):
    """A gazette's file."""

    file = forms.FileField(
        label="公报文件",
        help_text="文本（UTF-8 或 GB18030）、HTML、DOCX、PDF",
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ",".join(UPLOAD_KINDS)}),
        error_messages={"required": "请选择文件", "empty": "文件是空的，请选择有内容的文件"},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Return the upload; refuse one that is too large or of a kind that can't be read."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        kind = PurePath(upload.name or "").suffix.lower()
        if kind not in UPLOAD_KINDS:
            raise forms.ValidationError(f"不能读取 {kind or '没有扩展名的'} 文件，请上传文本、HTML、DOCX 或 PDF")
        limit: int = settings.UPLOAD_MAX_BYTES
        if (upload.size or 0) > limit:
            raise forms.ValidationError(f"文件超过 {limit // 1024 // 1024} MB 的上限，请拆分后上传")
        return upload
