"""What is known of a gazette's city when its unit names are read: districts, zones, aliases the text itself gives."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lingxing.engines.documents.domain.organs.departments import doubtful_names
from lingxing.engines.documents.domain.organs.divisions import (
    COUNTY_LEVEL,
    Division,
    districts_as_printed,
    districts_on,
    divisions,
    missing_districts,
)

_ORGAN_END = r"(?:局|厅|委|委员会|办|办公室|中心|公司|集团|领导小组|专班|指挥部|大学|学院|银行|支行|联合会|协会)"
_ALIAS = re.compile(
    r"[（(]\s*(?:以下|下)?(?:统一)?简?称(?:为|：|:)?\s*[“\"「]?(?P<short>[\u4e00-\u9fff]{2,16})[”\"」]?\s*[）)]"
)
_LAST_WORDS = re.compile(r"[\u4e00-\u9fff]{4,40}\Z")
_ENDS_AS_ORGAN = re.compile(_ORGAN_END + r"\Z")
_ADDRESSEES = ("政府", "管委会", "部门", "单位", "办事处", "开发区")
_AUTONOMOUS = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,6}?)(?:[\u4e00-\u9fff]{1,4}族)+自治[州县]")
_GOVERNMENTS = re.compile(r"([^，,；;：:]{2,120}?)人民政府")
_DISTRICT = re.compile(rf"[\u4e00-\u9fff]{{1,6}}[{COUNTY_LEVEL}]")
_LONGEST_ADDRESS = 400
_PIECE = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class OrganContext:
    """The place of a gazette.

    `city` is 鄂州市 (or a county, 嘉鱼县), empty where nothing says it; `zones` are development zones that the text
    addresses; `aliases` short names the text defines; `printed` doubtful department names that it prints in full;
    `day` the document's date, which decides between names before and after a reform.
    """

    city: str = ""
    province: str = ""
    districts: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    printed: frozenset[str] = frozenset()
    day: dt.date | None = None

    @property
    def level(self) -> str:
        """Return the character by which the city calls its own organs: 市 in 市财政局, 县 in 县财政局."""
        return self.city[-1:] or "市"

    @property
    def short(self) -> str:
        """Return an autonomous prefecture's everyday name (恩施州), else the city's own."""
        found = _AUTONOMOUS.fullmatch(self.city)
        return found["place"] + self.level if found else self.city

    @property
    def stem(self) -> str:
        """Return the city's name without its level: 鄂州."""
        return self.short[:-1]


def learn_context(city: str | None, texts: Iterable[str], day: dt.date | None = None) -> OrganContext:
    """Return the context of a gazette of `city`, with what its own lines tell of zones, aliases and names."""
    text = "\n".join(texts)
    lines = _addressed_lines(text)
    addressed = frozenset(_pieces(lines))
    place = divisions().get(city or "")
    learned = _learn_districts(place, lines)
    place = place or Division(city or "", "")
    districts = districts_as_printed(place.districts + learned, text)
    return OrganContext(
        city=place.name,
        province=place.province,
        districts=districts,
        zones=tuple(sorted(piece for piece in addressed if piece.endswith("区") and _is_zone(piece, districts))),
        aliases=_learn_aliases(text, place.name),
        printed=frozenset(name for name in doubtful_names() if name in text),
        day=day,
    )


def organs_on(context: OrganContext, day: dt.date | None) -> OrganContext:
    """Return the context as of a document's day: names of organs and districts are those of that day."""
    return replace(context, day=day, districts=districts_on(context.districts, day)) if day else context


def _addressed_lines(text: str) -> list[str]:
    """Return the lines that say whom a document is for: …人民政府，市政府各部门："""
    return [
        line
        for line in text.split("\n")
        if len(line) < _LONGEST_ADDRESS
        and line.endswith(("：", ":"))
        and "。" not in line
        and any(word in line for word in _ADDRESSEES)
    ]


def _pieces(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        for piece in _PIECE.findall(line):
            yield piece.removesuffix("管委会").removesuffix("管理委员会")


def _learn_districts(place: Division | None, lines: Iterable[str]) -> tuple[str, ...]:
    """Return the districts that the table does not know, as the city's notices address them one by one.

    Reading: 甲区、乙区人民政府 in an address names districts, and a notice to the governments names them all. Where the
    table knows the city, only names that stand beside a known district are its districts too: a reprinted notice of
    the province addresses cities.
    """
    found: dict[str, None] = {}
    for names in _addressed_districts(lines):
        if place is None or not set(names).isdisjoint(place.districts):
            found.update(dict.fromkeys(names))
    return missing_districts(found, place.districts if place else ())


def _addressed_districts(lines: Iterable[str]) -> Iterable[list[str]]:
    for line in lines:
        for run in _GOVERNMENTS.findall(line):
            names = re.split("[、和]", run)
            if all(_DISTRICT.fullmatch(name) and not name.startswith("各") for name in names):
                yield names


def _is_zone(piece: str, districts: Iterable[str]) -> bool:
    return (
        4 <= len(piece) <= 14
        and not piece.startswith("各")
        and piece not in districts
        and piece[-2] not in COUNTY_LEVEL
    )


def _learn_aliases(text: str, city: str) -> Mapping[str, str]:
    aliases: dict[str, str] = {}
    for found in _ALIAS.finditer(text):
        words = _LAST_WORDS.search(text[max(0, found.start() - 40) : found.start()])
        full = _from_place(words.group(), city) if words else ""
        if full and _ENDS_AS_ORGAN.search(full) and found["short"] != full:
            aliases.setdefault(found["short"], full)
    return MappingProxyType(aliases)


def _from_place(words: str, city: str) -> str:
    """Return the organ's name at the end of `words`: from the last mention of its place on."""
    if city and city in words:
        return words[words.rindex(city) :]
    start = words.rfind("市")
    return words[start:] if start >= 0 and len(words) - start >= 4 else ""
