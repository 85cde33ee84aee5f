"""Addresses and names of documents, and which document another one means."""

import datetime as dt
from itertools import islice

from lingxing.engines.documents.domain.identity import addresses, names_of, same_title, title_names
from lingxing.engines.documents.domain.reference import Candidate, Speaker, choose_target
from lingxing.engines.documents.domain.side_by_side import side_by_side
from lingxing.engines.documents.tests import samples

SPEAKER = Speaker(1, samples.CITY, dt.date(2024, 6, 7))


def candidate(number: int, signed: int, slug: str = "", city: str = samples.CITY, title: str = "渡口办法") -> Candidate:
    return Candidate(number, city, dt.date(signed, 1, 1), slug, frozenset({title}))


def test_a_number_is_the_address_and_a_second_text_under_it_gets_another():
    found = list(islice(addresses(samples.ferry_rules(), samples.CITY), 3))
    assert found[0] == "云政规-2024-3"
    assert len(set(found)) == 3


def test_without_a_number_city_and_title_make_the_address():
    document = samples.document(1, "云梦泽市渡口行动方案", None)
    (found,) = islice(addresses(document, samples.CITY), 1)
    assert found.startswith("云梦泽市-")
    assert len(found) == len("云梦泽市-") + 8


def test_a_notice_is_known_under_the_title_of_its_instrument():
    names = names_of(samples.old_ferry_rules())
    assert names.number == "云政办发-2017-11"
    assert "云梦泽市渡口管理暂行办法" in names.titles
    assert title_names("市人民政府关于印发《渡口办法》的通知")[-1] == "渡口办法"


def test_a_number_decides_whatever_the_title_says():
    others = [candidate(2, 2017, "云政发-2017-1", title="别的"), candidate(3, 2018)]
    assert choose_target(SPEAKER, "云政发-2017-1", "渡口办法", others) == 2


def test_of_several_editions_the_latest_before_the_speaker_is_meant_and_never_itself():
    others = [candidate(1, 2024), candidate(2, 2010), candidate(3, 2017), candidate(4, 2025)]
    assert choose_target(SPEAKER, "", "渡口办法", others) == 3


def test_another_number_or_another_city_is_another_document():
    others = [candidate(2, 2017, "云政发-2017-9"), candidate(3, 2017, city="临江市")]
    assert choose_target(SPEAKER, "云政发-2017-1", "渡口办法", others) is None


def test_titles_of_one_text_are_the_same_and_of_two_are_not():
    assert same_title("关于印发《渡口管理办法》的通知", "市人民政府关于印发渡口管理办法的通知")
    assert not same_title("关于公布社会救助标准的通知", "渡口管理暂行规定")


def test_every_raw_line_stands_beside_its_unit_once():
    gazette = samples.gazette(samples.ferry_rules())
    blocks = side_by_side(gazette.documents[0], gazette.source.lines)
    lines = [line for block in blocks for line in block.raw]
    assert lines == [f"第{number}行" for number in range(100, 110)]
    assert [block.unit_id for block in blocks if block.unit_id] == ["art_1", "art_2", "art_3", "art_4"]
