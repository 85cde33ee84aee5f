"""`lingxing policy new`: a small package that works, to be rewritten into a real one."""

from pathlib import Path

import click

from lingxing.cli.policy.skeleton import FILES
from lingxing.cli.rules.inputs import WrongInput, reason_of, refusing
from lingxing.language.packages.discovery import is_identifier


@click.command()
@click.argument("identifier", metavar="城市/主题_年份")
@click.option("--in", "root", default="lingxing/policies", show_default=True, metavar="文件夹", help="写到哪里")
def new(identifier: str, root: str) -> None:
    """写出一个新规则包的骨架：小而完整，能通过 lingxing policy check，逐个文件改写成真的。

    名称用英文：yunmengze/heating_2026。
    """
    with refusing():
        if not is_identifier(identifier):
            remedy = "请写成 城市/主题_年份，用小写英文，如 yunmengze/heating_2026"
            raise WrongInput("名称不合要求", where=identifier, remedy=remedy)
        folder = Path(root) / identifier
        if folder.exists():
            raise WrongInput("已经有了，没有改动", where=str(folder), remedy="请换一个名称，或直接修改它")
        written = _write(folder, identifier)
    for file in written:
        click.echo(f"{file}")
    click.echo(f"骨架已写好。先改 policy.yaml，再改其余各个文件；每改一步运行：lingxing policy check {folder}")


def _write(folder: Path, identifier: str) -> list[Path]:
    city, _, subject = identifier.partition("/")
    try:
        folder.mkdir(parents=True)
        if not (folder.parent / "__init__.py").exists():
            (folder.parent / "__init__.py").write_text(f'"""Policies of {city}."""\n', "utf-8")
        for name, text in FILES.items():
            (folder / name).write_text(text.replace("SUBJECT", subject), "utf-8")
    except OSError as error:
        raise WrongInput(f"写不了（{reason_of(error)}）", where=str(folder)) from None
    return [folder / name for name in FILES]
