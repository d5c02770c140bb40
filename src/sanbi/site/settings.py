"""Settings, read from the environment. `sanbi check` says which are unsafe, and why."""

from __future__ import annotations

import os
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


# -- what an installation says --------------------------------------------------------------------
SANBI_DEMO = _flag("SANBI_DEMO")
SANBI_HASH = os.environ.get("SANBI_HASH", "sha256")
SANBI_PLACE = os.environ.get("SANBI_PLACE", "云川县" if SANBI_DEMO else "")
SANBI_FILES = Path(os.environ.get("SANBI_FILES", "var/files"))
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
    "sanbi.apps.assessments.apps.AssessmentsConfig",
    "sanbi.apps.indicators.apps.IndicatorsConfig",
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
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sanbi.apps.orgs.middleware.acting",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("SANBI_HTTPS", default=not SANBI_DEMO)
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
