"""Settings, read from the environment. `sanbi check` says which are unsafe, and why."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

SITE = Path(__file__).resolve().parent


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def _listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _database(url: str) -> dict[str, Any]:
    """Return Django's database settings for a connection string; without one there is none."""
    if not url:
        return {"ENGINE": "django.db.backends.dummy"}
    parts = conninfo_to_dict(url)
    named = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    own = {key: str(parts.pop(name)) for name, key in named.items() if parts.get(name)}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **own,
        "OPTIONS": {**parts, "options": "-c timezone=UTC"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def _providers() -> list[dict[str, Any]]:
    """Return the OpenID Connect provider that the environment names, if it names one."""
    server = os.environ.get("SANBI_OIDC_SERVER", "")
    if not server:
        return []
    return [
        {
            "provider_id": "oidc",
            "name": os.environ.get("SANBI_OIDC_NAME", "OpenID Connect"),
            "client_id": os.environ.get("SANBI_OIDC_CLIENT", ""),
            "secret": os.environ.get("SANBI_OIDC_SECRET", ""),
            "settings": {"server_url": server},
        }
    ]


# -- what an installation says --------------------------------------------------------------------
SANBI_DEMO = _flag("SANBI_DEMO")
# The demo stands at a moment of its story: so far from the machine's clock. A real site has none.
SANBI_CLOCK_SECONDS = int(os.environ.get("SANBI_CLOCK_SECONDS", "0")) if SANBI_DEMO else 0
SANBI_HASH = os.environ.get("SANBI_HASH", "sha256")
SANBI_PLACE = os.environ.get("SANBI_PLACE", "云川县" if SANBI_DEMO else "")
SANBI_FILES = Path(os.environ.get("SANBI_FILES", "var/files"))
# For tests on a database that may lose what it has confirmed; `sanbi check` refuses it.
SANBI_UNSAFE_WRITES = _flag("SANBI_UNSAFE_WRITES")
# Where the live service answers from a port of its own (the demo); else it is /live/ of the site.
SANBI_LIVE_PORT = int(os.environ.get("SANBI_LIVE_PORT", "0"))
SANBI_REMINDERS = _listed("SANBI_REMINDERS")  # apprise addresses; none: reminders stay in the site

DEBUG = _flag("SANBI_DEBUG")
SECRET_KEY = os.environ.get("SANBI_SECRET_KEY", "")
ALLOWED_HOSTS = _listed("SANBI_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _listed("SANBI_TRUSTED_ORIGINS")
DATABASES = {"default": _database(os.environ.get("SANBI_DATABASE_URL", ""))}

# -- parts ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "sanbi.site.apps.SiteConfig",
    "sanbi.apps.screens.apps.ScreensConfig",
    "sanbi.apps.bulletins.apps.BulletinsConfig",
    "sanbi.apps.meetings.apps.MeetingsConfig",
    "sanbi.apps.plans.apps.PlansConfig",
    "sanbi.apps.assessments.apps.AssessmentsConfig",
    "sanbi.apps.ballots.apps.BallotsConfig",
    "sanbi.apps.actions.apps.ActionsConfig",
    "sanbi.apps.projects.apps.ProjectsConfig",
    "sanbi.apps.indicators.apps.IndicatorsConfig",
    "sanbi.apps.documents.apps.DocumentsConfig",
    "sanbi.apps.orgs.apps.OrgsConfig",
    "sanbi.apps.audit.apps.AuditConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sanbi.site.middleware.headers",
    "sanbi.site.middleware.bounded",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sanbi.apps.orgs.middleware.acting",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sanbi.apps.orgs.sign_in.sessions.SessionRules",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "sanbi.site.urls"
WSGI_APPLICATION = "sanbi.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sanbi.site.context.page",
            ],
        },
    }
]

# -- people ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email", "phone")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SANBI_SESSION_IDLE = int(os.environ.get("SANBI_SESSION_IDLE", "1800"))  # seconds
SANBI_SESSION_LONGEST = int(os.environ.get("SANBI_SESSION_LONGEST", "43200"))  # seconds
SESSION_COOKIE_AGE = SANBI_SESSION_LONGEST
SANBI_SECOND_FACTOR = _listed(  # roles that cannot work without one
    "SANBI_SECOND_FACTOR", "" if SANBI_DEMO else "office,sysadmin,secadmin,auditadmin"
)
SANBI_DEMO_ACCOUNTS = "sanbi.site.demo.accounts"  # shown on the sign-in page of the demo

# Failures lock the account, never the address (sanbi.apps.orgs.sign_in.limits).
SANBI_FAILURES = 5
SANBI_FAILURES_FROM_NOISY_ADDRESS = 2
SANBI_NOISY_ADDRESS = 100  # failures from one address within the time of a lock
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_FAILURE_LIMIT = "sanbi.apps.orgs.sign_in.limits.failure_limit"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "sanbi.apps.orgs.sign_in.limits.account_name"
AXES_CLIENT_IP_CALLABLE = "sanbi.apps.orgs.sign_in.limits.address_of"
AXES_LOCKOUT_CALLABLE = "sanbi.apps.orgs.sign_in.limits.locked_page"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # the audit keeps who came and went
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # it asks for locks by address, which we do not want
    "security.W008",  # leading from HTTP to HTTPS is the proxy's work
    "security.W005",  # other names below the site's are not ours to bind
    "security.W021",  # nor is a list that browsers bring along
]

ACCOUNT_ADAPTER = "sanbi.apps.orgs.sign_in.adapters.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Wrong passwords and wrong codes count together, in the database (sanbi.apps.orgs.sign_in.codes);
# these limits are allauth's own, by process, and stay for USB keys. Addresses are not limited.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/900s/key", "reauthenticate": "10/m/user"}
MFA_RATE_LIMITS = {"webauthn_login": None}  # a hall of people may sit behind one address
MFA_FORMS = {
    "authenticate": "sanbi.apps.orgs.sign_in.forms.CodeForm",
    "reauthenticate": "sanbi.apps.orgs.sign_in.forms.CodeAgainForm",
    "add_webauthn": "sanbi.apps.orgs.sign_in.forms.NewKeyForm",
    "edit_webauthn": "sanbi.apps.orgs.sign_in.forms.KeyNameForm",
}
MFA_ADAPTER = "sanbi.apps.orgs.sign_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # clocks of phones without a network drift
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SANBI_DEMO
SOCIALACCOUNT_ADAPTER = "sanbi.apps.orgs.sign_in.providers.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address of mail proves nothing
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
SANBI_OIDC_CLAIM = os.environ.get("SANBI_OIDC_CLAIM", "")  # holds names of accounts here
SANBI_OIDC_CREATE = _flag("SANBI_OIDC_CREATE")  # accounts without roles, for people unknown here
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _providers()}}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("SANBI_HTTPS", default=not SANBI_DEMO)
# Browsers that have come through HTTPS once stay with it for 180 days; said through HTTPS alone.
SECURE_HSTS_SECONDS = 180 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# -- words, time, files ---------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SITE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("SANBI_TIME_ZONE", "Asia/Shanghai")
STATIC_URL = "static/"
STATIC_ROOT = os.environ.get("SANBI_STATIC") or None  # else the finders serve what the wheel holds
STATICFILES_DIRS = [SITE / "static"] if (SITE / "static").is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
