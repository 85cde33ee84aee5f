"""Auctions as a Django application."""

from django.apps import AppConfig


class AuctionsConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.auctions"
    label = "auctions"
    verbose_name = "网上挂牌出让"
