"""Django's settings, derived from the environment alone."""

import secrets

from lingxing.web.data_keys import read_data_keys, read_digest_key
from lingxing.web.environment import read_environment
from lingxing.web.logs import logging_configuration

ENVIRONMENT = read_environment()
SERVING = ENVIRONMENT.mode == "serve"
SECRET_FILE = ENVIRONMENT.home / "secret"

# A command without a secret on file needs one only while it runs; `serve` and `demo` make the lasting one.
SECRET_KEY = SECRET_FILE.read_text("ascii").strip() if SECRET_FILE.is_file() else secrets.token_urlsafe(48)
# What seals personal data, newest first, and what makes the digests by which numbers are found.
DATA_KEYS = read_data_keys(ENVIRONMENT.home / "keys")
DIGEST_KEY = read_digest_key(ENVIRONMENT.home / "keys")
LEDGER_SIGNING_KEY = ENVIRONMENT.home / "keys" / "ledger-signing.key"
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.origins)

INSTALLED_APPS = [
    "lingxing.web",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "lingxing.engines.ledger",
    "lingxing.engines.parties",
    "lingxing.engines.documents",
    "lingxing.engines.rules",
    "lingxing.engines.cases",
    "lingxing.engines.disclosure",
    "lingxing.engines.hotline",
    "lingxing.engines.supervision",
    "lingxing.engines.auctions",
]

CASE_FOLLOWERS = [
    "lingxing.engines.hotline.services.following.follow_cases",
    "lingxing.engines.supervision.services.following.follow_cases",
]
"""Who writes rows of its own with every act in a case; see lingxing.engines.cases.services.followers."""

CASE_ENCLOSURES = ["lingxing.engines.supervision.queries.enclosed.answer_sheets"]
"""Who encloses files of its own with the papers of a case; see lingxing.engines.cases.queries.enclosed."""

MIDDLEWARE = [
    "lingxing.web.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "lingxing.web.middleware.SecurityHeaders",
    "lingxing.web.static_files.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "lingxing.web.middleware.Refusals",
    "lingxing.web.middleware.OnDate",
    "lingxing.web.middleware.Access",
    "lingxing.web.middleware.CoSigned",
]

ROOT_URLCONF = "lingxing.web.urls"
ASGI_APPLICATION = "lingxing.web.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lingxing.web.context.page",
            ],
            "builtins": ["lingxing.web.templatetags.lingxing"],
        },
    }
]

_DATABASE = ENVIRONMENT.database
# PostgreSQL keeps the plans of statements that a connection runs again and again; connections outlive requests.
_PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
_POOL = {"pool": {"min_size": 2, "max_size": 16, "timeout": 10}}
if _DATABASE.embedded:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _DATABASE.name,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
                "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;",
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _DATABASE.name,
            "USER": _DATABASE.user,
            "PASSWORD": _DATABASE.password,
            "HOST": _DATABASE.host,
            "PORT": _DATABASE.port,
            "OPTIONS": {**_PREPARED, **_POOL} if SERVING else _PREPARED,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "parties.Account"
AUTHENTICATION_BACKENDS = ["lingxing.engines.parties.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "parties:sign-in"
LOGIN_REDIRECT_URL = "/"
LANDING_PAGES = {"applicant": "/my/cases/", "clerk": "/desk/", "supervisor": "/overview/"}
"""Where each role goes on to after signing in, unless it came from somewhere; the others see the home page."""
CERTIFICATE_AUTHORITIES = ENVIRONMENT.certificate_authorities
LOCK_AFTER = ENVIRONMENT.lock_after
LOCK_MINUTES = ENVIRONMENT.lock_minutes

SESSION_COOKIE_NAME = "lingxing_session"
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_NAME = "lingxing_csrf"
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lingxing.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

DATA_UPLOAD_MAX_MEMORY_SIZE = ENVIRONMENT.upload_megabytes * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FONT_DIRECTORY = ENVIRONMENT.fonts
PUBLIC_ORIGIN = ENVIRONMENT.public_origin
PARAMETER_DIRECTORY = ENVIRONMENT.parameters
UPLOAD_MAX_BYTES = ENVIRONMENT.upload_megabytes * 1024 * 1024

UPLOAD_DIRECTORY = ENVIRONMENT.home / "uploads"
PAPER_MAX_BYTES = ENVIRONMENT.paper_megabytes * 1024 * 1024
BACKUP_DIRECTORY = ENVIRONMENT.backups
BACKUPS_KEPT = ENVIRONMENT.backups_kept
AUCTION_GRACE_SECONDS = ENVIRONMENT.auction_grace
BANK_SECRET_FILE = ENVIRONMENT.bank_secret
MAILBOXES_FILE = ENVIRONMENT.mailboxes
PUBLICATION_KEEP_DAYS = ENVIRONMENT.publication_keep_days
WATCHERS = ENVIRONMENT.watchers
WATCHERS_OF_ADDRESS = ENVIRONMENT.watchers_of_address

_MAIL = ENVIRONMENT.smtp
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = (_MAIL.host, _MAIL.port) if _MAIL else ("", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (_MAIL.user, _MAIL.password) if _MAIL else ("", "")
EMAIL_USE_TLS = bool(_MAIL and _MAIL.security == "starttls")
EMAIL_USE_SSL = bool(_MAIL and _MAIL.security == "tls")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
SMS_FILE = ENVIRONMENT.sms

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static" if SERVING else None
WHITENOISE_USE_FINDERS = not SERVING
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SERVING
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "Y年n月j日"

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
LOGGING = logging_configuration(ENVIRONMENT.log_level, structured=SERVING)
