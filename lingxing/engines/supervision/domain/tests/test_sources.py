"""Under which item of art. 4 a matter is filed."""

import pytest

from lingxing.engines.supervision.domain.sources import filed_under, source_of
from lingxing.engines.supervision.models import Source
from lingxing.language.packages import load_package

SOURCES = load_package("jingzhou/supervision_2017").procedure.services["item"].fields["source"].choices
UNLIKE = {"document": "key_work", "complaint": "other"}


@pytest.mark.parametrize("source", Source.values)
def test_every_source_is_filed_under_an_item_of_the_article(source):
    # Art. 4 has an item for each but for a task of the city's own document (4) and an upheld complaint (8).
    found = filed_under(source, SOURCES)
    assert found in SOURCES
    assert found == UNLIKE.get(source, source)


def test_a_procedure_that_knows_documents_by_name_has_them_under_that_name():
    assert filed_under("document", {"document", "key_work", "other"}) == "document"
    assert filed_under("document", {"other"}) == "other"


def test_what_a_procedure_calls_otherwise_is_other_to_the_engine():
    assert [source_of(name, Source.values) for name in ("key_work", "rumour", None)] == ["key_work", "other", "other"]
