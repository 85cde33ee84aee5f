"""Writes to the library. Every function is one transaction with its ledger entry."""

from lingxing.engines.documents.services.editing import confirm_value, correct_value, withdraw_correction
from lingxing.engines.documents.services.importing import import_gazette
from lingxing.engines.documents.services.organs import assign_alias, merge_organs, separate_organ
from lingxing.engines.documents.services.problems import reopen_problem, resolve_problem
from lingxing.engines.documents.services.results import ImportedDocument, ImportResult, Outcome

__all__ = [
    "ImportResult",
    "ImportedDocument",
    "Outcome",
    "assign_alias",
    "confirm_value",
    "correct_value",
    "import_gazette",
    "merge_organs",
    "reopen_problem",
    "resolve_problem",
    "separate_organ",
    "withdraw_correction",
]
