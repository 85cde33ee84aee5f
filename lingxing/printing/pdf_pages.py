"""Pages of PDFs that others made, as leaves of a bound volume.

A page comes with what is drawn on it, marks and seals in annotations too, and with nothing that acts: no script, no
link, no form, no file inside it. What cannot be read, for whatever reason, is refused as a whole.
"""

import io
from collections.abc import Iterator

from pypdf import PageObject, PdfReader, Transformation
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    RectangleObject,
    StreamObject,
)

from lingxing.kernel.errors import LingxingError
from lingxing.printing.pdf_leaf import Box, Leaf, Matrix, Unbindable
from lingxing.printing.pdf_objects import Copying, ObjectFile

MOST_PAGES = 500
"""A PDF of more pages stays a file of its own."""
_MOST_MARKS = 300
_HIDDEN = 2 | 32


def pdf_leaves(file: ObjectFile, content: bytes) -> list[Leaf]:
    """Return the pages of a PDF, their objects written to `file`. Unbindable where it is encrypted, broken or long."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Unbindable("文件加密", where="PDF")
        pages = len(reader.pages)
        if not 0 < pages <= MOST_PAGES:
            raise Unbindable(f"有 {pages} 页，一份文件最多并入 {MOST_PAGES} 页", where="PDF")
        with file.whole_or_nothing():
            return list(_pages(file, reader))
    except LingxingError as refused:
        raise Unbindable(refused.what, where="PDF") from refused
    except (Exception, RecursionError) as error:  # whatever the library makes of a broken file
        raise Unbindable("文件已损坏，读不出各页", where="PDF") from error


def _pages(file: ObjectFile, reader: PdfReader) -> Iterator[Leaf]:
    copying = Copying(file)
    for page in reader.pages:
        yield _page(file, copying, page)
        copying.finish()


def _page(file: ObjectFile, copying: Copying, page: PageObject) -> Leaf:
    box = _box(page)
    left, low, right, high = box
    width, height = right - left, high - low
    turned: dict[int, tuple[Matrix, float, float]] = {
        0: ((1, 0, 0, 1, -left, -low), width, height),
        90: ((0, -1, 1, 0, -low, right), height, width),
        180: ((-1, 0, 0, -1, right, high), width, height),
        270: ((0, 1, -1, 0, high, -left), height, width),
    }
    lie, across, up = turned[page.rotation % 360]
    form = _form(copying, page, box)
    marks = [(at, _joined(place, lie)) for at, place in _marks(copying, page)]
    return Leaf(across, up, ((file.add(form), lie), *marks))


def _box(page: PageObject) -> Box:
    whole, cut = page.mediabox, page.cropbox
    sides = [sorted((float(one[at]), float(one[at + 2]))) for one in (whole, cut) for at in (0, 1)]
    left, right = max(sides[0][0], sides[2][0]), min(sides[0][1], sides[2][1])
    low, high = max(sides[1][0], sides[3][0]), min(sides[1][1], sides[3][1])
    if not (1 <= right - left <= 15_000 and 1 <= high - low <= 15_000):
        raise Unbindable("有一页没有大小", where="PDF")
    return left, low, right, high


def _form(copying: Copying, page: PageObject, box: Box) -> StreamObject:
    made = content_of(page)
    made.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): RectangleObject(box),
            NameObject("/Resources"): copying.renumbered(_raw(page, "/Resources", DictionaryObject())),
        }
    )
    if "/Group" in page:
        made[NameObject("/Group")] = copying.renumbered(page.raw_get("/Group"))
    return made


def _raw(page: PageObject, key: str, missing: PdfObject) -> PdfObject:
    return page.raw_get(key) if key in page else missing


def content_of(page: PageObject) -> StreamObject:
    """Return what draws the page as one stream; a single one keeps its bytes as they are."""
    held = page.get("/Contents")
    parts = list(held) if isinstance(held, ArrayObject) else [held]
    streams = [found for one in parts if one is not None and isinstance(found := one.get_object(), StreamObject)]
    if len(streams) != 1:
        made = StreamObject()
        made._data = b"\n".join(one.get_data() for one in streams)
        return made.flate_encode() if made._data else made
    made = StreamObject()
    made._data = streams[0]._data
    kept = ("/Filter", "/DecodeParms")
    made.update({NameObject(key): _whole(streams[0][key]) for key in kept if key in streams[0]})
    return made


def _whole(held: PdfObject) -> PdfObject:
    """Return a filter or its parameters without references; they are names and numbers."""
    found = held.get_object()
    if isinstance(found, ArrayObject):
        return ArrayObject(_whole(one) for one in found)
    if isinstance(found, DictionaryObject):
        return DictionaryObject({key: _whole(value) for key, value in found.items()})
    return found if found is not None else NullObject()


def _numbers(held: PdfObject | None) -> list[float]:
    found = held.get_object() if held is not None else None
    return [float(one) for one in found] if isinstance(found, ArrayObject) else []


def _marks(copying: Copying, page: PageObject) -> Iterator[tuple[IndirectObject, Matrix]]:
    """Yield how the annotations of a page look, such as an electronic seal, each with where it lies."""
    held = page.get("/Annots")
    found = held.get_object() if held is not None else None
    for one in list(found or ())[:_MOST_MARKS] if isinstance(found, ArrayObject) else ():
        mark = one.get_object()
        look = _look(mark) if isinstance(mark, DictionaryObject) else None
        if look is not None and (place := _placed(mark, look.get_object())):
            yield _reference(copying, look), place


def _look(mark: DictionaryObject) -> PdfObject | None:
    if int(mark.get("/F", 0)) & _HIDDEN or mark.get("/Subtype") in ("/Popup", "/Link"):
        return None
    looks = mark.get("/AP")
    if not isinstance(looks, DictionaryObject) or "/N" not in looks:
        return None
    found: PdfObject = looks.raw_get("/N")
    if not isinstance(found.get_object(), StreamObject):
        states, state = found.get_object(), mark.get("/AS")
        if not isinstance(states, DictionaryObject) or state not in states:
            return None
        found = states.raw_get(state)
    return found if isinstance(found, IndirectObject) and isinstance(found.get_object(), StreamObject) else None


def _reference(copying: Copying, look: PdfObject) -> IndirectObject:
    made = copying.renumbered(look)
    if not isinstance(made, IndirectObject):
        raise Unbindable("批注没有按规定保存", where="PDF")
    return made


def _placed(mark: DictionaryObject, look: PdfObject | None) -> Matrix | None:
    """Return what lays the look's box on the mark's rectangle; None where either has no size."""
    if not isinstance(look, StreamObject):
        return None
    lie = Transformation(_six(look.get("/Matrix")) or (1, 0, 0, 1, 0, 0))
    box, rect = _numbers(look.get("/BBox")), _numbers(mark.get("/Rect"))
    if len(box) != 4 or len(rect) != 4:
        return None
    corners = [lie.apply_on((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    wide, tall = max(across) - min(across), max(up) - min(up)
    if not wide or not tall:
        return None
    grown = (abs(rect[2] - rect[0]) / wide, abs(rect[3] - rect[1]) / tall)
    left, low = min(rect[0], rect[2]) - min(across) * grown[0], min(rect[1], rect[3]) - min(up) * grown[1]
    return (grown[0], 0, 0, grown[1], left, low)


def _six(held: PdfObject | None) -> Matrix | None:
    found = _numbers(held)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else None


def _joined(first: Matrix, then: Matrix) -> Matrix:
    return Transformation(Transformation(first).transform(Transformation(then)).ctm).ctm
