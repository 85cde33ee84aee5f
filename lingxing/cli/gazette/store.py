"""`lingxing gazette import`: gazettes into the library, each in one transaction."""

import json
import sys
from collections import Counter
from dataclasses import asdict

import click
from django.utils import timezone

from lingxing.cli.gazette.loop import BROKEN, each_gazette
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.services import ImportResult, import_gazette
from lingxing.engines.documents.services.results import Outcome
from lingxing.kernel.actors import OPERATOR

_OUTCOMES = {Outcome.NEW: "新增", Outcome.CHANGED: "更新", Outcome.EARLIER: "较早版本", Outcome.UNCHANGED: "不变"}


@click.command("import")
@click.argument("names", metavar="PATH…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出JSON：每期公报和每件文件的结果")
def store(names: tuple[str, ...], *, as_json: bool) -> None:
    """把公报存入文件库。一期公报一次存完，或者一点不存；同样的内容再次导入不产生变化。

    PATH 可以是文件（文本、HTML、DOCX、PDF）、文件夹或http(s)地址。有存不了的时，每个一行说明，退出状态为2。
    """
    results: list[ImportResult] = []

    def keep(gazette: Gazette) -> None:
        result = import_gazette(gazette, OPERATOR, timezone.now())
        results.append(result)
        if not as_json:
            click.echo(f"{gazette.source.name}：{_summary(result)}")

    sound = each_gazette(names, "导入", keep)
    if as_json:
        click.echo(json.dumps({"gazettes": [asdict(result) for result in results]}, ensure_ascii=False))
    sys.exit(0 if sound else BROKEN)


def _summary(result: ImportResult) -> str:
    if result.unchanged:
        return f"{result.label}，内容没有变化"
    counts = Counter(document.outcome for document in result.documents)
    parts = [f"{word}{counts[outcome]}件" for outcome, word in _OUTCOMES.items() if counts[outcome]]
    return f"{result.label}，{'、'.join(parts)}"
