"""`lingxing organ`: the register of organs from the machine's own command line."""

import click
from django.utils import timezone

from lingxing.engines.parties.organs.domain import OrganKind
from lingxing.engines.parties.organs.queries import organ_cities, organs_by_name
from lingxing.engines.parties.organs.queries_reform import organ_tree
from lingxing.engines.parties.organs.services_adding import NewOrgan, add_organ
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError


@click.group()
def organ() -> None:
    """管理机构名录。"""


@organ.command("add")
@click.argument("city")
@click.argument("name")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in OrganKind]),
    help=f"类别：{'、'.join(kind.label for kind in OrganKind)}。",
)
@click.option("--above", default="", metavar="机构", help="上级机构的全称或简称；不写为最上级。")
@click.option("--alias", "aliases", multiple=True, metavar="名称", help="文件中用到的简称等，可写多次。")
def add(city: str, name: str, kind: str | None, above: str, aliases: tuple[str, ...]) -> None:
    """把机构加入名录。"""
    new = NewOrgan(city, name, kind or "", _above(city, above) if above else None, aliases)
    made = add_organ(new, OPERATOR, timezone.now())
    click.echo(f"已加入名录：{name}（编号 {made}）")


@organ.command("list")
@click.argument("city", required=False)
def list_organs(city: str | None) -> None:
    """列出一个城市或全部城市的机构，下级缩进排在上级之后。"""
    for found in [city] if city else organ_cities():
        for node in organ_tree(found):
            click.echo(f"{node.id}\t{found}\t{'  ' * node.depth}{node.name}\t{node.kind_label}")


def _above(city: str, name: str) -> int:
    found = organs_by_name(city, [name]).get(name)
    if found is None:
        raise LingxingError("该城市的名录中没有这个机构", where=name, remedy="全部机构见 lingxing organ list")
    return found
