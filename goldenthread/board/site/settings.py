"""Every setting of the website. What differs between places comes from the environment (.env.example)."""

from __future__ import annotations

from pathlib import Path

import pghistory

from goldenthread.board.site import environment
from goldenthread.board.site.database_url import database_from
from goldenthread.board.web.navigation import Item

PACKAGE = Path(__file__).resolve().parents[2]
DATA = Path(environment.text("GOLDENTHREAD_DATA", str(PACKAGE.parent / ".data")))

# --- What this installation is ------------------------------------------------------------------------------

DEMO = environment.yes("GOLDENTHREAD_DEMO")
BOARD_NAME = environment.text("BOARD_NAME", "Harle and Tarnside Safeguarding Children Board")
BOARD_COLOUR = environment.text("BOARD_COLOUR", "#1d4f5c")
LABEL_SET = environment.text("LABEL_SET", "lscb_2015")
SITE_ADDRESS = environment.text("SITE_ADDRESS", "http://localhost:8000" if DEMO else "https://localhost")
OFFICE_CONTACT = environment.text("OFFICE_CONTACT", "the board's business manager")

# --- Safety -------------------------------------------------------------------------------------------------

DEMO_SECRET_KEY = "only-for-the-demonstration-and-tests"  # noqa: S105 - not a secret, and checks refuse it
SECRET_KEY = environment.secret("SECRET_KEY", DEMO_SECRET_KEY if DEMO else None)
DEBUG = False
ALLOWED_HOSTS = environment.text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in environment.text("TRUSTED_ORIGINS", "").split(",") if origin]
BEHIND_TLS = environment.yes("BEHIND_TLS", default=not DEMO)
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = environment.number("SESSION_IDLE_SECONDS", 60 * 60 if DEMO else 15 * 60)
CSRF_FAILURE_VIEW = "goldenthread.board.web.views.form_expired"
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Apps and the way a request takes -----------------------------------------------------------------------

INSTALLED_APPS = [
    "goldenthread.board.site",
    "goldenthread.board.home",
    "goldenthread.board.action_plan",
    "goldenthread.board.documents",
    "goldenthread.board.agencies",
    "goldenthread.board.history",
    "goldenthread.board.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldenthread.board.web.csp.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.board.agencies.sign_in.sessions.whole_page_for_htmx",
    "goldenthread.board.agencies.sign_in.sessions.sign_out_when_idle",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "goldenthread.board.agencies.sign_in.second_factor.second_factor",
    "goldenthread.board.history.middleware.name_the_writer",
    "goldenthread.board.history.middleware.time_travel",
]

ROOT_URLCONF = "goldenthread.board.site.urls"
WSGI_APPLICATION = "goldenthread.board.site.wsgi.application"
FORM_RENDERER = "goldenthread.board.web.forms.GovukRenderer"
COTTON_DIR = "components"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.board.web.context.frame",
            ],
        },
    }
]

NAVIGATION = [
    Item("My work", "home", key="w"),
    Item("Action plan", "plan", "see the action plan", key="a"),
    Item("Recommendations", "recommendations", "see the action plan", key="r"),
    Item("Imports", "imports", "import a plan from a file, and undo it", key="i"),
    Item("People", "people", "invite people, give roles and posts", key="p"),
]
ACCOUNT_PAGES = [Item("My account", "account")]
FOOTER_PAGES = [
    Item("Help", "help"),
    Item("Accessibility statement", "accessibility"),
    Item("Privacy", "privacy"),
    Item("What is new", "whats-new"),
]

# --- Data ---------------------------------------------------------------------------------------------------

DATABASES = {"default": database_from(environment.secret("DATABASE_URL"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "agencies.Person"


PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CREATED_AT_FUNCTION = "goldenthread_recorded_at()"
PGTRIGGER_INSTALL_ON_MIGRATE = False

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None
JOBS_AT_ONCE = False  # tests run jobs where they are asked for
FILES = DATA / "files"
UPLOAD_BYTES = environment.number("UPLOAD_MEGABYTES", 20) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
FILE_UPLOAD_PERMISSIONS = 0o600

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Sign-in ------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ALWAYS_TODAY = "/account/"
SECOND_FACTOR_REQUIRED = environment.yes("SECOND_FACTOR_REQUIRED", default=not DEMO)
FACTOR_KEYS = environment.secret("FACTOR_KEY", SECRET_KEY).split()
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", 0)
ACCOUNT_ADAPTER = "goldenthread.board.agencies.sign_in.adapters.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "goldenthread.board.agencies.sign_in.adapters.EncryptedFactors"
MFA_FORMS = {"add_webauthn": "goldenthread.board.agencies.sign_in.forms.AddPasskey"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = BOARD_NAME

# --- Letters, words and time --------------------------------------------------------------------------------

EMAIL_BACKEND = environment.text(
    "EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.secret("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.yes("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "goldenthread@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_INPUT_FORMATS = ["%d %m %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "goldenthread.board.web.log_lines.OneLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
