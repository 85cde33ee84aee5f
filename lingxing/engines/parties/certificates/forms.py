"""Forms about certificates."""

from django import forms

from lingxing.engines.parties.forms.people import NEEDED, day_field


def _hidden(longest: int) -> forms.CharField:
    return forms.CharField(required=False, max_length=longest, widget=forms.HiddenInput())


class ProofFields(forms.Form):
    """What the page's script fills in once it has signed; empty where the browser shows the certificate itself."""

    nonce = _hidden(64)
    certificate = _hidden(40_000)
    signature = _hidden(4_000)


class ProofForm(ProofFields):
    """A certificate's proof, and the account's password again."""

    password = forms.CharField(
        label="账号密码",
        max_length=200,
        strip=False,
        help_text="证书和密码都对才能通过",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=NEEDED,
    )


class FindForm(forms.Form):
    """Whose certificates are looked for."""

    username = forms.CharField(label="竞买人的用户名", max_length=60, error_messages=NEEDED)


class ConfirmationForm(forms.Form):
    """What the certificate service answered."""

    service = forms.CharField(
        label="核实的认证服务机构", max_length=100, help_text="原数字证书办理机构", error_messages=NEEDED
    )
    reference = forms.CharField(
        label="答复文号或编号", max_length=100, help_text="照该机构的答复填写", error_messages=NEEDED
    )
    day = day_field("核实日期")
