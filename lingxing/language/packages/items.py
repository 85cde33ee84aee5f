"""Values of a package's YAML files: each knows its file and line; numbers are exact, words are taken as they stand.

PyYAML's C parser gives the nodes; its rules for plain words are not asked, so that no figure becomes a float and
`no` stays a word.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import yaml

from lingxing.kernel.exact import Exact, exact
from lingxing.language.packages.errors import WrongPackage

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_FRACTION = re.compile(r"-?[1-9][0-9]*/[1-9][0-9]*")
_LONGEST_NUMBER = 40
_WIDE_BLANK = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TRUTHS = {"true": True, "false": False}
_NOTHING = {"", "~", "null", "Null", "NULL"}


class _Nodes(yaml.CSafeLoader):
    """The C parser without PyYAML's guesses on what a plain word means."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        """Return no tag: who asks for the value says what it should be."""
        del kind, value, implicit
        return ""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        """Do nothing: there is no resolver."""

    def ascend_resolver(self) -> None:
        """Do nothing: there is no resolver."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value at a place: scalar, list or section."""

    node: yaml.Node
    file: str
    name: str
    """The keys that lead to it, joined by dots."""

    @property
    def where(self) -> str:
        """Return file:line."""
        return f"{self.file}:{self.node.start_mark.line + 1}"

    def wrong(self, what: str, remedy: str = "") -> WrongPackage:
        """Return the error that says what is wrong with this value."""
        return WrongPackage(f"{self.name}: {what}" if self.name else what, where=self.where, remedy=remedy)

    @property
    def raw(self) -> str:
        """Return the scalar's text; WrongPackage for lists, sections, tags and nothing."""
        if not isinstance(self.node, yaml.ScalarNode):
            kind = "list" if isinstance(self.node, yaml.SequenceNode) else "section"
            raise self.wrong(f"is a {kind}, not a single value")
        if self.node.tag:
            raise self.wrong(f"has the tag {self.node.tag}", "leave tags away: the key settles what a value is")
        text: str = self.node.value
        if self.is_plain and text in _NOTHING:
            raise self.wrong("has no value", "write one, or leave the key away")
        return text

    @property
    def is_plain(self) -> bool:
        """Return whether the scalar stands without quotes and on one line."""
        return isinstance(self.node, yaml.ScalarNode) and not self.node.style

    @property
    def is_section(self) -> bool:
        """Return whether the value is a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Return whether the value is a sequence."""
        return isinstance(self.node, yaml.SequenceNode)

    def text(self) -> str:
        """Return the words, with each run of white space as one blank, and none between Chinese characters."""
        words = _WIDE_BLANK.sub("", " ".join(self.raw.split()))
        if not words:
            raise self.wrong("is empty", "write the words, or leave the key away")
        return words

    def word(self, known: Iterable[str]) -> str:
        """Return the word, one of the known ones."""
        text, names = self.raw, tuple(known)
        if text not in names:
            raise self.wrong(f"{text!r} is not known", nearest(text, names))
        return text

    def identifier(self) -> str:
        """Return the word as a name of formulas' arguments: lower-case letters, digits and _."""
        text = self.raw
        if not _NAME.fullmatch(text):
            raise self.wrong(f"{text!r} is no name", "use lower-case English words joined by _")
        return text

    def number(self) -> Exact:
        """Return the exact number: 12000, 12000.00, -3 or 1/3."""
        text = self.raw
        if len(text) > _LONGEST_NUMBER:
            raise self.wrong(f"a number has at most {_LONGEST_NUMBER} characters, this has {len(text)}")
        if self.is_plain and _NUMBER.fullmatch(text):
            return exact(Decimal(text)) if "." in text else int(text)
        if self.is_plain and _FRACTION.fullmatch(text):
            return exact(Fraction(text))
        raise self.wrong(f"{text!r} is no number", _number_remedy(text))

    def date(self) -> dt.date:
        """Return the calendar date."""
        text = self.raw
        try:
            if _DATE.fullmatch(text):
                return dt.date.fromisoformat(text)
        except ValueError as error:
            raise self.wrong(f"{text!r} is no day of the calendar ({error})", "write YYYY-MM-DD") from error
        raise self.wrong(f"{text!r} is no date", "write YYYY-MM-DD")

    def truth(self) -> bool:
        """Return true or false."""
        text = self.raw
        if not self.is_plain or text not in _TRUTHS:
            raise self.wrong(f"{text!r} is no truth", "write true or false")
        return _TRUTHS[text]

    def given(self) -> object:
        """Return the value as JSON would hold it, numbers as int or Decimal, dates as words."""
        if self.is_section:
            return {key: item.given() for key, item in self.section().items.items()}
        if self.is_list:
            return [item.given() for item in self.list()]
        text = self.raw
        if not self.is_plain:
            return text
        if _NUMBER.fullmatch(text):
            return Decimal(text) if "." in text else int(text)
        return _TRUTHS.get(text, text)

    def list(self) -> "tuple[Item, ...]":
        """Return the members in order."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong("is not a list", "write [a, b, …]")
        return tuple(Item(node, self.file, f"{self.name}[{index}]") for index, node in enumerate(self.node.value, 1))

    def section(self, known: Iterable[str] | None = None) -> "Section":
        """Return the mapping; keys stand once, and are known where `known` is given."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("is not a section", "write {key: value, …}")
        items: dict[str, Item] = {}
        names = None if known is None else tuple(known)
        prefix = f"{self.name}." if self.name else ""
        for key_node, node in self.node.value:
            word = self._key(key_node)
            if word in items:
                raise self._at(key_node).wrong(f"the key {word!r} stands twice", f"the first is at {items[word].where}")
            if names is not None and word not in names:
                raise self._at(key_node).wrong(f"the key {word!r} is not known here", nearest(word, names))
            items[word] = Item(node, self.file, prefix + word)
        return Section(self, items)

    def _key(self, node: yaml.Node) -> str:
        """Return a key's word; most are plain and need no further look."""
        if type(node) is yaml.ScalarNode and not node.tag and node.value not in _NOTHING:
            return str(node.value)
        return self._at(node).raw

    def _at(self, node: yaml.Node) -> "Item":
        return Item(node, self.file, self.name)


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping whose keys are read by name."""

    at: Item
    items: dict[str, Item]

    def __contains__(self, key: object) -> bool:
        return key in self.items

    def item(self, key: str) -> Item:
        """Return the value of a key that must be there."""
        if key not in self.items:
            raise self.at.wrong(f"the key {key!r} is missing", f"add {key}: …")
        return self.items[key]

    def get(self, key: str) -> Item | None:
        """Return the value of the key, or None."""
        return self.items.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return the words of the key; it must be there unless a default is given."""
        if default is not None and key not in self.items:
            return default
        return self.item(key).text()


