"""The same gazettes again change nothing, in whatever order they come."""

import dataclasses

import pytest

from lingxing.engines.documents import services
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.models import Document, DocumentVersion
from lingxing.engines.documents.tests import samples
from lingxing.kernel.actors import OPERATOR

pytestmark = pytest.mark.django_db

TITLE, NUMBER = "云梦泽市渡口管理办法", "云政规〔2024〕3号"


def edition(issue: str, third_article: str, digest: str) -> Gazette:
    articles = (*samples.ARTICLES[:2], third_article, *samples.ARTICLES[3:])
    made = samples.gazette(samples.document(1, TITLE, NUMBER, articles=articles), edition=digest)
    return dataclasses.replace(made, info=dataclasses.replace(made.info, issue=issue))


def take_in(gazette: Gazette) -> str:
    (document,) = services.import_gazette(gazette, OPERATOR, samples.AT).documents
    return document.outcome.value


def current_article() -> str:
    current = Document.objects.get().current
    assert current is not None
    return "甲" if "甲种规定" in current.content else "乙"


def test_a_text_that_a_later_issue_replaced_stays_replaced():
    first, second = edition("第1期", "甲种规定在此。", "a"), edition("第2期", "乙种规定在此。", "b")
    assert [take_in(first), take_in(second)] == ["new", "changed"]
    for _ in range(3):
        assert [take_in(first), take_in(second)] == ["unchanged", "unchanged"]
    assert current_article() == "乙"
    assert DocumentVersion.objects.count() == 2


def test_going_back_to_the_first_file_of_one_issue_is_a_change():
    first, second = edition("第1期", "甲种规定在此。", "a"), edition("第1期", "乙种规定在此。", "b")
    assert [take_in(first), take_in(second), take_in(first)] == ["new", "changed", "changed"]
    assert current_article() == "甲"
    assert take_in(first) == "unchanged"
