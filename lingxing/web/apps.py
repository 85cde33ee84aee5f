"""The site as a Django application: templates, static files, template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers templates and static files."""

    name = "lingxing.web"
    label = "web"
    verbose_name = "网站"
