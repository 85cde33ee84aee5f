"""Documents as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the tables."""

    name = "lingxing.engines.documents"
    label = "documents"
    verbose_name = "公文库"
