"""Django settings.  What differs between towns stands in the database or in `yakuba.env`."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from yakuba.platform import paths
from yakuba.site import environment

environment.load()

PACKAGE = Path(__file__).resolve().parents[1]
DEMO = environment.is_demo()

SECRET_KEY = environment.secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("YAKUBA_HOSTS", "localhost 127.0.0.1 [::1]").split()
if DEMO:
    ALLOWED_HOSTS = ["*"]  # tried from the office network under any name
CSRF_TRUSTED_ORIGINS = os.environ.get("YAKUBA_ORIGINS", "").split()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "yakuba.platform.ui",
    "yakuba.platform.audit",
    "yakuba.platform.office",
    "yakuba.platform.files",
    "yakuba.platform.drafts",
    "yakuba.platform.jobs",
    "yakuba.platform.search",
    "yakuba.platform.registers",
    "yakuba.platform.api",
    "yakuba.platform.grid",
    "yakuba.platform.reminders",
    "yakuba.platform.conduct",
    "yakuba.platform.letters",
    "yakuba.platform.masking",
    "yakuba.platform.receipts",
    "yakuba.core.plan",
    "yakuba.core.indicators",
    "yakuba.core.evaluation",
    "yakuba.core.publication",
    "yakuba.modules.voices",
    "yakuba.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "yakuba.platform.ui.middleware.language_of_path",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "yakuba.site.urls"
WSGI_APPLICATION = "yakuba.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["yakuba.platform.ui.templatetags.ui", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "yakuba.platform.ui.context.page",
            ],
        },
    }
]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # no mail is assumed anywhere
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # allauth counts per process; office.limits counts in the database
ACCOUNT_ADAPTER = "yakuba.platform.office.sign_in.AccountAdapter"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/staff/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Idle 30 minutes; the absolute limit of 12 hours is kept by office.access.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_NAME = "yakuba" if DEMO else "__Host-yakuba"
CSRF_COOKIE_NAME = "yakuba-form" if DEMO else "__Host-yakuba-form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "yakuba.site.errors.form_expired"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = paths.home() / "static"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "slow"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"psycopg.pool": {"level": "ERROR"}},  # our own sentence names the cause
    "root": {"handlers": ["console"], "level": os.environ.get("YAKUBA_LOG", "WARNING")},
}
