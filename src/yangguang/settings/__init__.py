"""What does this installation look like? One folder of data and a few variables of the environment."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any

import environ
import structlog
import yaml
from django.utils.dateparse import parse_date

env = environ.Env()
UNUSABLE = 2
"""Exit status when what was entered cannot be used."""

DATA = Path(env("YANGGUANG_DATA", default="var")).resolve()
"""Everything an installation owns: database, files, public pages, search index, keys."""


def _secret_key() -> str:
    path = DATA / "keys" / "django"
    if path.is_file():
        return path.read_text("ascii")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_urlsafe(64)
    path.touch(mode=0o600)
    path.write_text(key, "ascii")
    return key


def _site() -> dict[str, Any]:
    path = DATA / "site.yaml"
    if not path.is_file():
        return {}
    try:
        entered = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        entered = None
    if not isinstance(entered, dict):
        print(f"{path} 写法有误：应当是 UTF-8 编码、每行一项“名称: 内容”的 YAML 文件", file=sys.stderr)
        raise SystemExit(UNUSABLE)
    return entered


DEBUG = False
SECRET_KEY = env("YANGGUANG_SECRET_KEY", default=None) or _secret_key()
PRACTICE_DAY = parse_date(env("YANGGUANG_PRACTICE_DAY", default=""))
"""A training installation may stand on one day, such as 2027-01-12; None: every day is today."""
ALLOWED_HOSTS = env.list("YANGGUANG_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE = _site()
"""What the county says of itself (`site.yaml` in the data folder); the portal shows examples for the rest."""
DEMO_SHARE = env.float("YANGGUANG_DEMO_SHARE", default=1.0)
"""Which share of the invented county's three thousand items the demo tells, from 0 to 1."""
PUBLISHED_THINGS = frozenset({"disclosure"})
"""Kinds of things that go out item by item: their approval routes need the organ's own secrecy review."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_prose_editor",
    "yangguang.accounts",
    "yangguang.workflow",
    "yangguang.organisations",
    "yangguang.organisations.approval",
    "yangguang.catalogue",
    "yangguang.disclosure",
    "yangguang.disclosure.normative",
    "yangguang.disclosure.register",
    "yangguang.annualreport",
    "yangguang.annualreport.filing",
    "yangguang.portal",
    "yangguang.desk",
]
MIDDLEWARE = [
    "yangguang.web.middleware.SecurityHeaders",
    "yangguang.web.middleware.ApiRefusals",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yangguang.web.middleware.UploadLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "yangguang.web.urls"
WSGI_APPLICATION = "yangguang.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "yangguang.portal.context.shell",
            ],
        },
    }
]
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'yangguang.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;",
    }
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "yangguang.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "yangguang.accounts.passwords.NotOnlyDigits"},
    {"NAME": "yangguang.accounts.passwords.NotCommon"},
    {"NAME": "yangguang.accounts.passwords.NotLikeThePerson"},
]
LOGIN_URL = "desk:sign_in"
# People work here on shared computers: a session ends with the browser, and after a day's work at the latest.
SESSION_COOKIE_PATH = "/desk/"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("YANGGUANG_HTTPS", default=False)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
"""Shared by all processes: the limits on tries depend on it. The table is made by a migration of `desk`."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# `serve` collects and compresses; where nobody has, files come from the package itself. Their addresses carry
# a digest, so browsers may keep them long.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "portal").is_dir()
WHITENOISE_MAX_AGE = 30 * 24 * 3600

# Files sent for checking: read in memory or a temporary file that dies with the request, never stored.
UPLOAD_MAX_BYTES = env.int("YANGGUANG_UPLOAD_MAX_BYTES", default=64 * 1024 * 1024)
# The check page names its own, lower limit; this one only stops a flood.
DATA_UPLOAD_MAX_NUMBER_FILES = 200

CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=False),
                structlog.processors.format_exc_info,
            ],
        }
    },
    # Whoever asks under another name gets a plain refusal; the log is not his to fill.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
    "handlers": {
        "nowhere": {"class": "logging.NullHandler"},
        "console": {"class": "logging.StreamHandler", "formatter": "json"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
