"""The models that the installation itself offers to every tenant: word for word, the local one, and what MODEL names.

They are no rows: the environment and the state files say everything about them.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings

from gateway import local_state
from gateway.adapters.endpoint import Endpoint
from gateway.records import capabilities_of
from gateway.types import Capabilities, Card, LocalModelState
from gateway.vendors import GLM_ADDRESS, GLM_MODEL, VENDORS, Vendor
from kit import clock
from kit.files import write_atomically

_SPACE = UUID("6c9e0a52-6f0e-5d8e-9a9f-2b7c1f6f3d10")
EXTRACTIVE_ID, LOCAL_ID, CONFIGURED_ID = (uuid5(_SPACE, name) for name in ("extractive", "local", "configured"))

CONTEXT = {"glm": 128_000}
USUAL_CONTEXT = 8192
LOCAL_PARALLEL = 2

EXTRACTIVE = Card(
    id=EXTRACTIVE_ID,
    name="extractive",
    vendor="extractive",
    model="extractive",
    location="builtin",
    capabilities=Capabilities(streaming=True, system_role=True, tools=False, images=False),
    context_tokens=32_768,
    licence="Apache-2.0",
    offered_by="platform",
    parallel=16,
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A card of the platform's, and where it is served."""

    card: Card
    endpoint: Endpoint


@dataclass(frozen=True, slots=True)
class ModelSetting:
    """What `MODEL` and its companions mean. `path` is set for a .gguf file, `base_url` for a server."""

    kind: str
    base_url: str = ""
    model: str = ""
    key: str = ""
    path: str = ""
    vendor: str = ""


def model_setting() -> ModelSetting:
    """A key of the hosted GLM service alone is enough; any other MODEL than the standard one wins over it."""
    env = settings.ENV
    if urlsplit(env.model).scheme in ("http", "https"):
        vendor = "glm" if env.model.rstrip("/") == GLM_ADDRESS else "openai_compatible"
        key = env.model_key or (env.glm_api_key if vendor == "glm" else "")
        name = env.model_name or (GLM_MODEL if vendor == "glm" else "")
        return ModelSetting("server", env.model, name, key, vendor=vendor)
    if env.glm_api_key and env.model == "local":
        return ModelSetting("server", GLM_ADDRESS, env.model_name or GLM_MODEL, env.glm_api_key, vendor="glm")
    if env.model.endswith(".gguf"):
        return ModelSetting("file", path=env.model, model=env.model_name or Path(env.model).stem)
    return ModelSetting(env.model)


def offered() -> tuple[Offered, ...]:
    """In the order in which they are preferred."""
    setting = model_setting()
    found = [Offered(EXTRACTIVE, Endpoint(model="extractive"))]
    if setting.kind in ("local", "file"):
        found.insert(0, _local(local_state.read()))
    if setting.kind == "server":
        found.insert(0, _configured(setting))
    return tuple(found)


def _local(state: LocalModelState) -> Offered:
    card = Card(
        id=LOCAL_ID,
        name=state.name or "local",
        vendor="llama_cpp",
        model=state.name or "local",
        location="local",
        capabilities=Capabilities(streaming=True, system_role=True, tools=False, images=False, stream_options=True),
        context_tokens=state.context_tokens or USUAL_CONTEXT,
        licence=state.licence,
        state={"ready": "ready", "failed": "broken", "absent": "off"}.get(state.state, "loading"),  # type: ignore[arg-type]
        progress=state.percent / 100,
        problem=state.problem,
        offered_by="platform",
        parallel=LOCAL_PARALLEL,
    )
    return Offered(
        card, Endpoint(model=card.model, base_url=state.base_url, capabilities=card.capabilities, allow_private=True)
    )


def _configured(setting: ModelSetting) -> Offered:
    vendor, found = VENDORS[setting.vendor], findings()
    location = "hosted" if vendor.name == "glm" or not found.get("private") else "private"
    card = Card(
        id=CONFIGURED_ID,
        name=found.get("model") or setting.model or urlsplit(setting.base_url).hostname or "model",
        vendor=vendor.name,
        model=setting.model or found.get("model", ""),
        location=location,  # type: ignore[arg-type]
        capabilities=capabilities_of(found.get("capabilities", {})),
        context_tokens=found.get("context_tokens") or CONTEXT.get(vendor.name, USUAL_CONTEXT),
        data_location=vendor.data_location,
        probed_at=datetime.fromisoformat(found["probed_at"]) if "probed_at" in found else None,
        state="ready" if setting.model or found.get("model") else "unprobed",
        offered_by="platform",
        base_url=setting.base_url,
        has_key=bool(setting.key),
    )
    return Offered(card, _endpoint(card, vendor, setting))


def _endpoint(card: Card, vendor: Vendor, setting: ModelSetting) -> Endpoint:
    """The operator typed this address, so it may be a private one."""
    return Endpoint(
        model=card.model,
        base_url=setting.base_url,
        key=setting.key,
        capabilities=card.capabilities,
        extra=vendor.extra,
        allow_private=True,
    )


def findings() -> dict:
    """What the last probe of the configured server found: model, capabilities, context_tokens, private, probed_at."""
    path = _findings_path()
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    return _read_findings(str(path), stamp, model_setting().base_url)


@lru_cache(maxsize=4)
def _read_findings(path: str, stamp: int, base_url: str) -> dict:
    """Findings about another address are worth nothing."""
    if not stamp:
        return {}
    try:
        data = json.loads(Path(path).read_bytes())
    except ValueError:
        return {}
    return data if isinstance(data, dict) and data.get("base_url") == base_url else {}


def keep_findings(*, model: str, capabilities: Capabilities, context_tokens: int, private: bool) -> None:
    """Remember a probe of the configured server for all processes."""
    body = {
        "base_url": model_setting().base_url,
        "model": model,
        "capabilities": asdict(capabilities),
        "context_tokens": context_tokens,
        "private": private,
        "probed_at": clock.now().isoformat(),
    }
    _findings_path().parent.mkdir(parents=True, exist_ok=True)
    write_atomically(_findings_path(), json.dumps(body).encode())


def _findings_path() -> Path:
    return Path(settings.MODEL_DIR) / "server.json"
