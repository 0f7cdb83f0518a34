"""The settings of a test run: the same code on a data folder of its own."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """Beside the clone's data, never in it: a run must not touch what a demo keeps."""
    if os.geteuid() != 0:
        return ROOT / "var" / "test"
    return Path("/var/lib/heyan") / (hashlib.sha256(str(ROOT).encode()).hexdigest()[:12] + "-test")


os.environ.setdefault("HEYAN_DATA_DIR", str(data_dir()))
os.environ.setdefault("HEYAN_LOG_LEVEL", "ERROR")
os.environ.setdefault("MODEL", "extractive")

from config.settings import *  # noqa: E402, F403  (the environment comes first)

# Hashing that takes a person's patience would take the suite's; its strength is tested by name elsewhere.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  (servestatic warns of a missing folder, and warnings fail)

# Suites that run side by side must not count each other's requests.
SIDE = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHE_URL = f"{CACHE_URL}?db={SIDE}"  # noqa: F405
CACHES = {"default": CACHES["default"] | {"LOCATION": CACHE_URL}}  # noqa: F405
