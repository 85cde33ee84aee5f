"""Forms of the tree of organs and of reforms."""

from django import forms

from lingxing.engines.parties.forms.people import CHOOSE, NEEDED, day_field
from lingxing.engines.parties.organs.domain import OrganKind


def _kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "未定"), *((kind.value, kind.label) for kind in OrganKind)],
        error_messages=CHOOSE,
    )


class NewOrganForm(forms.Form):
    """An organ that no imported document has named."""

    city = forms.CharField(
        label="城市", max_length=100, help_text="与名录中的写法一致，例如鄂州市", error_messages=NEEDED
    )
    name = forms.CharField(label="全称", max_length=300, help_text="与印章上的名称一致", error_messages=NEEDED)
    kind = _kind_field()
    parent = forms.CharField(
        label="上级机构（不填为最上级）", max_length=300, required=False, help_text="同一城市机构的全称或简称"
    )
    aliases = forms.CharField(
        label="其他名称（可不填）",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="文件中用到的简称等，每行一个",
    )


class PlaceForm(forms.Form):
    """Where an organ stands."""

    parent = forms.CharField(
        label="上级机构（不填为最上级）", max_length=300, required=False, help_text="同一城市机构的全称或简称"
    )
    kind = _kind_field()


class _ReformForm(forms.Form):
    effective = day_field("生效日期")
    basis = forms.CharField(label="依据", max_length=300, help_text="机构改革文件的标题或文号", error_messages=NEEDED)


class RenameForm(_ReformForm):
    """A new name since a day."""

    new_name = forms.CharField(label="新名称", max_length=300, error_messages=NEEDED)

    field_order = ("new_name", "effective", "basis")


class DissolveForm(_ReformForm):
    """What became of an organ since a day."""

    into = forms.CharField(
        label="承接机构",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个全称：一行为并入，多行为分设，不填为撤销",
    )

    field_order = ("into", "effective", "basis")
