"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.ledger"
    label = "ledger"
    verbose_name = "台账"
