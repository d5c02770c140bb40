"""Routes of signing in: those of allauth that we use, and no other.

There is no sign-up, no mail, and no reset by mail; allauth's routes for these do not exist here.
"""

from __future__ import annotations

from allauth.account import views as allauth_account
from allauth.socialaccount import views as allauth_social
from django.urls import include, path

from sanbi.apps.orgs.views import accounts

CANCELLED = "socialaccount_login_cancelled"  # the name by which allauth looks for it

urlpatterns = [
    path("login/", accounts.SignIn.as_view(), name="account_login"),
    path("logout/", allauth_account.logout, name="account_logout"),
    path("password/", accounts.password, name="account_change_password"),
    path("reauthenticate/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("sessions/end/", accounts.sessions_end, name="sessions-end"),
    path("theme/", accounts.theme_set, name="theme-set"),
    path("2fa/", include("allauth.mfa.urls")),
    path(
        "provider/cancelled/", allauth_social.login_cancelled, name="socialaccount_login_cancelled"
    ),
    path("provider/error/", allauth_social.login_error, name="socialaccount_login_error"),
    path("provider/", allauth_social.connections, name="socialaccount_connections"),
    path("provider/oidc/<provider_id>/login/", accounts.provider, name="openid_connect_login"),
    path(
        "provider/oidc/<provider_id>/login/callback/",
        accounts.provider_back,
        name="openid_connect_callback",
    ),
]
