"""Files are what their content says; what could be two things is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.cases.uploads.checking import FILE_TYPES, RefusedFile, check_file
from lingxing.engines.cases.uploads.tests.samples import (
    JPEG,
    OFD,
    PDF,
    PNG,
    SOUND,
    chunk,
    packed,
    sheet,
    with_member,
    word,
)

MOST = 20 * 1024 * 1024


@pytest.mark.parametrize("name", SOUND)
def test_the_six_types_are_taken(name):
    kind = check_file(name, SOUND[name], MOST)
    assert name[name.rindex(".") :].lower() in kind.endings


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("ending", sorted({ending for kind in FILE_TYPES for ending in kind.endings}))
def test_an_ending_of_another_type_is_refused(name, ending):
    own = check_file(name, SOUND[name], MOST)
    if ending in own.endings:
        assert check_file(f"x{ending}", SOUND[name], MOST) is own
    else:
        with pytest.raises(RefusedFile):
            check_file(f"x{ending}", SOUND[name], MOST)


REFUSED = {
    "empty": ("a.pdf", b""),
    "no ending": ("paper", PDF),
    "program": ("a.exe", b"MZ" + b"\0" * 100),
    "program as picture": ("a.jpg", b"MZ" + b"\0" * 100),
    "page": ("a.html", b"<html></html>"),
    "page as paper": ("a.pdf", b"<html>%PDF-1.7 %%EOF"),
    "page in a paper's head": ("a.pdf", PDF.replace(b"1 0 obj", b"<script>x</script> 1 0 obj", 1)),
    "script in a paper": ("a.pdf", PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(app)>>/Type")),
    "program started by a paper": ("a.pdf", PDF.replace(b"/Type", b"/A<</S/Launch>>/Type")),
    "paper and archive": ("a.pdf", PDF + packed({"x": "y"})),
    "picture and archive": ("a.jpg", JPEG + packed({"x": "y"})),
    "picture and page": ("a.jpg", JPEG[:30] + b"<html>" + JPEG[30:]),
    "picture with more behind": ("a.png", PNG + b"more"),
    "picture cut short": ("a.png", PNG[:-6]),
    "picture without head": ("a.png", PNG[:8] + chunk(b"IEND")),
    "paper cut short": ("a.pdf", PDF[:40]),
    "macros": ("a.docx", with_member(word(), "word/vbaProject.bin", b"x")),
    "macros in a sheet": ("a.xlsx", with_member(sheet(), "xl/vbaProject.bin", b"x")),
    "old macros": ("a.xlsx", with_member(sheet(), "xl/macrosheets/sheet1.xml", b"x")),
    "controls": ("a.docx", with_member(word(), "word/activeX/activeX1.bin", b"x")),
    "template from elsewhere": (
        "a.docx",
        with_member(
            word(),
            "word/_rels/settings.xml.rels",
            b'<Relationship Type="http://x/attachedTemplate" Target="http://x" TargetMode="External"/>',
        ),
    ),
    "plain archive": ("a.docx", packed({"x": "y"})),
    "sheet as document": ("a.docx", sheet()),
    "archive cut short": ("a.ofd", OFD[:-10]),
    "bomb": ("a.ofd", packed({"OFD.xml": "x", "zeros": b"\0" * (301 * 1024 * 1024)})),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_plain_file_is_refused_with_a_remedy(case):
    name, content = REFUSED[case]
    with pytest.raises(RefusedFile) as refusal:
        check_file(name, content, MOST)
    assert refusal.value.remedy


def test_the_limit_itself_is_taken_and_one_byte_more_is_not():
    assert check_file("a.pdf", PDF, len(PDF)).label == "PDF"
    with pytest.raises(RefusedFile, match="超过"):
        check_file("a.pdf", PDF, len(PDF) - 1)


def test_a_refusal_shows_nothing_of_the_name():
    with pytest.raises(RefusedFile) as refusal:
        check_file("张三身份证.张三", PDF, MOST)
    assert "张三" not in str(refusal.value)


@given(st.binary(max_size=400), st.sampled_from(sorted(SOUND)))
def test_any_bytes_are_answered_and_never_taken_for_two_types(content, name):
    taken = []
    for kind in FILE_TYPES:
        try:
            taken.append(check_file(f"x{kind.endings[0]}", content, MOST))
        except RefusedFile:
            continue
    assert len(taken) <= 1


@given(st.sampled_from(sorted(SOUND)), st.integers(min_value=0), st.integers(0, 255))
def test_a_damaged_file_raises_nothing_but_a_refusal(name, place, byte):
    content = bytearray(SOUND[name])
    content[place % len(content)] = byte
    with contextlib.suppress(RefusedFile):
        assert name[name.rindex(".") :].lower() in check_file(name, bytes(content), MOST).endings
