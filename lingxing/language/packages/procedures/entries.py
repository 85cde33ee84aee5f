"""What every section of procedure.yaml has in common: names, lists of known words, terms, conditions."""

import keyword
from collections.abc import Iterable, Iterator, Mapping

from lingxing.kernel.terms import CountingRule, parse_term
from lingxing.language.packages.items import Item, Section, nearest
from lingxing.language.procedures.conditions import Condition
from lingxing.language.procedures.fitting import Typed, WrongCondition
from lingxing.language.procedures.parsing import Scope, parse_condition, parse_value

FIELDS = frozenset(
    {
        *("today", "true", "false", "clock", "count", "objections", "queue", "mark", "cases", "linked", "opinion"),
        *("rule", "origin", "state", "len", "given", "age_of", "months_between", "years_between", "opened_at"),
        *("applicant", "number", "case_number", "document", "document_number", "date", "organ", "reason", "missing"),
        *("act_label", "valid_from", "valid_until", "decided_on"),
    }
)
"""Words of conditions, documents and columns: no field is called so."""
STATES = frozenset({"start", "same", "back"})
"""Where acts lead beside states."""
ACTS = frozenset({"correct"})
"""The act that takes a mistaken one back belongs to no service."""
ROLES = frozenset({"applicant", "everyone", "system", "all", "any"})
"""The fixed roles, and the words that stand for several."""
COLUMNS = frozenset({"applicant", "number", "decided_on", "organ"})
"""What lists of cases can show beside fields and documents."""


def named(item: Item | None, taken: frozenset[str] = frozenset()) -> Iterator[tuple[str, Item]]:
    """Yield the entries of a section whose keys are names, none of those taken, in the order of the file."""
    for name, entry in item.section().items.items() if item else ():
        if not name.isascii() or not name.isidentifier() or not name.islower() or keyword.iskeyword(name):
            raise entry.wrong(f"{name!r} can't be a name", "use lower-case English words joined by _")
        if name in taken:
            raise entry.wrong(f"the name {name!r} is taken", "conditions, documents or acts use it; take another")
        yield name, entry


def texts(section: Section, key: str) -> tuple[str, ...]:
    """Return the list of words under the key; nothing where it is absent."""
    item = section.get(key)
    return tuple(member.text() for member in item.list()) if item else ()


def words(section: Section, key: str, known: Iterable[str], *, required: bool = False) -> tuple[str, ...]:
    """Return the known words under the key, a list or a single one, each at most once."""
    item = section.item(key) if required else section.get(key)
    if item is None:
        return ()
    members, names = (item.list() if item.is_list else (item,)), tuple(known)
    found: dict[str, Item] = {}
    for member in members:
        word = member.word(names)
        if word in found:
            raise member.wrong(f"{word!r} stands twice", "leave one away")
        found[word] = member
    if required and not found:
        raise item.wrong("names nothing", f"known are {', '.join(names)}")
    return tuple(found)


def word(section: Section, key: str, known: Iterable[str], default: str | None = None) -> str:
    """Return the known word under the key; it must be there unless a default is given."""
    if default is not None and key not in section:
        return default
    return section.item(key).word(tuple(known))


def pairs(section: Section, key: str, known: Iterable[str]) -> Mapping[str, Item]:
    """Return a mapping whose keys are known words; empty where the key is absent."""
    item = section.get(key)
    return dict(item.section(tuple(known)).items) if item else {}


def truth(section: Section, key: str, *, default: bool = False) -> bool:
    """Return the truth under the key."""
    item = section.get(key)
    return item.truth() if item else default


def whole(section: Section, key: str, default: int, most: int) -> int:
    """Return a whole number from 1 to `most`."""
    item = section.get(key)
    if item is None:
        return default
    value = item.number()
    if not isinstance(value, int) or not 1 <= value <= most:
        raise item.wrong(f"{item.raw} is no whole number from 1 to {most}")
    return value


def term(section: Section, key: str, *, same_day: bool = False) -> str:
    """Return the words of a term, one blank between each; "" where the key is absent. `same_day` allows 0 days."""
    item = section.get(key)
    if item is None:
        return ""
    text = item.text()
    if same_day and text == "0 days":
        return text
    try:
        parse_term(text)
    except ValueError as error:
        raise item.wrong(str(error)) from error
    return text


def counting_rule(section: Section, default: str | None = None) -> str:
    """Return the key `rule`: the provision by which a term is counted."""
    return word(section, "rule", tuple(CountingRule), default)


def condition(item: Item | None, scope: Scope) -> Condition | None:
    """Return the condition; None where there is none."""
    if item is None:
        return None
    try:
        return parse_condition(item.raw, scope)
    except WrongCondition as error:
        raise _told(item, error) from error


def value(item: Item, scope: Scope, wanted: Typed) -> Condition:
    """Return an expression for a value of the wanted sort."""
    try:
        return parse_value(item.raw, scope, wanted)
    except WrongCondition as error:
        raise _told(item, error) from error


def _told(item: Item, error: WrongCondition) -> Exception:
    return item.wrong(error.what, nearest(error.word, error.known) if error.known else error.remedy)
