"""Binding volumes, opened with a reader that took no part in the binding."""

import datetime as dt
import io
from collections.abc import Sequence

import pypdfium2
import pytest
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from lingxing.printing.binding import Bound, HandedIn, Volume
from lingxing.printing.typesetting import typeset

AT = dt.datetime(2026, 5, 6, 9, 30, tzinfo=dt.UTC)
OWN = """
#set page(footer: context [第 #counter(page).display() 页])
#set text(font: "Lingxing Serif")
= 封面
#pagebreak()
= 经过
"""
BROKEN = "没有逐页并入"


def pdf(text: str, *, flipped: bool = False) -> bytes:
    layout = f'#set text(font: "Lingxing Serif")\n#set page("a4", flipped: {str(flipped).lower()})\n{text}'
    return typeset(layout.encode(), {}, title="样", moment=AT)


def handed(content: bytes | None, media_type: str = "application/pdf", name: str = "整改.pdf") -> HandedIn:
    return HandedIn(f"材料：{name}", ("水利和湖泊局交，2026-05-06",), name, media_type, content)


def bind(files: Sequence[HandedIn]) -> tuple[bytes, list[Bound]]:
    target = io.BytesIO()
    volume = Volume(target)
    bound = [volume.take(one) for one in files]
    pages = volume.close(pdf(OWN), title="督查案卷", moment=AT)
    assert pages == 2 + sum(one.sheets for one in bound)
    return target.getvalue(), bound


def texts(volume: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(volume)]


def colours(volume: bytes, page: int) -> Image.Image:
    return pypdfium2.PdfDocument(volume)[page].render(scale=1).to_pil().convert("RGB")


def attached(volume: bytes) -> dict[str, bytes]:
    made = pypdfium2.PdfDocument(volume)
    found = [made.get_attachment(place) for place in range(made.count_attachments())]
    return {one.get_name(): bytes(one.get_data()) for one in found}


def test_pages_follow_the_papers_under_one_run_of_numbers():
    volume, bound = bind([handed(pdf("甲文一 #pagebreak() 甲文二")), handed(pdf("乙文"), name="乙.pdf")])
    said = texts(volume)
    assert [one.sheets for one in bound] == [2, 1]
    assert ["甲文一" in said[2], "甲文二" in said[3], "乙文" in said[4]] == [True] * 3
    assert [f"第{place}页，共5页" in said[place - 1] for place in (3, 4, 5)] == [True] * 3
    assert "整改.pdf第2／2页" in said[3]
    assert "水利和湖泊局交" in said[4]


def test_every_paper_and_file_has_its_bookmark():
    volume, _ = bind([handed(pdf("甲 #pagebreak() 乙")), handed(pdf("丙"), name="丙.pdf")])
    made = pypdfium2.PdfDocument(volume)
    marks = [(one.get_title(), one.get_dest().get_index()) for one in made.get_toc()]
    assert marks == [("封面", 0), ("经过", 1), ("材料：整改.pdf", 2), ("材料：丙.pdf", 4)]


def test_a_wide_page_lies_on_a_wide_sheet():
    volume, _ = bind([handed(pdf("横表", flipped=True)), handed(pdf("竖"))])
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(volume)]
    assert [wide > tall for wide, tall in sizes] == [False, False, True, False]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_seen_as_its_own_reader_turns_it(turn):
    writer = PdfWriter(io.BytesIO(pdf('#place(top + left, rect(width: 60mm, height: 40mm, fill: rgb("#ff0000")))')))
    writer.pages[0].rotate(turn)
    source = _written(writer)
    volume, _ = bind([handed(source)])
    assert _quarter(colours(source, 0)) == _quarter(colours(volume, 2))


def _quarter(picture: Image.Image) -> tuple[bool, bool]:
    """Return in which half of the picture, across and down, the red lies."""
    wide, tall = picture.size
    red = [(x, y) for x in range(0, wide, 4) for y in range(0, tall, 4) if _pixel(picture, x, y) == (255, 0, 0)]
    return sum(x for x, _ in red) / len(red) > wide / 2, sum(y for _, y in red) / len(red) > tall / 2


def _pixel(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def _written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_seal_in_an_annotation_is_seen_and_nothing_that_acts_comes_along():
    writer = PdfWriter(io.BytesIO(pdf("公文")))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('1')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    look = DecodedStreamObject()
    look.set_data(b"1 0 0 rg 0 0 10 10 re f")
    box = ArrayObject([NumberObject(0), NumberObject(0), NumberObject(10), NumberObject(10)])
    look.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): box})
    seal = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): ArrayObject([FloatObject(one) for one in (300, 300, 500, 500)]),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
            NameObject("/A"): DictionaryObject({NameObject("/S"): NameObject("/Launch")}),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(seal)])
    source = _written(writer)
    volume, _ = bind([handed(source)])
    assert any(pixel == (255, 0, 0) for _, pixel in colours(volume, 2).getcolors(1_000_000))
    assert [word for word in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"alert") if word in volume] == []


def test_a_page_of_several_streams_comes_whole():
    writer = PdfWriter(io.BytesIO(pdf("正文")))
    page = writer.pages[0]
    more = DecodedStreamObject()
    more.set_data(b"q 1 0 0 rg 100 100 200 200 re f Q")
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(more)])
    volume, _ = bind([handed(_written(writer))])
    assert "正文" in texts(volume)[2]
    assert any(pixel == (255, 0, 0) for _, pixel in colours(volume, 2).getcolors(1_000_000))


def _encrypted() -> bytes:
    writer = PdfWriter(io.BytesIO(pdf("密")))
    writer.encrypt("secret", algorithm="AES-256")
    return _written(writer)


