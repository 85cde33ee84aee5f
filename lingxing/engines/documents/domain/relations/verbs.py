"""What a sentence does to the documents that it names."""

import re

from lingxing.engines.documents.domain.model import RelationKind

_NEAR = r"[^《》。；;\n]{0,26}?"
_DIFFERING = r"[^《》。；;\n]{0,26}(?:不一致|不相符|不符|抵触|冲突)"
_NOT = r"(?<!不予)(?<!未)(?<!不)(?<!是否)(?<!尚未被)"
_AFTER = (
    (
        RelationKind.MUST_REVISE,
        re.compile(
            rf"\A{_NEAR}(?:限期修[改订]|(?:个月|日|年底)内?(?:完成)?修[改订])"
            r"|\A[^《》。；;\n]{0,10}[需应]要?修[改订][^《》。；;\n]{0,40}?(?:日|月底?|年底?)(?:之?前|以前|内)完成"
        ),
    ),
    (
        RelationKind.REPEALS,
        re.compile(rf"\A{_NEAR}{_NOT}(?:废止|停止执行|不再执行|不再施行|停止施行|停止实施|停止使用)"),
    ),
    (
        RelationKind.LAPSES,
        re.compile(
            rf"\A{_NEAR}{_NOT}(?:失效|不再作为[^，。；\n]{{0,10}}依据|(?<!有效期)延续至(?!\s*(?:19|20)\d\d)[^，。；;\n]{{0,24}}"
            rf"|终止执行|不再适用|即行终止)|\A(?!{_DIFFERING}){_NEAR}以本[^，。；]{{1,8}}为准"
        ),
    ),
    (
        RelationKind.EXTENDS,
        re.compile(
            rf"\A{_NEAR}(?:有效期[限]?(?:统一)?(?:延长|顺延|延续|展期|延至)|延长有效期|延期执行|继续执行至|继续有效|延续至)"
        ),
    ),
    (
        RelationKind.AMENDS,
        re.compile(
            rf"\A{_NEAR}(?:作|做|作出|做出|进行)?(?:了)?(?:如下|以下|部分)(?:条款)?(?:的)?修[改订正]|\A{_NEAR}修[改订]如下"
            rf"|\A{_NEAR}(?:作出?|做出?|予以)修[改正][：:。；]?\s*(?:\n|\Z)|\A(?:的)?部分(?:条款|内容)[^。；]{{0,10}}修[改订]"
        ),
    ),
)
_BEFORE = (
    (RelationKind.REPEALS, re.compile(rf"{_NOT}(?:废止|停止执行)(?:了|原|[\u4e00-\u9fff]{{0,8}}?印发的)?\Z")),
    (RelationKind.AMENDS, re.compile(r"(?:决定|现)(?:对)?修[改订]\Z")),
    (RelationKind.EXTENDS, re.compile(r"(?:决定|现)?延长\Z")),
)
_ANY_VERB = re.compile(r"废止|停止|不再|失效|延续|终止|为准|延长|顺延|展期|延期|继续|修[改订正]")
_BASIS = re.compile(
    r"(?:根据|依据|依照|按照|遵照|贯彻落实|贯彻执行|贯彻|落实|执行|按)(?P<span>[^。；;\n]*?)(?=[，,]\s*(?:结合|参照|借鉴|制定|特|现就|现将|现|经|决定|为|就|进一步|加快|推[动进])|[。；;\n]|\Z)"
)
_BOTH_END = frozenset((RelationKind.REPEALS, RelationKind.LAPSES))
_LIST_ACTIONS = (
    (RelationKind.MUST_REVISE, re.compile(r"限期修[改订]|限期清理|[需拟待应](?:要)?修[改订]")),
    (RelationKind.LAPSES, re.compile(r"(?:宣布|自行|自动|已)?失效")),
    (
        RelationKind.EXTENDS,
        re.compile(r"(?:延长|延续)[^。；，]{0,30}有效期|有效期[限]?(?:统一)?(?:延长|延续|顺延|延至|展期)|延期"),
    ),
    (RelationKind.AMENDS, re.compile(r"(?:作|做)(?:出)?(?:如下|以下)?修[改订]|修[改订]")),
    (RelationKind.REPEALS, re.compile(r"废止|停止执行|不再执行|不再施行")),
)


def kind_by_words(before: str, after: str) -> tuple[RelationKind | None, int, int]:
    """Return what the words around a group of references do to it.

    With it, how many characters of `before` and of `after` say so.
    """
    for kind, pattern in _AFTER if _ANY_VERB.search(after) else ():
        found = pattern.search(after)
        if found:
            return kind, 0, found.end()
    for kind, pattern in _BEFORE if _ANY_VERB.search(before) else ():
        found = pattern.search(before)
        if found:
            return kind, len(before) - found.start(), 0
    return None, 0, 0


def basis_spans(text: str) -> list[tuple[int, int]]:
    """Return where a text names what it is based on: from 根据 or 贯彻落实 to the end of that clause."""
    return [found.span() for found in _BASIS.finditer(text)]


def list_action(words: str) -> RelationKind | None:
    """Return what a heading does to the documents listed below it, or None where it does nothing or several things."""
    if ("继续有效" in words and "有效期" not in words) or "保留" in words:
        return None
    kinds = [kind for kind, pattern in _LIST_ACTIONS if pattern.search(words)]
    if kinds and _BOTH_END.issuperset(kinds):
        return RelationKind.REPEALS if "废止" in words else kinds[0]
    if RelationKind.MUST_REVISE in kinds:
        return RelationKind.MUST_REVISE if RelationKind.REPEALS not in kinds else None
    return kinds[0] if len(kinds) == 1 else None
