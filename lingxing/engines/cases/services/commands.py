"""What an engine asks for when it has a person act in a case: the command, and in which capacity."""

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command

__all__ = ["Acting", "Command"]
