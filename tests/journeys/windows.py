"""Windows of a worker's browser that are emptied and used again: to open one costs a second of a processor."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

PATIENCE_MS = 30_000
"""A loaded machine is no failure: what is there at once is waited for no longer."""
_NOWHERE = "/health"
"""A page of the site, as the browser begins a process anew for what comes after one of nobody's."""
_SIZE = {"width": 1280, "height": 720}


@dataclass
class Window:
    """A page in a session of its own, and what has gone wrong in it."""

    page: Page
    kind: str
    faults: list[str] = field(default_factory=list)


class Windows:
    """The windows of one site. Those of a kind are used in turn, and no two at once."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._free: dict[str, list[Window]] = defaultdict(list)

    def take(self, *, viewport: dict[str, int] = _SIZE, color_scheme: Any = "light", **options: object) -> Window:
        """Return an empty window, nobody signed in, of that size and scheme; options are those of a new context."""
        kind = repr(sorted(options.items()))
        free = self._free[kind]
        window = free.pop() if free else self._open(kind, options)
        window.faults.clear()
        window.page.set_viewport_size(viewport)
        window.page.emulate_media(color_scheme=color_scheme)
        return window

    def give_back(self, window: Window) -> None:
        """Leave the page and forget who was signed in and what was kept, so that the next finds nothing of it."""
        page, context = window.page, window.page.context
        if page.is_closed():
            context.close()
            return
        for other in context.pages:
            if other is not page:
                other.close()
        page.goto(_NOWHERE)
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        context.clear_cookies()
        self._free[window.kind].append(window)

    def _open(self, kind: str, options: dict[str, Any]) -> Window:
        context = self._browser.new_context(base_url=self._address, locale="zh-CN", **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        return watched(context, kind)


def watched(context: BrowserContext, kind: str) -> Window:
    """Return a page of the context; an exception, an error on the console or a request that fails is noted."""
    window = Window(context.new_page(), kind)
    page, faults = window.page, window.faults
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if _is_fault(said, page) else None)
    return window


def _is_fault(said: ConsoleMessage, page: Page) -> bool:
    """Tell an error from the browser's remark that the page itself was answered with a refusal."""
    return said.type == "error" and said.location.get("url") != page.url
