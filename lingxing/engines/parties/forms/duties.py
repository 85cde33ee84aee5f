"""Forms of duties and stand-ins."""

from collections.abc import Sequence

from django import forms

from lingxing.engines.parties.duties.domain import Duty
from lingxing.engines.parties.forms.people import CHOOSE, NEEDED, day_field

_UNTIL = "止日（不填为长期）"


def _reason() -> forms.CharField:
    return forms.CharField(
        label="事由", max_length=200, help_text="例如出差、休假；只有当事人和管理员看得到", error_messages=NEEDED
    )


class MembershipForm(forms.Form):
    """A duty for an account in an organ."""

    username = forms.CharField(label="用户名", max_length=60, error_messages=NEEDED)
    city = forms.ChoiceField(label="城市", error_messages=CHOOSE)
    organ = forms.CharField(label="机构", max_length=300, help_text="全称或名录中的简称", error_messages=NEEDED)
    duty = forms.ChoiceField(label="职责", choices=[(duty.value, duty.label) for duty in Duty], error_messages=CHOOSE)
    since = day_field("起日")
    until = day_field(_UNTIL, required=False)

    def __init__(self, *args: object, cities: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer(self, "city", [(city, city) for city in cities])


class OwnStandInForm(forms.Form):
    """Who stands in for oneself, in which of one's organs."""

    organ = forms.TypedChoiceField(label="机构", coerce=int, error_messages=CHOOSE)
    substitute = forms.ChoiceField(
        label="代理人", help_text="同一机构中角色相同的人；要由其他人代理的，请管理员安排", error_messages=CHOOSE
    )
    since = day_field("起日")
    until = day_field("止日")
    reason = _reason()

    def __init__(
        self, *args: object, organs: Sequence[tuple[int, str]], colleagues: Sequence[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer(self, "organ", organs)
        offer(self, "substitute", colleagues)


class StandInForm(forms.Form):
    """Who stands in for whom, entered by an administrator."""

    absent = forms.CharField(label="本人的用户名", max_length=60, error_messages=NEEDED)
    substitute = forms.CharField(label="代理人的用户名", max_length=60, error_messages=NEEDED)
    city = forms.ChoiceField(label="城市", error_messages=CHOOSE)
    organ = forms.CharField(label="机构", max_length=300, help_text="本人任职的机构", error_messages=NEEDED)
    since = day_field("起日")
    until = day_field("止日")
    reason = _reason()

    def __init__(self, *args: object, cities: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer(self, "city", [(city, city) for city in cities])


def offer(form: forms.Form, name: str, choices: Sequence[tuple[object, str]]) -> None:
    """Let a field of the form offer these choices."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
