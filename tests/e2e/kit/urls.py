"""The site's routes with the kit's page, which a site in production does not have."""

from django.urls import include, path

from sanbi.site.urls import urlpatterns as site_urls

urlpatterns = [
    *[route for route in site_urls if str(route.pattern) != "kit/"],
    path("kit/", include("sanbi.site.kit.urls")),
]
