"""The errors that people read."""


class LingxingError(Exception):
    """A refusal that a person can act on.

    `what` says in Chinese what is wrong, `where` names the file, line, article or field, `remedy` says what to do.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        parts = (f"{self.where}：{self.what}" if self.where else self.what, self.remedy)
        return "。".join(part.rstrip("。") for part in parts if part) + "。"


class UnreadableSource(LingxingError):
    """A file or address whose content can't be taken in."""


class NotAllowed(LingxingError):
    """The person lacks the permission for this act."""


class NotFound(LingxingError):
    """Nothing stands under the address or name that was asked for."""


class WrongSetting(LingxingError):
    """An environment variable holds a value that the installation can't run with."""
