"""Forms about accounts."""

from django import forms

from lingxing.engines.parties.certificates.forms import ProofFields
from lingxing.engines.parties.domain import Role

_NEEDED = {"required": "请填写"}
_ROLES = [(role.value, role.label) for role in Role]


class SignInForm(ProofFields):
    """User name and password, and what a bidder's certificate has signed."""

    username = forms.CharField(
        label="用户名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages=_NEEDED,
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=_NEEDED,
    )


class PasswordForm(forms.Form):
    """The old password and twice the new one."""

    old = forms.CharField(
        label="原密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=_NEEDED,
    )
    new = forms.CharField(
        label="新密码",
        max_length=200,
        strip=False,
        help_text="至少 10 个字符，不能全是数字，不能太常见",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=_NEEDED,
    )
    again = forms.CharField(
        label="再输一次新密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=_NEEDED,
    )

    def clean_again(self) -> str:
        """Return the repeated password; refuse one that differs."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError("两次输入的新密码不一致")
        return again


class NewAccountForm(forms.Form):
    """A new account; its first password is made for it."""

    username = forms.CharField(
        label="用户名",
        max_length=60,
        help_text="2–60 个汉字、字母、数字或 . @ + - _",
        error_messages=_NEEDED,
    )
    display_name = forms.CharField(label="姓名或岗位", max_length=60, error_messages=_NEEDED)
    email = forms.EmailField(label="电子邮箱（可不填）", required=False)
    role = forms.ChoiceField(label="角色", choices=_ROLES)


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label="角色", choices=_ROLES)
