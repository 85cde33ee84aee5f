"""What the bank sends by itself: the lines of the deposit account, signed (arts. 16, 36)."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import IntegrityError, transaction

from lingxing.engines.auctions.domain.statements import WrongStatement, line_of
from lingxing.engines.auctions.models import BankDelivery
from lingxing.engines.auctions.services.deposits import take_lines
from lingxing.engines.auctions.signatures import SHORTEST_SECRET, holds
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError, NotAllowed, WrongSetting

MOST_LINES = 1000
BANK = Actor("bank", "bank")


def check_signature(stamp: str, given: str, body: bytes, at: dt.datetime) -> None:
    """Raise NotAllowed unless the message is the bank's own and fresh; one text for every reason."""
    if not holds(_secret(), stamp, body, given, at):
        remedy = "请核对密钥、时钟和签名的算法：HMAC-SHA256（时间戳、换行、请求体）"
        raise NotAllowed("签名不对或已过期", where="X-Bank-Signature", remedy=remedy)


def take_delivery(given: str, lines: Sequence[Mapping[str, str]], at: dt.datetime) -> int:
    """Take in the lines of a message under its signature and return how many it holds.

    The answer is the same whether lines were new, known before, or match an order number or none. A message that comes
    again is answered alike and does nothing. WrongStatement names the first line that can't be read; then none is.
    """
    if not 1 <= len(lines) <= MOST_LINES:
        raise WrongStatement(f"一次须有 1 至 {MOST_LINES} 笔", where="lines", remedy="请分几次推送")
    read = [line_of(cells, number) for number, cells in enumerate(lines, 1)]
    if _is_known(given):
        return len(read)
    take_lines(read, "bank", at, BANK)
    try:
        with transaction.atomic():
            BankDelivery.objects.create(signature=given, at=at, lines=len(read))
    except IntegrityError:
        # The same message came twice at once; its lines are known by their references.
        if not _is_known(given):
            raise
    return len(read)


def _is_known(given: str) -> bool:
    return BankDelivery.objects.filter(signature=given).exists()


def _secret() -> bytes:
    path = settings.BANK_SECRET_FILE
    if path is None:
        raise NotAllowed(
            "没有开通银行推送", where="LINGXING_BANK_SECRET", remedy="请由土地交易机构与银行约定密钥后开通"
        )
    try:
        secret: bytes = path.read_bytes().strip()
    except OSError:
        raise LingxingError("银行推送暂时不能用：密钥文件读不出来", remedy="请告知系统管理员") from None
    if len(secret) < SHORTEST_SECRET:
        raise WrongSetting(f"密钥少于 {SHORTEST_SECRET} 个字节", where="LINGXING_BANK_SECRET", remedy="请换更长的密钥")
    return secret
