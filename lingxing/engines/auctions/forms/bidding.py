"""What bidders send as plain forms. Each carries the key of its attempt: sent twice, it is done once."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from lingxing.engines.auctions.domain.prices import LONGEST_PRICE, parse_price
from lingxing.kernel.errors import LingxingError

_NEEDED = {"required": "请填写价格", "max_length": f"太长，最多 {LONGEST_PRICE} 个字"}
_CHOSEN = {"required": "请选择参加或不参加", "invalid_choice": "请选择参加或不参加"}
_TYPED = {"inputmode": "decimal", "autocomplete": "off", "spellcheck": "false"}


class PriceField(forms.CharField):
    """A price as people type it; clean, it is whole fen."""

    def __init__(self, label: str, help_text: str) -> None:
        widget = forms.TextInput(attrs=dict(_TYPED))
        super().__init__(
            label=label, help_text=help_text, max_length=LONGEST_PRICE, error_messages=_NEEDED, widget=widget
        )

    def clean(self, value: Any) -> Any:
        """Return the price in fen. ValidationError says what is wrong with what was typed."""
        try:
            return parse_price(super().clean(value))
        except LingxingError as error:
            raise forms.ValidationError(f"{error.what}。{error.remedy}") from None


class Attempt(forms.Form):
    """An act under the key of its attempt."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"key": uuid.uuid4().hex, **kwargs["initial"]}
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)

    def anew(self) -> None:
        """Show what was typed with the key of a new attempt: the old one is used up."""
        self.data = {**self.data.dict(), "key": uuid.uuid4().hex} if isinstance(self.data, QueryDict) else self.data


class BidForm(Attempt):
    """A bid. `confirmed` repeats a price that lies far above the next step."""

    price = PriceField("自报价格", "以元为单位；也可写 125万元、1.2亿元")
    confirmed = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)


class AnswerForm(Attempt):
    """Whether to take part in the live auction."""

    wants = forms.ChoiceField(choices=[("yes", "参加"), ("no", "不参加")], error_messages=_CHOSEN)


class ProxyForm(Attempt):
    """A proxy with its ceiling."""

    ceiling = PriceField("最高限价", "系统自动报价不会超过它；他人看不到")


class RevocationForm(Attempt):
    """Taking the proxy back."""
