"""Parties as a Django application."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.parties"
    label = "parties"
    verbose_name = "机构与账号"
