"""The pages under granian: its command line, and the application that it loads."""

from __future__ import annotations

import gc
import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

PROXIES = "SANBI_TRUSTED_PROXIES"


def make_application() -> Any:  # noqa: ANN401  granian's wrapper has no types
    """The site for a WSGI server.

    What a proxy tells of the visitor's address and of HTTPS is believed only when the request comes
    from an address in SANBI_TRUSTED_PROXIES.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbi.site.settings")
    pages = get_wsgi_application()
    settle_memory()
    trusted = [part.strip() for part in os.environ.get(PROXIES, "").split(",") if part.strip()]
    return wrap_wsgi_with_proxy_headers(pages, trusted) if trusted else pages


def settle_memory() -> None:
    """Load all views now, and leave what was loaded out of the garbage collector's walks.

    A full walk over some 500,000 objects of code takes as long as a page does, falls on whichever
    request is under way, and never finds anything there: what is loaded stays.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
