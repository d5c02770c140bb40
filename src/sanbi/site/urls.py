"""Routes. Each app has its own under its prefix; names are unique over the whole site."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from sanbi.apps.orgs.views import accounts
from sanbi.site.api.app import api
from sanbi.site.api.guide import guide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sanbi.apps.screens.urls")),
    path("indicators/", include("sanbi.apps.indicators.urls")),
    path("projects/", include("sanbi.apps.projects.urls")),
    path("actions/", include("sanbi.apps.actions.urls")),
    path("actions/plans/", include("sanbi.apps.plans.urls")),
    path("meetings/", include("sanbi.apps.meetings.urls")),
    path("bulletins/", include("sanbi.apps.bulletins.urls")),
    path("ballots/", include("sanbi.apps.ballots.urls")),
    path("vote/", include("sanbi.apps.ballots.vote_urls")),
    path("actions/inbox/", include("sanbi.apps.documents.urls")),
    path("boards/", include("sanbi.apps.assessments.board_urls")),
    path("assessments/", include("sanbi.apps.assessments.urls")),
    path("manage/", include("sanbi.apps.orgs.urls")),
    path("audit/", include("sanbi.apps.audit.urls")),
    path("accounts/", include("sanbi.apps.orgs.account_urls")),
    path("api/v1/", api.urls),
    path("manage/api/", guide, name="api-guide"),
    path("language/", accounts.language_set, name="set_language"),
]
if (settings.DEBUG or settings.SANBI_DEMO) and find_spec("sanbi.site.kit"):
    urlpatterns.append(path("kit/", include("sanbi.site.kit.urls")))
