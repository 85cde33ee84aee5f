"""DOCX: paragraphs and tables in order, numbers written out; bombs, entities and other archives refused."""

import io
import zipfile

import pytest

from lingxing.engines.documents.domain.reading import read_source
from lingxing.engines.documents.domain.reading.tests.archives import archive, cell, docx, paragraph, table
from lingxing.kernel.errors import UnreadableSource

_LIST = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
)


def lines_of(data: bytes) -> list[str]:
    return [line.text for line in read_source("文.docx", data).lines]


def docx_body(text: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx(paragraph(text)))) as inner:
        return inner.read("word/document.xml").decode()


def test_paragraphs_and_tables_stand_in_document_order():
    data = docx(paragraph("甲") + table(cell("序号") + cell("任务"), cell("1") + cell("点灯")) + paragraph("乙"))
    found = [(line.number, line.text, line.cells) for line in read_source("文.docx", data).lines]
    assert found == [
        (1, "甲", None),
        (2, "序号\t任务", ("序号", "任务")),
        (3, "1\t点灯", ("1", "点灯")),
        (4, "乙", None),
    ]


def test_cells_merged_downwards_and_across_repeat_their_text():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    data = docx(
        table(
            cell("区县") + cell("盏数", '<w:gridSpan w:val="2"/>'),
            cell("临江区", down) + cell("城") + cell("12"),
            cell("", on) + cell("乡") + cell("15"),
            cell("合计", '<w:gridSpan w:val="3"/>'),
        )
    )
    assert [line.cells for line in read_source("文", data).lines] == [
        ("区县", "盏数", "盏数"),
        ("临江区", "城", "12"),
        ("临江区", "乡", "15"),
        ("合计", "", ""),
    ]


def test_automatic_numbers_are_written_out_and_start_again_below_a_new_one():
    body = "".join(
        paragraph(text, _LIST.format(level)) for text, level in (("甲", 0), ("子", 1), ("丑", 1), ("乙", 0), ("寅", 1))
    )
    assert lines_of(docx(body, numbering=_NUMBERING)) == ["第一条甲", "（一）子", "（二）丑", "第二条乙", "（一）寅"]


def test_a_number_that_comes_from_the_style_is_written_out():
    styles = f'<w:style w:styleId="Clause"><w:pPr>{_LIST.format(0)}</w:pPr></w:style>'
    body = paragraph("甲", '<w:pStyle w:val="Clause"/>') + paragraph("乙", '<w:pStyle w:val="Clause"/>')
    assert lines_of(docx(body, numbering=_NUMBERING, styles=styles)) == ["第一条甲", "第二条乙"]


def test_deleted_hidden_and_doubled_words_are_left_out():
    body = (
        "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t>一</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>一</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert lines_of(docx(body)) == ["留增一"]


def test_a_text_box_follows_its_paragraph():
    box = f"<w:r><wps:txbx><w:txbxContent>{paragraph('框内')}</w:txbxContent></wps:txbx></w:r>"
    assert lines_of(docx(f"<w:p><w:r><w:t>框外</w:t></w:r>{box}</w:p>")) == ["框外", "框内"]


def test_a_table_of_one_column_is_a_frame():
    data = docx(table(cell("一、甲"), cell("二、乙")))
    assert [(line.text, line.cells) for line in read_source("文", data).lines] == [("一、甲", None), ("二、乙", None)]


def test_macros_and_embedded_files_are_not_read():
    files: dict[str, str | bytes] = {
        "word/document.xml": docx_body("正文"),
        "word/vbaProject.bin": b"\xd0\xcf",
        "word/embeddings/a.bin": b"MZ",
    }
    assert lines_of(archive(files)) == ["正文"]


def test_an_external_entity_is_refused_and_never_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密", "utf-8")
    declaration = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{secret}">]>'
    document = declaration + docx_body("字").replace("字", "&x;")
    with pytest.raises(UnreadableSource, match="外部实体") as refusal:
        read_source("文.docx", archive({"word/document.xml": document}))
    assert "机密" not in str(refusal.value)


def test_entities_that_multiply_are_refused():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE d [<!ENTITY e0 "灯">{levels}]>' + docx_body("字").replace("字", "&e9;")
    with pytest.raises(UnreadableSource):
        read_source("文.docx", archive({"word/document.xml": document}))


def test_an_archive_that_blows_up_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableSource, match="压缩比") as refusal:
        read_source("弹.docx", archive({"word/document.xml": b" " * 40_000_000}))
    assert refusal.value.where == "弹.docx（word/document.xml）"


def test_an_archive_of_too_many_entries_is_refused():
    with pytest.raises(UnreadableSource, match="压缩条目数"):
        read_source("弹.docx", archive({f"word/{n}": b"" for n in range(3_001)}))


def test_an_archive_of_too_many_bytes_is_refused(monkeypatch):
    monkeypatch.setattr("lingxing.engines.documents.domain.reading.archive.MAX_ARCHIVE_BYTES", 1000)
    with pytest.raises(UnreadableSource, match="展开后的字节数"):
        read_source("弹.docx", archive({"word/document.xml": b"x" * 1001}, zipfile.ZIP_STORED))


def test_a_part_that_lies_about_its_size_is_refused():
    data = archive({"word/document.xml": docx_body("灯" * 3000)})
    size = len(docx_body("灯" * 3000).encode())
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(UnreadableSource):
        read_source("谎.docx", lying)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["xl/workbook.xml"], "Excel"),
        (["ppt/presentation.xml"], "PowerPoint"),
        (["OFD.xml"], "OFD"),
        (["content.xml", "mimetype"], "OpenDocument"),
        (["a.txt"], "压缩包"),
    ],
)
def test_another_archive_is_refused_by_its_kind(names, message):
    with pytest.raises(UnreadableSource, match=message):
        read_source("文.docx", archive(dict.fromkeys(names, "x")))


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
def test_a_cut_archive_is_refused(keep):
    data = docx(paragraph("灯" * 500))
    with pytest.raises(UnreadableSource, match="损坏"):
        read_source("文.docx", data[: int(len(data) * keep)])


def test_broken_xml_is_refused_with_its_line():
    with pytest.raises(UnreadableSource, match="第1行的XML结构有误"):
        read_source("文.docx", archive({"word/document.xml": docx_body("字")[:-10]}))


def test_endless_nesting_is_refused():
    inner = "<w:sdt>" * 300 + "</w:sdt>" * 300
    with pytest.raises(UnreadableSource, match="嵌套超过250层"):
        read_source("文.docx", docx(inner))


def test_what_word_itself_writes_is_read(examples):
    for path in sorted(examples.glob("*.docx")):
        source = read_source(path.name, path.read_bytes())
        assert any(line.text.startswith("第一条") for line in source.lines)
        assert any(line.cells for line in source.lines)
