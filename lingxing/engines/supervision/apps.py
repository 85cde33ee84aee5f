"""Supervision as a Django application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.supervision"
    label = "supervision"
    verbose_name = "政务督查"
