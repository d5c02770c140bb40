"""The site's own registration: base templates and the kit's tags."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site, above all apps."""

    name = "sanbi.site"
    label = "site"
