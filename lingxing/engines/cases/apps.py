"""Cases as a Django application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.cases"
    label = "cases"
    verbose_name = "办件"
