"""An announcement as a printed paper."""

from django.conf import settings

from lingxing.engines.auctions.domain.announcements import Content
from lingxing.engines.auctions.queries.announcing import Announced
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.printing.official_pdf import official_pdf
from lingxing.printing.paper import Checking, Level, Paper, PaperKind, Paragraph, Row


def announcement_pdf(found: Announced, address: str) -> bytes:
    """Return the announcement as PDF; the printed code leads to `address`, where its digest stands."""
    fonts = [settings.FONT_DIRECTORY] if settings.FONT_DIRECTORY else []
    return official_pdf(announcement_paper(found, address), fonts)


def announcement_paper(found: Announced, address: str) -> Paper:
    """Return the announcement before it is set."""
    content = found.content
    on = found.published_at.astimezone(SHANGHAI).date()
    return Paper(
        kind=PaperKind.NOTICE,
        title=f"国有建设用地使用权网上挂牌{found.kind_label}",
        number=f"第{found.number}号",
        organ=content.heading.agency if content else "",
        date=format_date(on),
        issued_at=found.published_at,
        paragraphs=tuple(_paragraphs(content, found.text)),
        rows=tuple(Row(line.label, line.value.replace("\n", "；")) for line in content.lines) if content else (),
        checking=Checking(address, ("扫码核对本公告", f"摘要 {found.digest[:16]}…")),
    )


def _paragraphs(content: Content | None, text: str) -> list[Paragraph]:
    if content is None:
        return [Paragraph(Level.TEXT, line) for line in text.splitlines() if line.strip()]
    heading = content.heading
    issued = f"{heading.grantor}以网上挂牌方式出让{heading.title}，由{heading.agency}承办。"
    told = [f"{issued}依据：{heading.rule}。"]
    if content.reason:
        told = [f"{heading.title}的出让公告有下列变更。变更理由：{content.reason}。"]
        told += [f"{one.label}：由“{one.before or '（无）'}”改为“{one.after or '（无）'}”。" for one in content.changes]
        told += ["变更后的全部内容如下。"]
    if content.files:
        told.append(f"出让文件：{'、'.join(f'{file.label}（{file.name}）' for file in content.files)}。")
    return [Paragraph(Level.TEXT, line.replace("\n", "；")) for line in told]
