"""What is wrong with a package, for its author."""

from lingxing.kernel.errors import LingxingError


class WrongPackage(LingxingError):
    """A mistake in a package's files. `what` and `remedy` are English, `where` is file:line."""

    def __str__(self) -> str:
        """Return one line: where: what; remedy."""
        told = "; ".join(part for part in (self.what, self.remedy) if part)
        return f"{self.where}: {told}" if self.where else told
