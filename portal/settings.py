"""Settings, all from the environment; deploy/portal.env.sample lists them.

PORTAL_MODE is "development" (default) or "production". Production refuses what is only
acceptable on one's own machine.
"""

import shlex
import sys
from pathlib import Path
from typing import NoReturn

import environ
from csp.constants import NONE, SELF

env = environ.Env()


def refuse(sentence: str) -> NoReturn:
    """One sentence instead of a traceback; at status 3 gunicorn, too, gives up for good."""
    print(sentence, file=sys.stderr)
    sys.exit(3)


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("PORTAL_DATA_DIR", default=str(BASE_DIR / "var")))
MODE = env.str("PORTAL_MODE", default="development")
if MODE not in {"development", "production"}:
    refuse(f"PORTAL_MODE muss development oder production heißen, nicht „{MODE}“.")
PRODUCTION = MODE == "production"

SAMPLE_KEY = "only-for-development-and-known-to-everybody"
SECRET_KEY = env.str("PORTAL_SECRET_KEY", default=SAMPLE_KEY)
# Keys of before, so that a new one signs nobody out; take them out after a day.
SECRET_KEY_FALLBACKS = env.list("PORTAL_OLD_SECRET_KEYS", default=[])
DEBUG = env.bool("PORTAL_DEBUG", default=False)  # only where nobody else can reach the server
ALLOWED_HOSTS = env.list("PORTAL_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost"])

if PRODUCTION:
    if DEBUG:
        refuse("PORTAL_DEBUG darf im Betrieb nicht eingeschaltet sein.")
    if SECRET_KEY == SAMPLE_KEY or len(SECRET_KEY) < 50:
        refuse("PORTAL_SECRET_KEY fehlt, ist das Beispiel oder kürzer als 50 Zeichen.")
    if SAMPLE_KEY in SECRET_KEY_FALLBACKS or min(map(len, SECRET_KEY_FALLBACKS), default=50) < 50:
        refuse("PORTAL_OLD_SECRET_KEYS nennt das Beispiel oder einen Schlüssel mit weniger als 50 Zeichen.")
    if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
        refuse("PORTAL_HOSTS muss die Namen des Servers nennen, ohne „*“.")

# What encrypts secrets in the database. The first encrypts; older ones only read, until they are gone.
SECRETS_KEYS = env.list("PORTAL_SECRETS_KEYS", default=[]) or ([] if PRODUCTION else [SECRET_KEY])
if PRODUCTION and (SECRET_KEY in SECRETS_KEYS or min(map(len, SECRETS_KEYS), default=0) < 50):
    refuse("PORTAL_SECRETS_KEYS fehlt, ist kürzer als 50 Zeichen oder gleich PORTAL_SECRET_KEY.")

# What the city decides.
CITY = env.str("PORTAL_CITY", default="Stuttgart")
PUBLIC_VIEW = env.bool("PORTAL_PUBLIC", default=False)
SMALL_NUMBER = env.int("PORTAL_SMALL_NUMBER", default=5)  # smaller counts are hidden from the public
if SMALL_NUMBER < 3:
    refuse("PORTAL_SMALL_NUMBER darf nicht kleiner als 3 sein.")

# Open data: terms of use, who answers for it, and what its catalogue says about the city.
LICENCE = env.str("PORTAL_LICENCE", default="dl-de/by-2-0")
if LICENCE not in {"dl-de/by-2-0", "dl-de/zero-2-0", "cc-by-4.0"}:
    refuse("PORTAL_LICENCE muss dl-de/by-2-0, dl-de/zero-2-0 oder cc-by-4.0 heißen.")
PUBLISHER = env.str("PORTAL_PUBLISHER", default=f"Landeshauptstadt {CITY}")
DATA_CONTACT = env.str("PORTAL_DATA_CONTACT", default="")  # e-mail address of an office, not of a person
MUNICIPALITY_KEY = env.str("PORTAL_MUNICIPALITY_KEY", default="08111000")  # Amtlicher Gemeindeschlüssel
CONTRIBUTOR_ID = env.str("PORTAL_CONTRIBUTOR_ID", default="")  # given by GovData, needed for delivery there

# Data protection: who answers for the portal. What is empty is told as missing by /datenschutz/.
CONTROLLER = env.str("PORTAL_CONTROLLER", default="")  # name and address, in one line
CONTROLLER_CONTACT = env.str("PORTAL_CONTROLLER_CONTACT", default="")  # e-mail address, telephone
DATA_PROTECTION_OFFICER = env.str("PORTAL_DATA_PROTECTION_OFFICER", default="")  # how to reach them
SUPERVISORY_AUTHORITY = env.str(
    "PORTAL_SUPERVISORY_AUTHORITY",
    default="Landesbeauftragte oder Landesbeauftragter für den Datenschutz und die Informationsfreiheit "
    "Baden-Württemberg",
)

