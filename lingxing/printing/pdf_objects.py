"""Objects of a PDF written straight to a file, those of other PDFs copied under new numbers.

What has been written is never held: a volume of many files takes no more memory than the largest of them.
"""

import contextlib
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from lingxing.kernel.errors import LingxingError

MOST_OBJECTS = 100_000
"""What one file may bring along."""
_LEFT_OUT = ("/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI", "/AF", "/EF", "/OC")
"""What would lead a stream to another file, or to layers that do not come along."""
_LEFT_OUT_TOO = ("/Metadata", "/PieceInfo", "/StructParent", "/StructParents")
_MARK = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class TooManyObjects(LingxingError):
    """A file of more objects than a volume takes from one."""


class ObjectFile:
    """A PDF while it is written: numbers are given first, objects follow in any order."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._offsets: dict[int, int] = {}
        self._last = 0
        target.write(_MARK)

    def number(self) -> IndirectObject:
        """Return a number of its own for an object that is still to be written."""
        self._last += 1
        return IndirectObject(self._last, 0, None)

    def write(self, at: IndirectObject, held: PdfObject) -> None:
        """Write the object of this number."""
        self._offsets[at.idnum] = self._target.tell()
        self._target.write(f"{at.idnum} 0 obj\n".encode())
        if isinstance(held, StreamObject):
            _stream(held).write_to_stream(self._target)
            self._target.write(b"\nstream\n" + held._data + b"\nendstream")
        else:
            held.write_to_stream(self._target)
        self._target.write(b"\nendobj\n")

    def add(self, held: PdfObject) -> IndirectObject:
        """Write an object under a new number, which is returned."""
        at = self.number()
        self.write(at, held)
        return at

    @contextlib.contextmanager
    def whole_or_nothing(self) -> Iterator[None]:
        """Take everything back that was written inside, where an error leaves it."""
        place, last, offsets = self._target.tell(), self._last, set(self._offsets)
        try:
            yield
        except BaseException:
            self._target.seek(place)
            self._target.truncate()
            self._last = last
            self._offsets = {key: value for key, value in self._offsets.items() if key in offsets}
            raise

    def close(self, root: IndirectObject, info: IndirectObject, digest: bytes) -> None:
        """Write the table of where every object stands, and the end. `digest` names the file."""
        place = self._target.tell()
        self._target.write(f"xref\n0 {self._last + 1}\n0000000000 65535 f \n".encode())
        for number in range(1, self._last + 1):
            offset = self._offsets.get(number)
            line = f"{offset:010d} 00000 n \n" if offset is not None else "0000000000 65535 f \n"
            self._target.write(line.encode())
        name = digest.hex()
        told = f"/Size {self._last + 1} /Root {root.idnum} 0 R /Info {info.idnum} 0 R /ID [<{name}> <{name}>]"
        self._target.write(f"trailer\n<< {told} >>\nstartxref\n{place}\n%%EOF\n".encode())


def _stream(held: StreamObject) -> DictionaryObject:
    made = DictionaryObject({key: value for key, value in held.items() if key != "/Length"})
    made[NameObject("/Length")] = NumberObject(len(held._data))
    return made


class Copying:
    """Takes objects of one PDF over, each once, with all that they refer to.

    `own` says that we made the PDF ourselves: then nothing is left out. `known` are numbers given already.
    """

    def __init__(self, file: ObjectFile, known: dict[int, IndirectObject] | None = None, *, own: bool = False) -> None:
        self._file = file
        self._own = own
        self._numbers = dict(known or {})
        self._waiting: deque[tuple[IndirectObject, IndirectObject]] = deque()
        self._taken = 0

    def renumbered(self, held: PdfObject) -> PdfObject:
        """Return the object with the numbers that it refers to changed; what they stand for follows with `finish`."""
        if isinstance(held, IndirectObject):
            return self._number_of(held)
        if isinstance(held, StreamObject):
            left_out = () if self._own else (*_LEFT_OUT, *_LEFT_OUT_TOO)
            made = type(held)()
            made._data = held._data
            made.update(self._entries(held, left_out))
            return made
        if isinstance(held, DictionaryObject):
            return DictionaryObject(self._entries(held, () if self._own else _LEFT_OUT_TOO))
        return ArrayObject(self.renumbered(one) for one in held) if isinstance(held, ArrayObject) else held

    def _entries(self, held: DictionaryObject, left_out: Iterable[str]) -> dict[PdfObject, PdfObject]:
        return {key: self.renumbered(value) for key, value in held.items() if key not in left_out}

    def _number_of(self, held: IndirectObject) -> IndirectObject:
        if held.idnum not in self._numbers:
            self._taken += 1
            if self._taken > MOST_OBJECTS and not self._own:
                raise TooManyObjects("文件的内部对象过多", where="PDF", remedy="请另存为一份普通的 PDF")
            self._numbers[held.idnum] = self._file.number()
            self._waiting.append((held, self._numbers[held.idnum]))
        return self._numbers[held.idnum]

    def finish(self) -> None:
        """Write what is referred to and has not been written."""
        while self._waiting:
            held, at = self._waiting.popleft()
            found = held.get_object()
            self._file.write(at, self.renumbered(found) if found is not None else NullObject())