def _number_remedy(text: str) -> str:
    if text.endswith("%"):
        return "write a share as a decimal: 0.60 for 60%"
    if "e" in text.lower() and text.lower().replace("e", "").replace("+", "").replace(".", "").isdigit():
        return "write all its digits, without an exponent"
    return "write digits with an optional decimal point (12000.00) or a fraction (1/3), without quotes or separators"


def nearest(word: str, known: tuple[str, ...]) -> str:
    """Return in English which known word was probably meant, and which there are."""
    close = difflib.get_close_matches(word, known, 1)
    listed = f"known are {', '.join(known)}"
    return f"did you mean {close[0]!r}? {listed}" if close else listed


def compose(text: str, file: str, most: int | None = None) -> Item | None:
    """Return the root of a YAML text; None where it holds nothing. WrongPackage where it is no YAML.

    `most` bounds the characters of a text that no author of a package wrote: the parser calls itself for each level,
    and a hundred thousand of them end the process.
    """
    if most is not None and len(text) > most:
        raise WrongPackage(f"has {len(text)} characters", where=file, remedy=f"at most {most}")
    try:
        root = _Nodes(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        remedy = 'put words that hold { } [ ] , : or # in quotes: "{year}"'
        raise WrongPackage(f"no YAML: {error.problem}", where=f"{file}:{line}", remedy=remedy) from error
    except yaml.YAMLError as error:
        raise WrongPackage(f"no YAML: {error}", where=file) from error
    return Item(root, file, "") if root is not None else None


def read_file(path: Path, most: int | None = None) -> Item | None:
    """Return the root of the file; None where the file is absent or holds nothing. `most` bounds its characters."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongPackage(f"can't be read: {error}", where=str(path), remedy="save it as UTF-8") from error
    return compose(text, str(path), most)