INSTALLED_APPS = [
    "portal",
    "accommodation",
    "taskforce",
    "volunteering",
    "culture_sport",
    "fim",
    "pakt",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "import_export",
    "simple_history",
    "portal.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "portal.operation.requests.numbered",
    "django.middleware.security.SecurityMiddleware",
    "portal.headers.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.headers.no_store",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.sign_in.sessions.limited",
    "portal.sign_in.second_factor.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "portal.operation.read_only.ReadOnly",
    "portal.operation.limits.Limits",
    "portal.operation.scanning.Scanning",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
                "portal.context.city",
                "portal.context.following",
                "portal.context.second_factor",
                "portal.context.directory",
                "portal.help.sections.address_of_help",
            ],
            "libraries": {"help": "portal.help.tags"},
        },
    }
]

# Database: PostgreSQL by DATABASE_URL, otherwise SQLite in the data directory.
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"
# A connection is kept for the next request: opening one takes longer than what a kept page asks.
DATABASES = {
    "default": environ.Env.db_url_config(DATABASE_URL) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured: without IMMEDIATE a third to two thirds of concurrent writes fail.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Nobody waits for ever: for a server, for what somebody else holds, for a slow statement.
    STATEMENT_SECONDS = env.int("PORTAL_STATEMENT_SECONDS", default=30)
    DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {
        "connect_timeout": 3,
        "options": f"-c lock_timeout=5s -c statement_timeout={STATEMENT_SECONDS}s"
        " -c idle_in_transaction_session_timeout=60s",
    }
# Readers are answered by a replica while it is as far as the database (portal.freshness.replica).
REPLICA_URL = env.str("DATABASE_REPLICA_URL", default="")
if REPLICA_URL:
    DATABASES["replica"] = environ.Env.db_url_config(REPLICA_URL) | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    if {one["ENGINE"] for one in DATABASES.values()} != {"django.db.backends.postgresql"}:
        refuse("DATABASE_REPLICA_URL gilt nur, wenn DATABASE_URL und sie selbst PostgreSQL nennen.")
    # Half the time, so that the database can be asked afterwards; and who vanished is noticed within seconds.
    DATABASES["replica"]["OPTIONS"] = DATABASES["replica"].get("OPTIONS", {}) | {
        "connect_timeout": 2,
        "tcp_user_timeout": 5_000,  # milliseconds
        "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2,
        "options": f"-c statement_timeout={STATEMENT_SECONDS * 500}ms -c default_transaction_read_only=on",
    }  # fmt: skip
    DATABASE_ROUTERS = ["portal.freshness.replica.Router"]
    MIDDLEWARE.insert(1, "portal.freshness.replica.Readers")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Both are shared by all workers, without a service to look after. Limits of sign-in and used codes are
# counted in the database: files lose counts when several workers write, and are thrown away at random.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",  # portal.models.CacheEntry
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
    "months": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "months",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}
# Several machines share what they have made in a Redis, which forgets by itself (deploy/redis.conf).
CACHE_URL = env.str("PORTAL_CACHE_URL", default="")
if CACHE_URL:
    CACHES |= {
        name: {"BACKEND": "portal.freshness.shared.SharedCache", "LOCATION": CACHE_URL, "KEY_PREFIX": name}
        for name in ("pictures", "pages")
    }

# Sign-in: one door, by e-mail address; the admin stands behind it.
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.sign_in.passwords.LocalWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds; also for invitations
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "portal.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords and codes are counted per account and address, and per account and day over all
# addresses (portal.accounts); never per address alone, which many colleagues share. allauth's other limits
# stand; then those of the circles' personal links: secrets tried, numbers reported; then barriers reported
# without an account; last those of costly pages and uploads. Nobody reads faster than that; behind one
# address may stand a whole town hall.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "5/15m/key",
    "login_failed_anywhere": "20/d/key",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
    "count_link": "20/h/ip",
    "report_number": "10/h/key",
    "report_barrier": "20/h/ip",
    "costly_for_person": "30/m/key",
    "costly_for_address": "120/m/key",
    "uploads_of_sender": "20/h/key",
}

