"""`lingxing verify`: what an exported file proves, on a machine without database. It imports no model."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NoReturn, TypeAlias

import click

from lingxing.engines.auctions import exports as lots
from lingxing.engines.auctions.verification import verify_lot
from lingxing.engines.ledger.domain import checkpoints
from lingxing.engines.ledger.exports import FORMAT
from lingxing.engines.ledger.verification import verify_checkpoint_file, verify_export
from lingxing.kernel.signing import read_public
from lingxing.kernel.verdicts import Evidence, Verdict

Verifier: TypeAlias = Callable[[Iterable[bytes], Evidence], Verdict]

KINDS: Mapping[str, Verifier] = {
    FORMAT: verify_export,
    checkpoints.FORMAT: verify_checkpoint_file,
    lots.FORMAT: verify_lot,
}
"""What verifies a file, by the format that its first line names. A new kind of export adds its line here."""

_FORMER = {"lingxing-ledger-1": "这是第 1 版的台账导出，没有签名，本版本不再校验；请用当时的版本校验，或重新导出"}
_LONGEST_LINE = 1024 * 1024
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NOT_SUCH_A_FILE = 2


@click.command()
@click.argument("file", type=_FILE)
@click.option("--key", "keys", type=_FILE, multiple=True, help="发布单位的公钥文件，可写多次。")
@click.option("--checkpoint", "checkpoint_files", type=_FILE, multiple=True, help="另外保存的检查点文件，可写多次。")
@click.option("--receipt", "receipts", type=_FILE, multiple=True, help="竞买人保存的回执，只与宗地记录同用，可写多次。")
def verify(file: Path, keys: tuple[Path, ...], checkpoint_files: tuple[Path, ...], receipts: tuple[Path, ...]) -> None:
    """离线校验导出的文件，不用数据库。

    完好时退出码为 0；有不符之处为 1，逐条列出；不是这类文件为 2。
    """
    evidence = Evidence(
        tuple(_public_key(key) for key in keys),
        tuple(kept.read_bytes() for kept in checkpoint_files),
        tuple(kept.read_bytes() for kept in receipts),
    )
    with file.open("rb") as lines:
        verifier = _verifier(file, lines.readline(_LONGEST_LINE))
        if receipts and verifier is not verify_lot:
            _refuse(file, "不是宗地记录，--receipt 只与宗地记录同用")
        lines.seek(0)
        verdict = verifier(lines, evidence)
    for fault in verdict.faults:
        click.echo(fault, err=True)
    if verdict.faults:
        sys.exit(1)
    for fact in verdict.facts:
        click.echo(fact)


def _verifier(file: Path, first: bytes) -> Verifier:
    try:
        name = json.loads(first)["format"]
    except (ValueError, TypeError, KeyError, RecursionError):
        name = None
    if not isinstance(name, str) or name not in KINDS:
        known = "、".join(KINDS)
        _refuse(file, _FORMER.get(str(name), f"不是可以校验的文件，首行须写明格式（{known}）"))
    return KINDS[name]


def _public_key(file: Path) -> str:
    try:
        return read_public(file.read_text("utf-8"))
    except ValueError:
        _refuse(file, "不是 Ed25519 公钥（PEM，或 64 个十六进制数字）")


def _refuse(file: Path, what: str) -> NoReturn:
    click.echo(f"{file}：{what}。", err=True)
    sys.exit(_NOT_SUCH_A_FILE)
