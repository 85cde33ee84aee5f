"""Binding a volume: papers of our own first, then what others handed in, page by page, under one run of page numbers.

PDFs are appended page by page and pictures one a sheet, each sheet with a head that says whose it is; every other file,
and one whose pages cannot be taken, lies inside the volume as an attachment with a sheet that names it.
Reading: the volume does not call itself PDF/A where it holds pages that somebody else made; nobody here can vouch for
them.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    Destination,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from lingxing.printing.pdf_leaf import Leaf, Unbindable, drawing
from lingxing.printing.pdf_objects import Copying, ObjectFile
from lingxing.printing.pdf_pages import content_of, pdf_leaves
from lingxing.printing.pdf_pictures import picture_leaf
from lingxing.printing.typesetting import typeset

MOST_SHEETS = 3_000
"""Beyond so many sheets of others' pages in one volume, further files are attached."""
_LAYOUT = Path(__file__).parent / "layout" / "binding.typ"
_SHORT, _LONG = 595.276, 841.89
_SIDE, _HEAD, _FOOT = 42.5, 79.0, 51.0
_PICTURES = ("image/jpeg", "image/png")
_KEPT = ("/Lang", "/MarkInfo", "/StructTreeRoot", "/OutputIntents")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file for the volume: what its sheets are headed with, and its content; None where it cannot be had, `why` says
    so."""

    title: str
    lines: tuple[str, ...]
    name: str
    media_type: str
    content: bytes | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """How a file went into the volume. `after` is the number of sheets handed in before it, `told` is for the index."""

    title: str
    lines: tuple[str, ...]
    after: int
    leaves: tuple[Leaf, ...]
    told: str

    @property
    def sheets(self) -> int:
        """Return how many sheets it takes: at least the one that names it."""
        return len(self.leaves) or 1


class Volume:
    """A volume while it is bound: `take` each file, then `close` with the papers that come before them all."""

    def __init__(self, target: BinaryIO) -> None:
        self._file = ObjectFile(target)
        self._bound: list[Bound] = []
        self._attached: list[tuple[str, IndirectObject]] = []

    @property
    def sheets(self) -> int:
        """Return how many sheets the files handed in take so far."""
        return sum(one.sheets for one in self._bound)

    def take(self, handed: HandedIn) -> Bound:
        """Put a file into the volume and return how it went in. No file, however broken, stops the binding."""
        leaves: tuple[Leaf, ...] = ()
        told = handed.why
        if handed.content is not None:
            leaves, told = self._leaves(handed, handed.content)
            if not leaves:
                self._attach(handed, handed.content)
        made = Bound(handed.title, handed.lines, self.sheets, leaves, told)
        self._bound.append(made)
        return made

    def _leaves(self, handed: HandedIn, content: bytes) -> tuple[tuple[Leaf, ...], str]:
        if handed.media_type not in ("application/pdf", *_PICTURES):
            return (), "原件随本卷附上，在阅读软件的“附件”中打开"
        try:
            if self.sheets >= MOST_SHEETS:
                raise Unbindable(f"本卷已有 {MOST_SHEETS} 页材料", where=handed.name)
            if handed.media_type in _PICTURES:
                return (picture_leaf(self._file, content),), ""
            return tuple(pdf_leaves(self._file, content)), ""
        except Unbindable as refused:
            return (), f"{refused.what}，没有逐页并入；原件随本卷附上，在阅读软件的“附件”中打开"

    def _attach(self, handed: HandedIn, content: bytes) -> None:
        held = StreamObject()
        held._data = content
        held[NameObject("/Type")] = NameObject("/EmbeddedFile")
        held[NameObject("/Subtype")] = NameObject("/" + handed.media_type)
        held[NameObject("/Params")] = DictionaryObject({NameObject("/Size"): NumberObject(len(content))})
        at = self._file.add(held)
        name = f"{len(self._bound) + 1:03d} {handed.name}"
        described: dict[str, PdfObject] = {
            "/Type": NameObject("/Filespec"),
            "/F": TextStringObject(name),
            "/UF": TextStringObject(name),
            "/Desc": TextStringObject(handed.title),
            "/AFRelationship": NameObject("/Supplement"),
            "/EF": _dictionary({"/F": at, "/UF": at}),
        }
        self._attached.append((name, self._file.add(_dictionary(described))))

    def close(self, papers: bytes, *, title: str, moment: dt.datetime, font_directories: Sequence[Path] = ()) -> int:
        """Write the papers before what was taken, and the end of the volume. Returns how many pages it has."""
        reader = PdfReader(BytesIO(papers))
        own = len(reader.pages)
        root, tree = self._file.number(), self._file.number()
        pages = [self._file.number() for _ in range(own + self.sheets)]
        catalog = self._papers(reader, pages[:own], tree)
        self._sheets(self._stamps(own, title, moment, font_directories), pages[own:], tree)
        self._file.write(
            tree,
            _dictionary(
                {"/Type": NameObject("/Pages"), "/Kids": ArrayObject(pages), "/Count": NumberObject(len(pages))}
            ),
        )
        marks = [(str(one["/Title"]), pages[reader.get_destination_page_number(one) or 0]) for one in _headings(reader)]
        marks += [(one.title, pages[own + one.after]) for one in self._bound]
        catalog |= {"/Type": NameObject("/Catalog"), "/Pages": tree, "/Outlines": self._outline(marks)}
        self._file.write(root, _dictionary(catalog | self._with_attached(catalog)))
        made = f"D:{moment.astimezone(dt.UTC):%Y%m%d%H%M%S}Z"
        info = self._file.add(_dictionary({"/Title": TextStringObject(title), "/CreationDate": TextStringObject(made)}))
        self._file.close(root, info, hashlib.sha256(papers).digest()[:16])
        return len(pages)

    def _papers(self, reader: PdfReader, pages: list[IndirectObject], tree: IndirectObject) -> dict[str, PdfObject]:
        known = {
            page.indirect_reference.idnum: at
            for page, at in zip(reader.pages, pages, strict=True)
            if page.indirect_reference
        }
        copying = Copying(self._file, known, own=True)
        for page, at in zip(reader.pages, pages, strict=True):
            held = {key: copying.renumbered(value) for key, value in page.items() if key != "/Parent"}
            self._file.write(at, _dictionary(held | {"/Parent": tree}))
        root = reader.root_object
        kept = {key: copying.renumbered(root.raw_get(key)) for key in _KEPT if key in root}
        if "/Names" in root:
            kept["/Names"] = copying.renumbered(root["/Names"])
        copying.finish()
        return kept | {"/ViewerPreferences": _dictionary({"/DisplayDocTitle": BooleanObject(True)})}  # noqa: FBT003

    def _stamps(self, own: int, title: str, moment: dt.datetime, fonts: Sequence[Path]) -> bytes:
        sheets: list[dict[str, object]] = []
        for one in self._bound:
            for place in range(one.sheets):
                leaf = one.leaves[place] if one.leaves else None
                count = f"　第 {place + 1}／{one.sheets} 页" if one.sheets > 1 else ""
                sheets.append(
                    {
                        "title": one.title + count,
                        "lines": list(one.lines),
                        "wide": leaf is not None and leaf.wide,
                        "told": "" if leaf else one.told,
                        "place": own + len(sheets) + 1,
                    }
                )
        data = {"title": title, "sheets": sheets, "total": own + len(sheets)}
        return typeset(_LAYOUT.read_bytes(), data, title=title, moment=moment, font_directories=fonts)

    def _sheets(self, stamps: bytes, pages: list[IndirectObject], tree: IndirectObject) -> None:
        reader = PdfReader(BytesIO(stamps))
        copying = Copying(self._file, own=True)
        leaves: list[Leaf | None] = [leaf for one in self._bound for leaf in (one.leaves or (None,))]
        for leaf, stamp, at in zip(leaves, reader.pages, pages, strict=True):
            wide, tall = (_LONG, _SHORT) if leaf and leaf.wide else (_SHORT, _LONG)
            box = RectangleObject((0, 0, wide, tall))
            form = content_of(stamp)
            form.update(_dictionary({"/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form"), "/BBox": box}))
            form[NameObject("/Resources")] = copying.renumbered(stamp.raw_get("/Resources"))
            drawn = {"/S": self._file.add(form)}
            content = StreamObject()
            content._data = b"q /S Do Q"
            if leaf:
                drawn |= {f"/P{place}": ref for place, (ref, _) in enumerate(leaf.drawn)}
                frame = (_SIDE, _FOOT, wide - 2 * _SIDE, tall - _HEAD - _FOOT)
                content._data = drawing(leaf, frame) + b"\nq /S Do Q"
            page = {
                "/Type": NameObject("/Page"),
                "/Parent": tree,
                "/MediaBox": box,
                "/Resources": _dictionary({"/XObject": _dictionary(drawn)}),
                "/Contents": self._file.add(content),
            }
            self._file.write(at, _dictionary(page))
        copying.finish()

    def _outline(self, marks: Sequence[tuple[str, IndirectObject]]) -> IndirectObject:
        root = self._file.number()
        numbers = [self._file.number() for _ in marks]
        for place, (title, page) in enumerate(marks):
            held: dict[str, PdfObject] = {
                "/Title": TextStringObject(title),
                "/Parent": root,
                "/Dest": ArrayObject([page, NameObject("/Fit")]),
            }
            held |= {"/Prev": numbers[place - 1]} if place else {}
            held |= {"/Next": numbers[place + 1]} if place + 1 < len(marks) else {}
            self._file.write(numbers[place], _dictionary(held))
        ends: dict[str, PdfObject] = {"/First": numbers[0], "/Last": numbers[-1]} if numbers else {}
        self._file.write(
            root, _dictionary({"/Type": NameObject("/Outlines"), "/Count": NumberObject(len(marks))} | ends)
        )
        return root

    def _with_attached(self, catalog: dict[str, PdfObject]) -> dict[str, PdfObject]:
        if not self._attached:
            return {}
        listed = [part for name, at in sorted(self._attached) for part in (TextStringObject(name), at)]
        names = catalog.get("/Names")
        held = dict(names.items()) if isinstance(names, DictionaryObject) else {}
        held[NameObject("/EmbeddedFiles")] = _dictionary({"/Names": ArrayObject(listed)})
        associated = ArrayObject(at for _, at in self._attached)
        return {"/Names": DictionaryObject(held), "/AF": associated, "/PageMode": NameObject("/UseAttachments")}


def _headings(reader: PdfReader) -> list[Destination]:
    return [one for one in reader.outline if isinstance(one, Destination)]


def _dictionary(entries: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})
