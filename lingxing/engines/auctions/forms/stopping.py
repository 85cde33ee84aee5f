"""Forms by which a sale is stopped, ruled on and resumed."""

from django import forms

from lingxing.engines.auctions.queries.stopping import cause_choices

_NEEDED = {"required": "请填写", "max_length": "太长，请精简"}


def _words(label: str, hint: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=1000, widget=widget, help_text=hint, error_messages=_NEEDED)


def _cause(*, at_once: bool) -> forms.ChoiceField:
    wrong = {"required": "请选择", "invalid_choice": "请从给出的选项中选择"}
    return forms.ChoiceField(label="原因", choices=cause_choices(at_once=at_once), error_messages=wrong)


class SuspendForm(forms.Form):
    """A suspension that the agency orders on its own."""

    cause = _cause(at_once=True)
    reason = _words("说明", "会公开；不要写竞买人的任何信息")


class ProposeForm(forms.Form):
    """What is asked of the grantor."""

    cause = forms.ChoiceField(
        label="原因",
        choices=cause_choices(at_once=False) + cause_choices(at_once=True),
        error_messages={"required": "请选择", "invalid_choice": "请从给出的选项中选择"},
    )
    terminate = forms.ChoiceField(label="报请事项", choices=[("no", "中止"), ("yes", "终止")])
    reason = _words("报请理由", "写明依据的文件和原因，只给出让人看")


class CarryOutForm(forms.Form):
    """The announcement of what the grantor approved."""

    reason = _words("公告说明", "会公开；不要写竞买人的任何信息")


class ResumeForm(forms.Form):
    """When the sale goes on."""

    resumes_at = forms.CharField(
        label="恢复时间",
        max_length=40,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text="公告之日起至少隔 5 日（第三十九条）；届时按中止时剩余的时间继续",
        error_messages=_NEEDED,
    )
    reason = _words("公告说明", "中止的原因怎样消除；会公开")


class RuleForm(forms.Form):
    """The grantor's answer."""

    approved = forms.ChoiceField(label="批复", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect)
    reason = _words("批复意见", "记入宗地的台账（摘要）")
