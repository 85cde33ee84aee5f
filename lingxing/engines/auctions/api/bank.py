"""The bank's way in: signed, no session, no order number confirmed to anybody."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Header, Router, Schema

from lingxing.engines.auctions.services.bank import MOST_LINES, check_signature, take_delivery
from lingxing.engines.parties.access import Request, public
from lingxing.engines.parties.access_api import SIGNED_IN, Given

router = Router(tags=["网上挂牌出让"])
_TEXT = Annotated[str, Field(max_length=500)]


class BankLineAsked(Given):
    """Money that came in on the deposit account."""

    reference: Annotated[str, Field(min_length=1, max_length=100, description="银行自己的流水号，一笔一个")]
    amount: Annotated[str, Field(max_length=40, description="元，最多两位小数，如 24000000.00")]
    paid_at: Annotated[str, Field(max_length=40, description="到账时间，北京时间，如 2026-12-28 10:23:45")]
    order_number: Annotated[str, Field(max_length=100, description="订单流水号；没有单独一项的留空")] = ""
    remark: Annotated[_TEXT, Field(description="附言，从中读订单流水号")] = ""
    payer: Annotated[_TEXT, Field(description="付款人户名")] = ""
    payer_account: Annotated[_TEXT, Field(description="付款账号")] = ""


class BankLinesAsked(Given):
    """What the bank reports at once."""

    lines: Annotated[list[BankLineAsked], Field(min_length=1, max_length=MOST_LINES)]


class AcceptedInfo(Schema):
    """How many lines were received; nothing of what they match."""

    accepted: int


def _signed(request: HttpRequest) -> str:
    """Return the bank where the message carries its fresh signature. NotAllowed for every other."""
    stamp = request.headers.get("X-Bank-Timestamp", "")
    check_signature(stamp, request.headers.get("X-Bank-Signature", ""), request.body, timezone.now())
    return "bank"


@router.post(
    "/listings/bank-lines",
    response={200: AcceptedInfo, **SIGNED_IN},
    auth=_signed,
    summary="银行推送保证金到账明细",
    url_name="bank-lines",
)
@public
def bank_lines(
    request: Request,
    asked: BankLinesAsked,
    x_bank_timestamp: Annotated[str, Header(description="自 1970 年起的秒数，与服务器相差不超过 5 分钟")],
    x_bank_signature: Annotated[str, Header(description="HMAC-SHA256(密钥, 时间戳 + 换行 + 请求体)，十六进制")],
) -> AcceptedInfo:
    """Take in what came to the deposit account. The same message may be sent again; it counts once."""
    del request, x_bank_timestamp
    lines = [line.model_dump() for line in asked.lines]
    return AcceptedInfo(accepted=take_delivery(x_bank_signature, lines, timezone.now()))
