"""Rules as a Django application."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Brings templates and static files; there are no tables."""

    name = "lingxing.engines.rules"
    label = "rules"
    verbose_name = "规则"
