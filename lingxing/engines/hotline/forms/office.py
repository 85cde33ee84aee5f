"""Forms of the hotline's office: knowledge, and the figures of the telephone exchange."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.forms.asking import CHOSEN, NEEDED, area

_DAY = {"required": "请填写日期", "invalid": "没有这一天，请核对日期"}


def _day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget, error_messages=_DAY)


class ArticleForm(forms.Form):
    """An article of the knowledge base."""

    organ = forms.TypedChoiceField(label="负责的单位", coerce=int, error_messages=CHOSEN)
    title = forms.CharField(label="问题", max_length=200, error_messages=NEEDED)
    text = forms.CharField(label="答案", max_length=10_000, widget=area(10), error_messages=NEEDED)
    document = forms.CharField(
        label="依据：文库里的文件",
        max_length=300,
        required=False,
        help_text="文号或者标题，查得到才收；页面上成为链接",
        widget=forms.TextInput(attrs={"list": "documents", "autocomplete": "off"}),
    )
    place = forms.CharField(
        label="条款", max_length=100, required=False, help_text="如 第二十条（一）；依据整份文件的不填"
    )
    source = forms.CharField(
        label="其他依据", max_length=300, required=False, help_text="文库里没有的：标题、文号、条款"
    )
    topic = forms.ChoiceField(label="内容", required=False)
    valid_from = _day("生效日期")
    valid_until = _day("失效日期", "一直有效的不填", required=False)
    review_on = _day("下次核对日期", "到时提醒负责的单位看看还对不对")
    public = forms.BooleanField(label="市民也能查到", required=False, initial=True)
    change = forms.CharField(label="为什么修改", max_length=300, required=False)

    def __init__(self, *args: Any, hotline: Hotline, organs: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ, topic = self.fields["organ"], self.fields["topic"]
        if isinstance(organ, forms.ChoiceField) and isinstance(topic, forms.ChoiceField):
            organ.choices = [("", "请选择"), *((str(key), name) for key, name in organs.items())]
            topic.choices = [("", "不限"), *((one.key, one.label) for one in hotline.topics.values())]


class ReviewForm(forms.Form):
    """When an article that is still right is looked at again."""

    review_on = _day("下次核对日期")


class CallsForm(forms.Form):
    """A table of calls."""

    file = forms.FileField(
        label="来电统计表",
        help_text="三列：日期、打进来的来电、接通的来电；XLSX 或 CSV",
        error_messages={"required": "请选择文件"},
    )


def half_a_year_on(day: dt.date) -> dt.date:
    """Return the day half a year on, by which an article is proposed to be looked at again."""
    return day + dt.timedelta(days=182)
