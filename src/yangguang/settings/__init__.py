"""What does this installation look like? One folder of data and a few variables of the environment."""

from __future__ import annotations

import secrets
from pathlib import Path

import environ

env = environ.Env()

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


DEBUG = False
SECRET_KEY = env("YANGGUANG_SECRET_KEY", default=None) or _secret_key()
ALLOWED_HOSTS = env.list("YANGGUANG_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "yangguang.workflow",
    "yangguang.annualreport",
    "yangguang.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "yangguang.web.urls"
WSGI_APPLICATION = "yangguang.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'yangguang.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = False
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
