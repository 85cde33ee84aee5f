"""A site whose clock a test moves ahead. The rules of a sale stay as they are: the days between its acts are skipped.

Run by `serve_moving`; nothing of it is ever imported by the site itself.
"""

import datetime as dt
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lingxing.cli.demo.accounts import demo_accounts
from lingxing.cli.demo.listings import open_land_office, settle_bidders
from lingxing.cli.demo.sales_script import read_sales
from lingxing.cli.serve import bring_up_to_date, run_server
from lingxing.engines.auctions.models import Heartbeat
from lingxing.engines.auctions.services.pulse import seen

_REAL = timezone.now


@dataclass
class _Clock:
    ahead: dt.timedelta = dt.timedelta()


_CLOCK = _Clock()


def serve() -> None:
    """Serve the demo's land office and its bidders, with no lot yet."""
    timezone.now = lambda: _REAL() + _CLOCK.ahead
    home, script = settings.ENVIRONMENT.home, read_sales()
    bring_up_to_date(migrate=False)
    demo_accounts(home / "demo-accounts.json")
    open_land_office(script, timezone.now())
    settle_bidders(script, home / "certificates", timezone.now())
    threading.Thread(target=_follow, args=(home / "ahead",), daemon=True).start()
    run_server("127.0.0.1", settings.ENVIRONMENT.port, 1)


def _follow(file: Path) -> None:
    """Let the clock run as many seconds ahead as the file says. Its beats move first: nobody was away meanwhile."""
    while True:
        time.sleep(0.05)
        ahead = dt.timedelta(seconds=float(file.read_text())) if file.exists() else dt.timedelta()
        if ahead > _CLOCK.ahead:
            Heartbeat.objects.filter(pk=1).update(at=_REAL() + ahead)
            seen(_REAL() + ahead)
            _CLOCK.ahead = ahead
            file.with_name("moved").write_text(str(ahead.total_seconds()))
