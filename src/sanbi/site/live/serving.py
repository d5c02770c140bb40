"""The live service as granian loads it, set up from the environment."""

from __future__ import annotations

import gc
import os
import time

from sanbi.site.live.application import LiveService


def make_application() -> LiveService:
    """The application for an ASGI server.

    SANBI_DATABASE_URL and SANBI_SECRET_KEY are those of the pages; SANBI_LIVE_ORIGINS lists the
    pages' origins where they are served from another port.
    """
    origins = [part.strip() for part in os.environ.get("SANBI_LIVE_ORIGINS", "").split(",")]
    service = LiveService(
        os.environ["SANBI_DATABASE_URL"],
        os.environ["SANBI_SECRET_KEY"],
        time.time,  # noqa: TID251 - the clock enters here, as the pages' does with a request
        [origin for origin in origins if origin],
        unsafe=os.environ.get("SANBI_UNSAFE_WRITES") == "1",
    )
    gc.collect()
    gc.freeze()
    return service