def _long() -> bytes:
    writer = PdfWriter()
    for _ in range(501):
        writer.add_blank_page(200, 200)
    return _written(writer)


def _without_size() -> bytes:
    writer = PdfWriter(io.BytesIO(pdf("一 #pagebreak() 二")))
    writer.pages[1].mediabox.upper_right = writer.pages[1].mediabox.lower_left
    return _written(writer)


def _circle() -> bytes:
    writer = PdfWriter(io.BytesIO(pdf("一")))
    source = _written(writer)
    return source.replace(b"/Count 1", b"/Count 9").replace(b"/Kids [ ", b"/Kids [ 1 0 R ")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (_encrypted(), "文件加密"),
        (_long(), "有 501 页"),
        (_without_size(), "有一页没有大小"),
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF", "文件已损坏"),
        (pdf("半")[:900] + b"%%EOF", "文件已损坏"),
    ],
)
def test_what_cannot_be_read_page_by_page_is_attached_and_says_why(content, why):
    volume, bound = bind([handed(content, name="坏.pdf"), handed(pdf("好"))])
    said = texts(volume)
    assert (why in bound[0].told, BROKEN in bound[0].told) == (True, True)
    assert attached(volume) == {"001 坏.pdf": content}
    assert "".join(why.split()) in said[2]
    assert "好" in said[3]


def test_a_tree_of_pages_that_runs_in_a_circle_stops_nothing():
    volume, bound = bind([handed(_circle()), handed(pdf("好"))])
    assert bound[0].sheets >= 1
    assert "好" in texts(volume)[-1]


def test_other_files_lie_inside_with_a_sheet_that_names_them():
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    volume, bound = bind([handed(b"PK\x03\x04 book", sheet, "填报表.xlsx")])
    made = PdfReader(io.BytesIO(volume))
    (held,) = made.root_object.get("/AF", ())
    assert attached(volume) == {"001 填报表.xlsx": b"PK\x03\x04 book"}
    assert held.get_object()["/AFRelationship"] == "/Supplement"
    assert held.get_object()["/EF"]["/F"]["/Subtype"] == f"/{sheet}"
    assert sheet.replace("/", "#2F").encode() in volume
    assert ("填报表.xlsx" in texts(volume)[2], bound[0].sheets) == (True, 1)


def test_a_file_that_cannot_be_had_is_named_alone():
    gone = HandedIn("材料：旧.pdf", (), "旧.pdf", "application/pdf", None, "文件已按规定销毁")
    volume, _ = bind([gone])
    assert ("文件已按规定销毁" in texts(volume)[2], attached(volume)) == (True, {})


def _marked() -> Image.Image:
    """Return a wide picture with another colour in each corner."""
    made = Image.new("RGB", (64, 32), "white")
    for place, colour in (((0, 0), "red"), ((32, 0), "blue"), ((0, 16), "lime"), ((32, 16), "black")):
        made.paste(colour, (*place, place[0] + 32, place[1] + 16))
    return made


def _corners(picture: Image.Image) -> list[str]:
    wide, tall = picture.size
    named = {"red": (255, 0, 0), "blue": (0, 0, 255), "lime": (0, 255, 0), "black": (0, 0, 0)}
    spots = [
        (wide // 4, tall // 4),
        (3 * wide // 4, tall // 4),
        (wide // 4, 3 * tall // 4),
        (3 * wide // 4, 3 * tall // 4),
    ]
    return [
        min(named, key=lambda name: sum(abs(a - b) for a, b in zip(named[name], _pixel(picture, *spot), strict=True)))
        for spot in spots
    ]


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_lies_as_its_camera_says_and_keeps_its_bytes(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    buffer = io.BytesIO()
    _marked().save(buffer, "JPEG", quality=95, exif=exif)
    volume, _ = bind([handed(buffer.getvalue(), "image/jpeg", "照片.jpg")])
    (drawn,) = [one for one in pypdfium2.PdfDocument(volume)[2].get_objects(max_depth=1) if one.type == 3]
    left, low, right, high = drawn.get_bounds()
    page = colours(volume, 2)
    seen = page.crop((round(left), round(page.height - high), round(right), round(page.height - low)))
    assert _corners(seen) == _corners(ImageOps.exif_transpose(Image.open(buffer)))
    assert buffer.getvalue() in volume


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "1", "I;16", "RGB"])
def test_pictures_of_every_kind_are_shown(mode):
    buffer = io.BytesIO()
    Image.new(mode, (40, 30)).save(buffer, "PNG")
    volume, bound = bind([handed(buffer.getvalue(), "image/png", "截图.png")])
    assert ("截图.png" in texts(volume)[2], bound[0].told) == (True, "")


def test_what_is_seen_through_lies_on_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(buffer, "PNG")
    volume, _ = bind([handed(buffer.getvalue(), "image/png", "截图.png")])
    page = colours(volume, 2)
    assert min(_pixel(page, page.width // 2, page.height // 2)) > 250


def test_a_broken_and_a_monstrous_picture_are_attached():
    buffer = io.BytesIO()
    Image.effect_noise((400, 400), 80).save(buffer, "JPEG")
    half = buffer.getvalue()[:4000]
    large = io.BytesIO()
    Image.new("1", (9000, 9000)).save(large, "PNG")
    volume, bound = bind([handed(half, "image/jpeg", "半.jpg"), handed(large.getvalue(), "image/png", "大.png")])
    assert ["图片已损坏" in bound[0].told, "9000×9000" in bound[1].told] == [True, True]
    assert attached(volume) == {"001 半.jpg": half, "002 大.png": large.getvalue()}


def test_the_same_files_make_the_same_volume():
    files = [handed(pdf("甲")), handed(b"PK", "application/ofd", "版.ofd")]
    assert bind(files)[0] == bind(files)[0]
