"""The form of an application for a lot."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from lingxing.engines.auctions.domain.applications import MOST_PARTIES, NumberKind, Typed
from lingxing.engines.cases.services.filing import ACCEPTED

ROWS = 4
MORE = 4
_PARTY = ("name", "kind", "number", "share")
_INVESTOR = ("name", "share")
_NEEDED = {"required": "请填写", "max_length": "太长，请精简"}
KINDS = [(kind.value, kind.label) for kind in NumberKind]


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Papers(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the chosen files, each looked at like a single one."""
        return [super(_Papers, self).clean(one, initial) for one in data or ()]


class ApplicationForm(forms.Form):
    """What stands beside the tables of joint parties and investors."""

    party = forms.ChoiceField(
        label="竞买人",
        help_text="数字证书登记的竞买人",
        error_messages={"required": "请选择", "invalid_choice": "请从列出的竞买人中选择"},
    )
    contact = forms.CharField(label="联系人", max_length=100, error_messages=_NEEDED)
    phone = forms.CharField(label="联系电话", max_length=30, error_messages=_NEEDED)
    company_name = forms.CharField(label="新公司拟用名称", max_length=100, required=False, error_messages=_NEEDED)
    structure = forms.CharField(
        label="股本构成",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="注册资本、出资方式等",
        error_messages=_NEEDED,
    )
    founded_by = forms.CharField(
        label="成立时间", required=False, max_length=40, widget=forms.DateInput(attrs={"type": "date"})
    )
    papers = _Papers(
        label="申请材料",
        required=False,
        widget=_Several(attrs={"accept": ACCEPTED}),
        help_text="营业执照、身份证明、授权委托书、联合竞买协议等，可选多份；封存保管",
    )
    accepted = forms.BooleanField(
        label="已详细阅读出让公告、出让须知、交易条件和相关文件，没有异议，同意接受，并对竞买行为和承诺承担法律责任",
        error_messages={"required": "须声明后才能申请（第十四条）"},
    )

    def __init__(self, *args: Any, parties: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(parties.items())

    def typed(self, posted: QueryDict) -> Typed:
        """Return everything that was typed, with the rows of the tables. Only of a valid form."""
        given = self.cleaned_data
        return Typed(
            given["contact"],
            given["phone"],
            given["accepted"],
            table(posted, "party", _PARTY),
            given["company_name"],
            table(posted, "investor", _INVESTOR),
            given["structure"],
            given["founded_by"],
        )


def table(posted: QueryDict, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a posted table: `party_name`, `party_number`, … each given once a row."""
    values = {column: posted.getlist(f"{name}_{column}")[: MOST_PARTIES + 1] for column in columns}
    length = max((len(found) for found in values.values()), default=0)
    return [
        {column: found[place][:1000] if place < len(found) else "" for column, found in values.items()}
        for place in range(length)
    ]


def is_typed(posted: QueryDict | None, *names: str) -> bool:
    """Return whether anything was typed into one of the fields."""
    return posted is not None and any(text.strip() for name in names for text in posted.getlist(name))


def shown_rows(posted: QueryDict | None, name: str, *, more: bool = False) -> list[dict[str, str]]:
    """Return the rows of a table as the page shows them: what was typed, and empty ones to type into."""
    rows = table(posted, name, _PARTY if name == "party" else _INVESTOR) if posted else []
    wanted = max(len(rows) + (MORE if more else 0), ROWS)
    return rows + [{} for _ in range(min(wanted, MOST_PARTIES) - len(rows))]
