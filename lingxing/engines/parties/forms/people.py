"""Forms of people and firms: signing up, one's own data, who acts for whom."""

from typing import Any

from django import forms

from lingxing.engines.parties.people.domain import Agency, IdentityKind, PartyKind

NEEDED = {"required": "请填写"}
CHOOSE = {"required": "请选择", "invalid_choice": "请从列表中选择"}


def _texts(name: str, **attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": name, **attributes})


def _identity_number() -> forms.CharField:
    return forms.CharField(
        label="证件号码",
        max_length=60,
        widget=_texts("off", spellcheck="false"),
        help_text="加密保存，页面上只显示首尾几位",
        error_messages=NEEDED,
    )


def day_field(label: str, **more: Any) -> forms.DateField:
    """Return the field for a day."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写", "invalid": "日期无法识别，请写作 2026-01-05"},
        **more,
    )


class DeclarationForm(forms.Form):
    """Who one is: a person with a number, or a firm with its code."""

    identity_kind = forms.ChoiceField(
        label="证件类型",
        choices=[(kind.value, kind.label) for kind in IdentityKind],
        help_text="企业和其他组织选统一社会信用代码",
        error_messages=CHOOSE,
    )
    identity_number = _identity_number()
    name = forms.CharField(
        label="姓名或名称", max_length=100, help_text="与证件一致", widget=_texts("name"), error_messages=NEEDED
    )
    phone = forms.CharField(label="联系电话（可不填）", max_length=30, required=False, widget=_texts("tel"))


class RegisterForm(DeclarationForm):
    """A new applicant's account."""

    username = forms.CharField(
        label="用户名",
        max_length=60,
        help_text="2–60 个汉字、字母、数字或 . @ + - _，请勿用证件号码",
        widget=_texts("username", spellcheck="false"),
        error_messages=NEEDED,
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        help_text="至少 10 个字符，不能全是数字，不能太常见",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=NEEDED,
    )
    again = forms.CharField(
        label="再输一次密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=NEEDED,
    )
    email = forms.EmailField(label="电子邮箱（可不填）", required=False, widget=forms.EmailInput())
    terms = forms.BooleanField(label="我已阅读并同意上面的说明", error_messages={"required": "同意说明后才能注册"})

    field_order = (
        "identity_kind",
        "identity_number",
        "name",
        "phone",
        "email",
        "username",
        "password",
        "again",
        "terms",
    )

    def clean_again(self) -> str:
        """Return the repeated password; refuse one that differs."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError("两次输入的密码不一致")
        return again


class ContactForm(forms.Form):
    """Telephone and address."""

    phone = forms.CharField(label="联系电话（可不填）", max_length=30, required=False, widget=_texts("tel"))
    address = forms.CharField(
        label="联系地址（可不填）", max_length=200, required=False, widget=_texts("street-address")
    )


class AgentForm(forms.Form):
    """Who may act for oneself."""

    username = forms.CharField(
        label="对方的用户名", max_length=60, help_text="对方须已注册为申请人", error_messages=NEEDED
    )
    agency = forms.ChoiceField(
        label="对方的身份", choices=[(agency.value, agency.label) for agency in Agency], error_messages=CHOOSE
    )
    basis = forms.CharField(
        label="依据（可不填）", max_length=200, required=False, help_text="例如授权委托书、监护关系证明；加密保存"
    )
    until = day_field("截止日期（不填为长期，可随时取消）", required=False)


class RepresentedForm(forms.Form):
    """A firm or person that one represents and that is not on record yet."""

    kind = forms.ChoiceField(
        label="对象",
        choices=[(kind.value, kind.label) for kind in (PartyKind.FIRM, PartyKind.PERSON)],
        error_messages=CHOOSE,
    )
    identity_kind = forms.ChoiceField(
        label="证件类型",
        choices=[
            (kind.value, kind.label)
            for kind in (IdentityKind.CREDIT_CODE, IdentityKind.RESIDENT_ID, IdentityKind.OTHER)
        ],
        error_messages=CHOOSE,
    )
    identity_number = _identity_number()
    name = forms.CharField(label="姓名或名称", max_length=100, help_text="与证件一致", error_messages=NEEDED)
    agency = forms.ChoiceField(
        label="您的身份", choices=[(agency.value, agency.label) for agency in Agency], error_messages=CHOOSE
    )
    basis = forms.CharField(label="依据（可不填）", max_length=200, required=False, help_text="加密保存")


class LookUpForm(forms.Form):
    """The exact number by which somebody is found."""

    identity_kind = forms.ChoiceField(
        label="证件类型", choices=[(kind.value, kind.label) for kind in IdentityKind], error_messages=CHOOSE
    )
    identity_number = forms.CharField(
        label="证件号码",
        max_length=60,
        help_text="须完整填写；查询会留下记录",
        widget=_texts("off", spellcheck="false"),
        error_messages=NEEDED,
    )


class EntryForm(forms.Form):
    """Somebody who stands at the counter."""

    kind = forms.ChoiceField(
        label="对象", choices=[(kind.value, kind.label) for kind in PartyKind], error_messages=CHOOSE
    )
    identity_kind = forms.ChoiceField(
        label="证件类型", choices=[(kind.value, kind.label) for kind in IdentityKind], error_messages=CHOOSE
    )
    identity_number = _identity_number()
    name = forms.CharField(
        label="姓名或名称", max_length=100, help_text="与证件一致", widget=_texts("off"), error_messages=NEEDED
    )
    phone = forms.CharField(label="联系电话（可不填）", max_length=30, required=False, widget=_texts("off"))
    address = forms.CharField(label="联系地址（可不填）", max_length=200, required=False, widget=_texts("off"))


class NameForm(forms.Form):
    """The name as the document now says."""

    name = forms.CharField(label="姓名或名称", max_length=100, help_text="与证件一致", error_messages=NEEDED)


class LinkForm(forms.Form):
    """The account that is this party."""

    username = forms.CharField(
        label="本人的用户名", max_length=60, help_text="须已注册为申请人；原来绑定的账号随即解除", error_messages=NEEDED
    )
