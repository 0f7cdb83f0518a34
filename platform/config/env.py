"""Read the environment into typed values, and refuse what makes no sense before anything starts."""

import hashlib
import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent

PREFIX = "HEYAN_"


def plain(name: str) -> AliasChoices:
    """A setting that is called without the prefix: the few that a newcomer types."""
    return AliasChoices(name, PREFIX + name)


def default_data_dir() -> Path:
    """`var` in the clone. Root keeps data elsewhere, since PostgreSQL's user must reach it without opening the clone."""
    if os.geteuid() != 0:
        return ROOT / "var"
    return Path("/var/lib/heyan") / hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


class Env(BaseSettings):
    """Every setting of the installation; docs/operations.md explains each."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data_dir: Path = Field(default_factory=default_data_dir)
    demo_file: Path = ROOT / "var" / "demo.json"
    debug: bool = False
    secret_key: Annotated[str, Field(min_length=32)] | None = Field(default=None, repr=False)
    master_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(default=None, repr=False)
    database_url: str | None = Field(default=None, repr=False)
    owner_database_url: str | None = Field(default=None, repr=False)
    clerk_database_url: str | None = Field(default=None, repr=False)
    database_name: str = "heyan"
    database_pool: Annotated[int, Field(ge=0, le=64)] = 8
    broker_url: str | None = Field(default=None, repr=False)

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65534, validation_alias=plain("PORT"))] = 8000
    public_url: str | None = None
    widget_url: str | None = None
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ("localhost", "127.0.0.1", "[::1]")
    https: bool = False
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1",)

    model: str = Field(default="local", validation_alias=plain("MODEL"))
    model_name: str = Field(default="", validation_alias=plain("MODEL_NAME"))
    model_key: str = Field(default="", validation_alias=plain("MODEL_KEY"), repr=False)
    glm_api_key: str = Field(default="", validation_alias=plain("GLM_API_KEY"), repr=False)
    private_addresses: bool = False

    email_url: str = Field(default="", repr=False)
    email_from: str = "heyan@localhost"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    upload_limit_mb: Annotated[int, Field(ge=1, le=1024)] = 200
    page_limit: Annotated[int, Field(ge=1, le=10000)] = 2000

    @field_validator("allowed_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("public_url", "widget_url", "database_url", "owner_database_url", "clerk_database_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not urlsplit(value).scheme:
            raise ValueError("must be an address such as https://chat.example.com")
        return value

    @field_validator("model")
    @classmethod
    def _is_model(cls, value: str) -> str:
        known = value in ("extractive", "local") or value.endswith(".gguf")
        if not known and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("must be extractive, local, a .gguf file or the base address of a model server")
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        given = [self.database_url, self.owner_database_url, self.clerk_database_url]
        if any(given) and not all(given):
            raise ValueError("HEYAN_DATABASE_URL needs HEYAN_OWNER_DATABASE_URL and HEYAN_CLERK_DATABASE_URL beside it")
        if self.debug and self.https:
            raise ValueError("HEYAN_DEBUG shows internals and must not be on where HEYAN_HTTPS is")
        return self

    @property
    def embedded(self) -> bool:
        """Are the database and the broker the ones inside wheels?"""
        return self.database_url is None

    @property
    def console_address(self) -> str:
        return self.public_url or f"http://127.0.0.1:{self.port}"

    @property
    def widget_address(self) -> str:
        return self.widget_url or f"http://127.0.0.1:{self.port + 1}"


def unknown_names() -> list[str]:
    """Names with our prefix that no setting has: nearly always a typing error, which must not pass in silence."""
    known = {PREFIX + name.upper() for name in Env.model_fields} | {"HEYAN_PROCESS"}
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def load() -> Env:
    """The settings. Raises ValueError with every problem named."""
    problems = [f"{name}: there is no such setting" for name in unknown_names()]
    try:
        env = Env()
    except ValidationError as error:
        problems += [_problem(each) for each in error.errors(include_url=False)]
    if problems:
        raise ValueError("; ".join(problems))
    return env


def _problem(found: Any) -> str:
    """`PORT=abc: Input should be a valid integer`. A secret's value is not repeated."""
    says = found["msg"].removeprefix("Value error, ")
    if not found["loc"]:
        return str(says)
    name = str(found["loc"][0])
    spelled = name if name.isupper() else PREFIX + name.upper()
    secret = any(word in spelled for word in ("KEY", "URL"))
    return f"{spelled}: {says}" if secret else f"{spelled}={found['input']}: {says}"


def load_or_stop() -> Env:
    """The settings, or the end of the process with a sentence that names what does not fit."""
    try:
        return load()
    except ValueError as error:
        raise SystemExit(f"Heyan does not start. {error}. docs/operations.md explains each setting.") from None
