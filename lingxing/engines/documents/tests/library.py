"""A library with two gazettes of an invented city, and people who use it."""

import dataclasses

from django.test import Client

from lingxing.engines.documents import services
from lingxing.engines.documents.domain.model import Confidence, Document, Repair, RepairKind
from lingxing.engines.documents.exports.tests import samples as lakes
from lingxing.engines.documents.tests import samples
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR

FERRY, OLD_FERRY, LAKES = "云政规-2024-3", "云政办发-2017-11", "云政发-2026-1"


def fill(*documents: Document) -> int:
    """Import the ferry rules, the rules they repeal, a notice with two instruments and what is given; return its id."""
    repaired = Repair(105, RepairKind.SPACING, "渡 船", "渡船", Confidence.CERTAIN)
    ferry = dataclasses.replace(samples.ferry_rules(), repairs=(repaired,))
    notice = dataclasses.replace(lakes.document(), index=3, line_ranges=((300, 341),))
    gazette = samples.gazette(ferry, samples.old_ferry_rules(), notice, *documents)
    return services.import_gazette(gazette, OPERATOR, samples.AT).gazette_id


def change_ferry_rules() -> None:
    """Import another edition in which the ferry rules' third article says something else."""
    articles = (*samples.ARTICLES[:2], "渡船每日开航前应当检查救生设备，检查记录保存三年。", *samples.ARTICLES[3:])
    title = "云梦泽市渡口管理办法"
    changed = samples.document(1, title, "云政规〔2024〕3号", articles=articles)
    services.import_gazette(samples.gazette(changed, edition="2"), OPERATOR, samples.AT)


def signed_in(role: Role = Role.EDITOR) -> Client:
    """Return a browser of a person with that role."""
    client = Client()
    client.force_login(account("bianji", role))
    return client
