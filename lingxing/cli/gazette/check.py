"""`lingxing gazette check`: what a gazette holds, for people or as JSON."""

import json
import sys

import click

from lingxing.cli.gazette.loop import BROKEN, each_gazette
from lingxing.cli.gazette.summary import summary_lines
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.domain.report import gazette_report


@click.command("check")
@click.argument("names", metavar="PATH…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出JSON：文件、单元、任务、关系、修补、问题")
def check(names: tuple[str, ...], *, as_json: bool) -> None:
    """读出公报里的文件、结构、效力、任务和问题，不用数据库。

    PATH 可以是文件（文本、HTML、DOCX、PDF）、文件夹或http(s)地址。有读不了的文件时，每个一行说明，退出状态为2。
    """
    sound = _check_as_json(names) if as_json else each_gazette(names, "检查", _print_summary)
    sys.exit(0 if sound else BROKEN)


def _print_summary(gazette: Gazette) -> None:
    for line in summary_lines(gazette):
        click.echo(line)


def _check_as_json(names: tuple[str, ...]) -> bool:
    """Write {"documents": […], "gazettes": […]} gazette by gazette, so that memory holds one at a time."""
    gazettes: list[str] = []
    separator = "\n"

    def write(gazette: Gazette) -> None:
        nonlocal separator
        report = gazette_report(gazette)
        for document in report.pop("documents"):
            sys.stdout.write(separator + _json(document))
            separator = ",\n"
        gazettes.append(_json(report))

    sys.stdout.write('{"documents": [')
    sound = each_gazette(names, "检查", write)
    sys.stdout.write('\n], "gazettes": [\n' + ",\n".join(gazettes) + "\n]}\n")
    return sound


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
