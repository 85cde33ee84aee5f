"""Papers of an invented city."""

import datetime as dt
from dataclasses import replace

from lingxing.printing.paper import Checking, Paper, PaperKind, Row, paragraphs_of

ISSUED_AT = dt.datetime(2026, 1, 5, 1, 30, tzinfo=dt.UTC)
ADDRESS = "https://office.example/verify/Qm3vTz8KpLx4WnR7sYb2Hd"
CHECKING = Checking(
    ADDRESS, ("扫描二维码或打开下列网址，可核验本件真伪：", ADDRESS, "内容摘要（SHA-256）：" + "0f" * 32)
)
LINES = (
    "白鹭洲：",
    "您于2026年1月4日提出的渡口停靠许可申请（办件编号DKT2026000012）收悉。经审查，现决定如下：",
    "一、准予许可",
    "准予在三号渡口停靠，每日不超过6班，押金人民币壹万贰仟元整。",
    "二、应当遵守的事项",
    "（一）按时停靠。提前停靠的，应当在1日前告知渡口管理站，并在告知中写明船名、载客人数和停靠时间。",
    "（二）保持通道畅通。",
    "如不服本决定，可以自收到本决定之日起60日内申请行政复议，也可以自收到本决定之日起6个月内提起行政诉讼。",
)


def paper(kind: PaperKind = PaperKind.DECISION, **changes: object) -> Paper:
    """Return a paper of that kind."""
    made = Paper(
        kind=kind,
        title="渡口停靠许可决定书",
        number="云渡许〔2026〕12号",
        organ="云梦泽市渡口管理局",
        date="2026年1月5日",
        issued_at=ISSUED_AT,
        paragraphs=paragraphs_of(LINES),
        red_head=kind in (PaperKind.DECISION, PaperKind.LETTER),
        checking=CHECKING,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def certificate() -> Paper:
    """Return a certificate with a table."""
    return paper(
        PaperKind.CERTIFICATE,
        title="渡口停靠证",
        paragraphs=paragraphs_of(("兹证明持证人准予在下列渡口停靠。",)),
        rows=(
            Row("持证人", "白鹭洲"),
            Row("公民身份号码", "110101190001010000"),
            Row("停靠渡口", "三号渡口、七号渡口，限每日六时至二十时之间，节假日另行公告"),
            Row("有效期", "2026年1月5日至2027年1月4日"),
        ),
        notes=("有效期届满前一个月可以申请延续",),
    )


def receipt() -> Paper:
    """Return a receipt with a table."""
    return paper(
        PaperKind.RECEIPT,
        title="受理通知书",
        paragraphs=paragraphs_of(
            ("白鹭洲：", "您的渡口停靠许可申请已于2026年1月5日受理，我们将在2026年1月26日前作出决定。")
        ),
        rows=(Row("办件编号", "DKT2026000012"), Row("申请人", "白鹭洲")),
    )
