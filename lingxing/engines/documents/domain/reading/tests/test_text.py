"""Plain text: encodings, lines, and what is refused."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.reading import limits, read_source
from lingxing.engines.documents.domain.reading.plain_text import text_lines
from lingxing.kernel.errors import UnreadableSource

TEXT = "云梦泽市人民政府公报\n\n第一条　渡口的灯，天黑前点亮。\r\n第二条 ㎡和𠮷都是字。\n"
LINES = ["云梦泽市人民政府公报", "", "第一条　渡口的灯，天黑前点亮。", "第二条 ㎡和𠮷都是字。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_same_text_is_read_from_every_encoding(encoding):
    source = read_source("公报.txt", TEXT.encode(encoding))
    assert [line.text for line in source.lines] == LINES
    assert [line.number for line in source.lines] == [1, 2, 3, 4]


def test_the_digest_is_of_the_bytes_as_they_came():
    data = TEXT.encode("gb18030")
    assert read_source("a", data).digest == hashlib.sha256(data).hexdigest()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_no_character_of_a_text_is_lost(text):
    assert "\n".join(line.text for line in text_lines("a", text)) == text


def test_a_text_with_stray_tags_is_no_page():
    source = read_source("a.html", "云梦泽市\n<ol class='x'>\n- （一）点灯。\n".encode())
    assert source.lines[1].text == "<ol class='x'>"


def test_a_cut_character_is_named_with_line_and_byte():
    whole = "第一行\n第二行\n".encode()
    broken = whole[:12] + whole[13:]
    with pytest.raises(UnreadableSource) as refusal:
        read_source("坏.txt", broken)
    # 第一行\n is 10 bytes; the first character of the second line begins at byte 11 and lacks its last byte.
    assert str(refusal.value).startswith("坏.txt：第2行、第11字节起不是有效的UTF-8文字")


def test_a_damaged_gb18030_file_is_named_with_its_encoding():
    broken = "渡口的灯".encode("gb18030") * 20 + b"\xff\xff"
    with pytest.raises(UnreadableSource, match="第161字节起不是有效的GB18030文字"):
        read_source("坏.txt", broken)


def test_a_damaged_utf8_file_is_not_taken_for_gb18030():
    whole = ("渡口的灯天黑前点亮" * 10).encode()
    for cut in range(30, 60):
        with pytest.raises(UnreadableSource, match="UTF-8"):
            read_source("坏.txt", whole[:cut] + whole[cut + 1 :])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空的"),
        (b" \n\t\n", "空的"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版Office"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "图片"),
        (b"BM\x36\0\0\0\0\0", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"\x1f\x8b\x08\0\0\0", "压缩包"),
        (b"MZ\x90\0\x03\0", "程序"),
        (b"\x7fELF\x02\x01", "程序"),
        (b"SQLite format 3\0" + b"\0" * 50, "数据库"),
        (b"abc\0def" * 20, "第4字节是控制字符"),
    ],
)
def test_what_is_no_gazette_is_refused_with_a_remedy(data, message):
    with pytest.raises(UnreadableSource, match=message) as refusal:
        read_source("上传.txt", data)
    assert refusal.value.where.startswith("上传.txt")
    assert refusal.value.remedy


def test_words_that_begin_like_a_binary_are_text():
    assert read_source("a", b"BMW MZ\nBM").lines[0].text == "BMW MZ"


def test_more_bytes_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr("lingxing.engines.documents.domain.reading.source.MAX_BYTES", 10)
    with pytest.raises(UnreadableSource, match="文件字节数为11，超过上限10"):
        read_source("大.txt", b"x" * 11)


def test_more_lines_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr("lingxing.engines.documents.domain.reading.plain_text.MAX_LINES", 3)
    with pytest.raises(UnreadableSource, match="行数为4，超过上限3"):
        read_source("长.txt", b"a\nb\nc\nd\n")


def test_the_limits_let_a_hundred_gazettes_in_one_file_pass():
    assert limits.MAX_BYTES > 100 * 600_000
    assert limits.MAX_LINES > 100 * 10_000


@pytest.mark.gazettes
def test_the_reference_is_read_alike_in_both_encodings(reference):
    for path in sorted(reference.glob("*.txt")):
        data = path.read_bytes()
        text = data.decode()
        source = read_source(path.name, data)
        assert len(source.lines) == text.count("\n") + (not text.endswith("\n"))
        assert read_source(path.name, text.encode("gb18030")).lines == source.lines
