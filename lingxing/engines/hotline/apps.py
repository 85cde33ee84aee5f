"""The hotline as a Django application."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.hotline"
    label = "hotline"
    verbose_name = "热线"
