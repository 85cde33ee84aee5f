"""The articles and tasks of the stored text, held against those that a package names. Needs the database."""

import datetime as dt
from collections.abc import Mapping

from django.db import DatabaseError

from lingxing.engines.documents.queries import document_page
from lingxing.engines.rules.citations import Citations, citations
from lingxing.language.definitions import Policy

_WHOLE = frozenset({"通知", "正文", "标题", "首段", "末段", "结尾"})
"""Places that are no units of the stored text, and stand in every one."""


def unknown_articles(policy: Policy, cited: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the cited articles (article → where) that the stored text lacks, and in Chinese what was not checked."""
    try:
        found = citations(policy)
    except DatabaseError:
        return {}, "数据库未建好或没有应答，引用的条款未核对"
    if not found.key:
        return {}, "原文未导入，引用的条款未核对"
    return {article: where for article, where in cited.items() if not _stands_in(found, article)}, ""


def unknown_tasks(policy: Policy, named: Mapping[str, str]) -> dict[str, str]:
    """Return the named tasks (id → where) that the stored text did not give; none where it can't be asked."""
    try:
        key = citations(policy).key if named else ""
        page = document_page(key, dt.date.max) if key else None
    except DatabaseError:
        return {}
    known = {task.id for task in page.document.tasks} if page else set(named)
    return {name: where for name, where in named.items() if name not in known}


def _stands_in(found: Citations, article: str) -> bool:
    """Return whether the article, or the unit that holds it, stands in the text; the text as a whole has no units."""
    return bool(found.unit(article)) or article in _WHOLE