# Second factor: required in production for whoever can write, offered to everybody.
REQUIRE_SECOND_FACTOR = env.bool("PORTAL_REQUIRE_SECOND_FACTOR", default=PRODUCTION)
MFA_ADAPTER = "portal.sign_in.second_factor.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "portal.sign_in.second_factor.ActivationForm",
    "authenticate": "portal.sign_in.second_factor.CodeForm",
    "reauthenticate": "portal.sign_in.second_factor.CodeAgainForm",
    "authenticate_webauthn": "portal.sign_in.second_factor.PasskeyForm",
    "reauthenticate_webauthn": "portal.sign_in.second_factor.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = f"Integrationsportal {CITY}"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by the administration

# Looks at every uploaded file; without it none does (portal.operation.scanning).
SCAN_COMMAND = shlex.split(env.str("PORTAL_SCAN_COMMAND", default=""))
SCAN_SECONDS = 30  # nginx waits longer

# Sign-in through the city's directory by OpenID Connect; without PORTAL_OIDC_URL there is none.
OIDC_URL = env.str("PORTAL_OIDC_URL", default="")
OIDC_LABEL = env.str("PORTAL_OIDC_LABEL", default="Mit dem Dienstkonto anmelden")
OIDC_SECOND_FACTOR = env.bool(
    "PORTAL_OIDC_SECOND_FACTOR", default=False
)  # whether the directory asks for one
OIDC_ROLES_CLAIM = env.str("PORTAL_OIDC_ROLES_CLAIM", default="groups")
OIDC_ROLES = env.dict("PORTAL_OIDC_ROLES", default={})  # group in the directory=key of a role, first wins
if PRODUCTION and OIDC_URL and not OIDC_URL.startswith("https://"):
    refuse("PORTAL_OIDC_URL muss mit https:// beginnen.")
SOCIALACCOUNT_ADAPTER = "portal.sign_in.single_sign_on.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
# A link, not a form: form-action 'self' would stop a form that is led to the directory.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "verzeichnis",
                "name": OIDC_LABEL,
                "client_id": env.str("PORTAL_OIDC_CLIENT_ID", default=""),
                "secret": env.str("PORTAL_OIDC_SECRET", default=""),
                # Entra calls no address verified; the city vouches for those of its own domains.
                "settings": {
                    "server_url": OIDC_URL,
                    "verified_email": env.list("PORTAL_OIDC_MAIL_DOMAINS", default=[]),
                },
            }
        ]
        if OIDC_URL
        else [],
    }
}

# Mails carry links that let somebody in: without a mail server they must not end up in a log.
vars().update(env.email("PORTAL_EMAIL_URL", default="dummymail://" if PRODUCTION else "consolemail://"))
DEFAULT_FROM_EMAIL = env.str("PORTAL_EMAIL_FROM", default="portal@localhost")
EMAIL_TIMEOUT = 10  # seconds; a reminder is sent inside a transaction
# For mails that no request asks for, which therefore cannot know the portal's address.
BASE_URL = env.str(
    "PORTAL_URL",
    default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else "http://127.0.0.1:8000",
).rstrip("/")

# German, in the time of the city. Numbers are formatted by portal.numbers, so that years stay years.
LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# Files. KERN comes from its npm package; without it the pages are plain but complete.
KERN_DIR = BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = not PRODUCTION  # production collects its static files
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("pictures", BASE_DIR / "docs" / "pictures"),
    *([("kern", KERN_DIR)] if KERN_DIR.exists() else []),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Nothing from other hosts, nothing inline. KERN's icons are data: images inside its style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "portal.sign_in.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # how long a session is kept; portal.sign_in.sessions ends it earlier
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    # Exactly one proxy stands in front (deploy/nginx.conf) and says who asked, and that it was by TLS.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_SSL_REDIRECT = env.bool("PORTAL_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"

# Reference lists only; operators' sheets never come in this way.
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# Operation: backups are encrypted with this passphrase; whoever has set it wants to know when one is missing.
BACKUP_KEY = env.str("PORTAL_BACKUP_KEY", default="")
if BACKUP_KEY and len(BACKUP_KEY) < 20:
    refuse("PORTAL_BACKUP_KEY ist kürzer als 20 Zeichen.")
LAST_BACKUP = DATA_DIR / "last_backup"
READ_ONLY = DATA_DIR / "read_only"  # while this file is there, nothing is written
SECURE_REDIRECT_EXEMPT = ["^gesund/$", "^bereit/$"]  # asked on the machine itself, too, without TLS

# To stderr, where systemd collects it. No mails with error reports: they would carry form data.
# Requests and errors have lines of their own (portal.operation); Django's would say the same once more.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.operation.logs.JsonLines"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING"},
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "portal": {"level": "INFO" if PRODUCTION else "WARNING"},
    },
}
CSRF_FAILURE_VIEW = "portal.operation.errors.forged"
