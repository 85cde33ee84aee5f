"""The types in which cases are asked for an act, for engines that have acts done: who acts, and what is asked."""

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command, Completion

__all__ = ["Acting", "Command", "Completion"]
