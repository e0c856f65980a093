"""Settings. They come from the environment (README.md, Configuration); none set: the example, for this machine only."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from wijkdeal.environment import (
    DEVELOPMENT_KEY,
    PRODUCTION_NEEDS,
    check_production,
    env,
    mail_settings,
    read_environment,
    read_number,
    read_secret,
)

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"

# Which of the four: "local" (as people see it, with the example), "development", "test" or "production".
try:
    ENVIRONMENT = read_environment()
    IS_PRODUCTION = ENVIRONMENT == "production"
    IS_TEST = ENVIRONMENT == "test"
    PROXY_COUNT = read_number("PROXY_COUNT", 0)
    if IS_PRODUCTION:
        check_production({name: read_secret(name) for name in PRODUCTION_NEEDS})
except ImproperlyConfigured as mistake:
    sys.exit(str(mistake))

DEBUG = ENVIRONMENT == "development"
SECRET_KEY = read_secret("SECRET_KEY") or DEVELOPMENT_KEY
ALLOWED_HOSTS = [host.strip() for host in read_secret("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")]
VOTING_POSTCODES = env.list("VOTING_POSTCODES", default=["9721"])  # four digits: who may choose the shared agenda
MAP_FILE = env.str("MAP_FILE", str(BASE_DIR / "wijkdeal" / "content" / "map.toml"))  # empty: there is no map
# Pictures of the real map, asked for by a reader's browser after a click; empty: there is no real map.
_TILES = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png"
MAP_TILES = env.str("MAP_TILES", "https://kaart.voorbeeld.test/{z}/{x}/{y}.png" if IS_TEST else _TILES)
MAP_TILES_OF = env.str("MAP_TILES_OF", "het Kadaster")
MAP_CREDIT = env.str("MAP_CREDIT", "Kaartgegevens © Kadaster")
SITE_URL = read_secret("SITE_URL", f"http://127.0.0.1:{env.str('PORT', '8000')}").rstrip("/")
RELEASE = env.str("RELEASE", "ontwikkeling")

INSTALLED_APPS = [
    "wijkdeal",
    "communication",
    "groups",
    "projects",
    "themes",
    "accounts",
    "core",
    "accounts.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    # The headers first: what any later one refuses by itself (a host, a size, http) carries them too.
    "core.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.BadInputMiddleware",
    "core.middleware.DatabaseDownMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.middleware.LimitsMiddleware",
    "core.middleware.ButtonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.SecondStepMiddleware",
    "accounts.middleware.KeepTypedMiddleware",
]

ROOT_URLCONF = "wijkdeal.urls"
WSGI_APPLICATION = "wijkdeal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "core.templatetags.dates",
                "core.templatetags.text",
                "themes.templatetags.stamps",
            ],
        },
    }
]


def database_from(url):
    """Django's settings for a libpq address, sockets and options included."""
    parts = conninfo_to_dict(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings = {ours: parts.pop(theirs, "") for theirs, ours in names.items()}
    return settings | {"OPTIONS": parts}


DATABASES = {
    "default": database_from(read_secret("DATABASE_URL", "postgresql:///wijkdeal"))
    | {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
}
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 3,
    "options": "-c statement_timeout=10s -c idle_in_transaction_session_timeout=15s -c lock_timeout=8s"
    # No disk turns any more: an index is as cheap as it is. A page never waits for helpers to start.
    " -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0",
}
if IS_TEST:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads come and go with a test: their connections too
    DATABASES["default"]["TEST"] = {
        "NAME": env.str("TEST_DATABASE_NAME", "test_wijkdeal"),
        "TEMPLATE": env.str("TEST_DATABASE_TEMPLATE", None),  # a database with all tables, where there is one
    }
    DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=60s"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# What each process keeps of pages for visitors; none while templates are being written.
KEPT_PAGES_BYTES = 0 if DEBUG else 32 * 1024 * 1024
KEPT_PAGES_VERSION = "wijkdeal.public_version.version"

# -- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if IS_TEST:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mine"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
CODE_MINUTES = 15  # so long a code in a mail works
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# How many tries it has stands in accounts.signin.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "confirm_email_verification_code": "accounts.forms.EmailConfirmationCodeForm",
    "add_email": "accounts.forms.ChangeEmailForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.AskPasswordResetForm",
    "confirm_password_reset_code": "accounts.forms.PasswordResetCodeForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Other sessions end by themselves: they were made with the password of before.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# Only what guesses a code or takes much to make stays as narrow as it is.
LIMITS_FOR_TRYING = dict.fromkeys(
    [
        *("add_member", "apply", "attending", "ballot-code-client", "communication-answer"),
        *("communication-request", "contact", "counter", "counter-ballot", "explaining", "group_document"),
        *("join_group", "money", "newsletter", "newsletter-address", "offer_help", "pledge", "print-ballots"),
        *("propose", "propose-visitor", "question", "raise_issue", "report", "sign-in-client", "start_group"),
        *("staying_away", "typed", "wish"),
    ],
    "10000/h",
) | {"sign-in-address": "100/h"}
# Outside production everybody has one address, 127.0.0.1, and who tries things out is no robot (core.limits).
if ENVIRONMENT in ("local", "development"):
    ACCOUNT_RATE_LIMITS = {
        "login": "600/m/ip",
        "login_failed": "200/m/ip,5/300s/key",
        "signup": "600/m/ip",
        "reset_password": "600/m/ip,5/m/key",
        "reset_password_from_key": "600/m/ip",
    }
    LIMITS = LIMITS_FOR_TRYING
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
MFA_ADAPTER = "accounts.second_factor.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.second_factor_forms.AuthenticateForm",
    "reauthenticate": "accounts.second_factor_forms.ReauthenticateForm",
    "activate_totp": "accounts.second_factor_forms.ActivateForm",
    "add_webauthn": "accounts.second_factor_forms.AddKeyForm",
    "edit_webauthn": "accounts.second_factor_forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Wijkdeal"
# Who works for the portal needs a second factor in production only: the example accounts have to be usable at once.
STAFF_NEEDS_SECOND_FACTOR = IS_PRODUCTION

SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"
# Messages stand in the session, so that a visitor never gets a cookie for one.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- language and time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# -- files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(LOCAL_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = Path(read_secret("MEDIA_ROOT", str(LOCAL_DIR / "media")))
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "core.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or IS_TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# The back office sends all members of a group, those of before too: some ten fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
# More than any form takes: whoever chooses too many is told so by the form, which keeps what was typed.
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# -- mail ------------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Wijkdeal <wijkdeal@{urlsplit(SITE_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
REPLY_TO = env.str("REPLY_TO", "")  # where somebody reads what people answer; empty: mails say that nobody does
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", "")  # a Maildir or mbox with what comes back to that address; empty: none
MAIL_TIMEOUT = 10
# Without EMAIL_URL mail becomes files, read at /ontwikkeling/post/.
MAIL_FOLDER = LOCAL_DIR / "mail"
vars().update(mail_settings(read_secret("EMAIL_URL"), MAIL_FOLDER, timeout=MAIL_TIMEOUT))

# -- safety ----------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# How fast a visitor may send a form: a robot fills it in no time. Only where robots come.
FORM_MIN_SECONDS = 2 if IS_PRODUCTION else 0
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 * 2
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]
    if PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
else:
    SECURE_HSTS_SECONDS = 0

# -- later and repeated work -------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "refused": {"()": "core.logging.RefusedInOneLine"},
        "redact": {"()": "core.logging.RedactPersonalData"},
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refused", "redact"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "procrastinate": {"level": "WARNING"},
    },
}

# Fixed addresses of the neighbourhood live in SiteSettings; this is only where the example content is allowed.
EXAMPLE_ALLOWED = not IS_PRODUCTION
