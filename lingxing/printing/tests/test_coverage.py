"""Which characters the fonts have."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.printing.coverage import characters_of, covered, named
from lingxing.printing.typesetting import FONTS


def font(table: bytes) -> bytes:
    """Return the smallest font file whose only table is this map."""
    head = struct.pack(">HHHI", 0, 1, 3, 1)[:4] + struct.pack(">HHI", 3, 10, 12)
    start = 12 + 16
    return b"OTTO" + struct.pack(">HHHH", 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, start, 0) + head + table


def test_groups_of_format_12_are_read():
    """One group: U+4E00 to U+4E02 from glyph 5 on."""
    table = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 0x4E00, 0x4E02, 5)
    assert characters_of(font(table)) == {0x4E00, 0x4E01, 0x4E02}


def test_segments_of_format_4_are_read_without_those_that_lead_to_no_glyph():
    """U+0041–U+0043 by delta, of which U+0043 leads to glyph 0: 0x43 + 0xFFBD = 0x10000; then the closing segment."""
    ends, starts, deltas = (0x43, 0xFFFF), (0x41, 0xFFFF), (0xFFBD, 1)
    table = struct.pack(">HHHHHHH", 4, 32, 0, 4, 0, 0, 0) + struct.pack(">HHH", *ends, 0)
    table += struct.pack(">HHHHHH", *starts, *deltas, 0, 0)
    assert characters_of(font(table)) == {0x41, 0x42}


@given(st.binary(max_size=200))
def test_no_file_is_taken_amiss(content):
    assert isinstance(characters_of(b"OTTO" + content), frozenset)
    assert characters_of(b"\0\0" + content) == frozenset()


def test_a_collection_has_the_characters_of_all_its_faces():
    table = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 0x4E00, 0x4E00, 5)
    single = font(table)
    moved = b"ttcf" + struct.pack(">III", 0x10000, 1, 16)
    shifted = single.replace(struct.pack(">4sIII", b"cmap", 0, 28, 0), struct.pack(">4sIII", b"cmap", 0, 44, 0))
    assert characters_of(moved + shifted) == {0x4E00}


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.otf")), ids=lambda file: file.stem)
def test_the_shipped_fonts_have_what_papers_need(file):
    found = characters_of(file.read_bytes())
    assert {ord(c) for c in "令行〔〕壹贰叁肆伍陆柒捌玖拾佰仟万亿元整角分零—〓0Az（）：。《》"} <= found
    assert len(found) > 8_000


def test_text_that_the_fonts_have_stays_as_it_is():
    assert covered("张三，男，2026年1月5日") == covered("张三，男，2026年1月5日")
    assert covered("张三\n 李四　王五").text == "张三\n 李四　王五"
    assert covered("张三").missing == ()


def test_what_is_missing_is_replaced_and_named_once():
    made = covered("\U0002ebf0某\U0002ebf0")
    assert made.text == "〓某〓"
    assert named(made.missing) == "U+2EBF0"


def test_a_selector_of_variants_is_dropped():
    assert covered("葛\U000e0100").text == "葛"
