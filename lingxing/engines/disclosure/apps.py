"""Disclosure as a Django application."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.disclosure"
    label = "disclosure"
    verbose_name = "公开"
