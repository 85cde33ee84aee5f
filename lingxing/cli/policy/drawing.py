"""`lingxing policy show --diagram`: a package's procedures in words, or as a picture in a file."""

from pathlib import Path

import click

from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.packages import Package
from lingxing.language.procedures.definitions import Procedure, Service
from lingxing.language.procedures.diagram import diagram_text, procedure_diagram


def show_diagram(package: Package, name: str, file: Path | None) -> None:
    """Print the procedures, or write the picture of one service to the file. LingxingError where there is none."""
    procedure = package.procedure
    if procedure is None:
        raise NotFound("这个规则包没有办理程序", where=package.id, remedy="程序写在 procedure.yaml 中")
    services = _chosen(procedure, name)
    if file is None:
        click.echo("\n\n".join(_headed(service, procedure) for service in services))
        return
    if len(services) > 1:
        raise LingxingError("一个文件只画一个办理事项", remedy=f"用 --service 指定：{'、'.join(procedure.services)}")
    try:
        file.write_text(procedure_diagram(services[0], procedure), "utf-8")
    except OSError as error:
        raise LingxingError(f"写不进去：{error.strerror}", where=str(file)) from error
    click.echo(f"已写入 {file}")


def _chosen(procedure: Procedure, name: str) -> list[Service]:
    if not name:
        return list(procedure.services.values())
    if name not in procedure.services:
        raise NotFound(f"没有这个办理事项：{name}", remedy=f"有：{'、'.join(procedure.services)}")
    return [procedure.services[name]]


def _headed(service: Service, procedure: Procedure) -> str:
    return f"{service.name}  {service.label}（{service.article}）\n{diagram_text(service, procedure)}"
