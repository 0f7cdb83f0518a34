"""Django's settings, computed from `config.env`; nothing here reads the environment itself."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from config.env import ROOT, load_or_stop
from config.secrets import file_secret
from kit import logs
from kit.roles import DATABASE_ROLES, Role
from kit.servers import Embedded

ENV = load_or_stop()

EMBEDDED = Embedded(ENV.data_dir)

DATA_DIR = ENV.data_dir
KEYS_DIR = DATA_DIR / "keys"
CHECKPOINTS_DIR = DATA_DIR / "checkpoints"
MODEL_DIR = DATA_DIR / "model"
MASTER_KEY = ENV.master_key or file_secret(KEYS_DIR, "master")
SECRET_KEY = ENV.secret_key or file_secret(KEYS_DIR, "django")

DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.allowed_hosts)
CONSOLE_URL, WIDGET_URL = ENV.console_address, ENV.widget_address
PRIVATE_ADDRESSES = ENV.private_addresses
UPLOAD_LIMIT_MB, PAGE_LIMIT = ENV.upload_limit_mb, ENV.page_limit

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "kit",
    "audit",
    "tenants",
    "gateway",
    "moderation",
    "consent",
    "labels",
    "knowledge",
    "chat",
    "desk",
    "console",
    "widget",
    "rest",
    "config",
]

MIDDLEWARE = [
    "config.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "config.middleware.front_door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.refuse_unfit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WIDGET_URLCONF = "config.widget_urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def database(role: Role, url: str | None, *, pool: int = 0) -> dict[str, Any]:
    """One alias: the embedded socket as `role`, or the address that the operator gave for it."""
    options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": pool, "timeout": 10}} if pool else {}
    settings: dict[str, Any] = {"ENGINE": "config.database", "OPTIONS": options, "CONN_MAX_AGE": 0}
    # Costs a round trip per unit; without it each pooled connection fails once after the server has been away.
    settings["CONN_HEALTH_CHECKS"] = bool(pool)
    if url is None:
        return settings | {"NAME": ENV.database_name, "USER": DATABASE_ROLES[role], "HOST": str(EMBEDDED.run)}
    parts = urlsplit(url)
    return settings | {
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
    }


DATABASES = {
    "default": database("app", ENV.database_url, pool=ENV.database_pool),
    "clerk": database("clerk", ENV.clerk_database_url),
    "owner": database("owner", ENV.owner_database_url),
}
DATABASE_ROUTERS = ["kit.roles.RoleRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Tables without a tenant, each with exactly what the application may do there.
GLOBAL_TABLES = {
    "django_migrations": "SELECT",
    "django_content_type": "SELECT",
    "django_session": "SELECT, INSERT, UPDATE, DELETE",
    "auth_permission": "SELECT",
    "auth_group": "SELECT",
    "auth_group_permissions": "SELECT",
    "tenants_user": "SELECT, INSERT, UPDATE",
    "account_emailaddress": "SELECT, INSERT, UPDATE, DELETE",
    "account_emailconfirmation": "SELECT, INSERT, UPDATE, DELETE",
    "mfa_authenticator": "SELECT, INSERT, UPDATE, DELETE",
}

AUTH_USER_MODEL = "tenants.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # addresses are unique without regard to case, by a constraint that it cannot see
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Memory-hard, and in the standard library.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": "tenants.adapters.passwords.KindsValidator"},
    {"NAME": "tenants.adapters.passwords.NotTheSameValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/"
ACCOUNT_ADAPTER = "tenants.adapters.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENV.https else "http"
# Per address a whole office may stand behind; per account the adapter's own lock is stricter.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/900s/key"}
MFA_ADAPTER = "tenants.adapters.account.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Heyan"
MFA_TOTP_TOLERANCE = 1

# Idle for half an hour ends a session: each request moves the end, and closing the browser drops the cookie.
SESSION_COOKIE_AGE = 1800
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "heyan_session"
CSRF_COOKIE_NAME = "heyan_csrf"
CSRF_FAILURE_VIEW = "console.views.errors.csrf_failed"
FORM_RENDERER = "console.inputs.base.Renderer"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
CSRF_TRUSTED_ORIGINS = [CONSOLE_URL]
SECURE_SSL_REDIRECT = ENV.https
SECURE_HSTS_SECONDS = 31536000 if ENV.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "templates" / "locale"]
LANGUAGE_COOKIE_NAME = "heyan_language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "media"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "config.uploads.DiskHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

BROKER_URL = ENV.broker_url or EMBEDDED.broker_url
CACHE_URL = ENV.broker_url or EMBEDDED.valkey_url
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}

if ENV.email_url:
    _mail = urlsplit(ENV.email_url)
    EMAIL_HOST, EMAIL_PORT = (
        _mail.hostname or "localhost",
        _mail.port or (465 if _mail.scheme == "smtps" else 587 if _mail.username else 25),
    )
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    # A password never travels in clear: smtps is TLS from the first byte, smtp with credentials starts it.
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(EMAIL_HOST_USER)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
DEFAULT_FROM_EMAIL = ENV.email_from

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest.auth.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "rest.outputs.problem",
    "UNAUTHENTICATED_USER": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Heyan",
    "VERSION": "1",
    "DESCRIPTION": "Ask bots and keep their knowledge. Errors are problem+json; lists have has_more and next_cursor.",
    "OAS_VERSION": "3.1.0",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "rest.outputs.schema.add_streams"],
}

LOGGING = logs.logging_config(ENV.log_level)
logs.configure()
