"""PDF: columns in order, tables as rows, pages kept; locked, scanned and broken files refused."""

import base64
import io

import pypdf
import pytest
import typst

from lingxing.engines.documents.domain.reading import read_source
from lingxing.kernel.errors import UnreadableSource

_FONT = '#set text(font: ("Lingxing Serif", "Noto Serif CJK SC", "Source Han Serif SC"), lang: "zh", size: 10pt)\n'

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
)


def pdf(markup: str, page: str = 'paper: "a4"') -> bytes:
    made = typst.compile(f"#set page({page})\n{_FONT}{markup}".encode())
    assert isinstance(made, bytes)
    return made


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_source("报.pdf", data).lines]


def test_pages_and_lines_are_counted():
    lines = read_source("报.pdf", pdf("AAA\n\nBBB\n#pagebreak()\nCCC")).lines
    assert [(line.number, line.page, line.text) for line in lines] == [(1, 1, "AAA"), (2, 1, "BBB"), (3, 2, "CCC")]


def test_the_left_column_is_read_before_the_right_one():
    rows = "\n\n".join(f"Line {n} of the two columns, long enough to fill its column." for n in range(1, 121))
    found = [line.split()[1] for line in texts(pdf(rows, 'paper: "a4", columns: 2')) if line.startswith("Line ")]
    assert found == [str(n) for n in range(1, 121)]


def test_a_title_across_both_columns_stays_whole():
    rows = "\n\n".join(f"Line {n} of the two columns, long enough to fill its column." for n in range(1, 41))
    title = '#place(top + center, scope: "parent", float: true)[A title that stands right across both of the columns]\n'
    assert (
        texts(pdf(title + rows, 'paper: "a4", columns: 2'))[0] == "A title that stands right across both of the columns"
    )


def test_a_right_column_that_ends_early_is_read_after_the_left_one_and_the_running_head_stays_whole():
    rows = "\n\n".join(f"Line {n} fills the whole width of its column." for n in range(1, 40))
    head = "header: [Gazette of the city, 2026 #h(1fr) Papers of the city]"
    found = texts(pdf(rows, f'paper: "a4", columns: 2, {head}'))
    assert found[0].startswith("Gazette of the city, 2026")
    assert found[0].endswith("Papers of the city")
    numbers = [int(line.split()[1]) for line in found if line.startswith("Line ")]
    assert numbers == list(range(1, 40))


def test_short_lines_with_one_wide_space_are_no_columns():
    rows = "\n\n".join(f"Name {n} #h(6cm) Office {n}" for n in range(1, 5))
    below = "\n\n".join(f"Paragraph {n} is short." for n in range(1, 12))
    found = texts(pdf(rows + "\n\n" + below))
    assert found[0] == "Name 1 Office 1"
    assert found[4] == "Paragraph 1 is short."


def test_a_ruled_table_becomes_rows_where_it_stands():
    data = pdf("before\n#table(columns: 3, [No], [Task], [Unit], [1], [Light the lamps], [Harbour])\nafter")
    lines = read_source("报.pdf", data).lines
    assert [line.text for line in lines] == ["before", "No\tTask\tUnit", "1\tLight the lamps\tHarbour", "after"]
    assert lines[2].cells == ("1", "Light the lamps", "Harbour")


def test_letters_printed_twice_for_boldness_are_read_once():
    data = pdf("#place(dx: 0pt)[Bold head]\n#place(dx: 0.2pt)[Bold head]\n#v(20pt)\nbody")
    assert texts(data) == ["Bold head", "body"]


def test_a_locked_file_is_refused():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("secret")))
    writer.encrypt("password", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(UnreadableSource, match="PDF有密码"):
        read_source("锁.pdf", locked.getvalue())


def test_a_file_of_images_alone_is_refused():
    with pytest.raises(UnreadableSource, match="只有图像，没有文字") as refusal:
        read_source("扫.pdf", pdf("#rect(width: 5cm, height: 5cm, fill: black)"))
    assert "文字识别" in str(refusal.value)


def test_a_page_of_an_image_among_pages_of_words_is_named():
    pixel = f"#image(bytes(({','.join(map(str, _PIXEL))})), width: 9cm)"
    source = read_source("报.pdf", pdf(f"first\n#pagebreak()\n{pixel}\n#pagebreak()\nthird"))
    assert [line.text for line in source.lines] == ["first", "third"]
    (problem,) = source.problems
    assert problem.message.startswith("第2页是图像")
    assert problem.line == 1


@pytest.mark.parametrize("keep", [0.2, 0.6])
def test_a_cut_file_is_refused(keep):
    data = pdf("words " * 300)
    with pytest.raises(UnreadableSource, match="PDF"):
        read_source("断.pdf", data[: int(len(data) * keep)])


def test_garbage_under_a_pdfs_mark_is_refused():
    with pytest.raises(UnreadableSource, match="PDF已损坏"):
        read_source("坏.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)


def test_a_stream_that_blows_up_is_refused(monkeypatch):
    megabyte = 1024 * 1024
    monkeypatch.setattr("lingxing.engines.documents.domain.reading.pdf.PDF_MEMORY_BYTES", 300 * megabyte)
    bomb = pypdf.PdfWriter()
    page = bomb.add_blank_page(100, 100)
    content = pypdf.generic.DecodedStreamObject()
    content.set_data(b" " * (200 * megabyte))
    page[pypdf.generic.NameObject("/Contents")] = bomb._add_object(content.flate_encode())
    written = io.BytesIO()
    bomb.write(written)
    with pytest.raises(UnreadableSource, match="过于庞大"):
        read_source("弹.pdf", written.getvalue())


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("lingxing.engines.documents.domain.reading.pdf.PDF_SECONDS", 0)
    with pytest.raises(UnreadableSource, match="0秒内没有读完"):
        read_source("慢.pdf", pdf("words"))


def test_more_pages_than_the_limit_are_refused():
    writer = pypdf.PdfWriter()
    for _ in range(3_001):
        writer.add_blank_page(10, 10)
    written = io.BytesIO()
    writer.write(written)
    with pytest.raises(UnreadableSource, match="3001页，超过上限3000页"):
        read_source("厚.pdf", written.getvalue())
