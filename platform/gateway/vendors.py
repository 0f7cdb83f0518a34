"""The vendors whose models can be saved: what a card of each starts from, and which adapter speaks to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gateway.types import Location

GLM_ADDRESS = "https://open.bigmodel.cn/api/paas/v4"
GLM_MODEL = "glm-4.5-air"
# Thinking costs seconds before the first word, and is thrown away.
NO_THOUGHT_IN_TEMPLATE = {"chat_template_kwargs": {"enable_thinking": False}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """`locations` are the ones that a card of this vendor may claim, the usual one first."""

    name: str
    label: str | Promise
    adapter: str = "openai_protocol"
    locations: tuple[Location, ...] = ("private", "hosted")
    base_url: str = ""
    model: str = ""
    data_location: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


VENDORS: dict[str, Vendor] = {
    vendor.name: vendor
    for vendor in (
        Vendor(
            name="glm",
            label=_("Zhipu GLM, hosted"),
            locations=("hosted",),
            base_url=GLM_ADDRESS,
            model=GLM_MODEL,
            data_location="中国 (bigmodel.cn)",
            extra={"thinking": {"type": "disabled"}},
        ),
        Vendor(name="vllm", label="vLLM", base_url="http://vllm:8000/v1", extra=NO_THOUGHT_IN_TEMPLATE),
        Vendor(name="sglang", label="SGLang", base_url="http://sglang:30000/v1", extra=NO_THOUGHT_IN_TEMPLATE),
        Vendor(name="llama_cpp", label="llama.cpp", base_url="http://llama:8080/v1"),
        Vendor(name="transformers", label="transformers serve", base_url="http://transformers:8000/v1"),
        Vendor(
            name="openai_compatible", label=_("Any other OpenAI-compatible service"), locations=("hosted", "private")
        ),
        Vendor(name="scripted", label=_("Scripted answers, for tests"), adapter="scripted", locations=("builtin",)),
    )
}
BUILT_IN = Vendor(name="extractive", label=_("Word for word"), adapter="extractive", locations=("builtin",))


def vendor(name: str) -> Vendor:
    """Also the one that nobody can save. Raises KeyError."""
    return BUILT_IN if name == BUILT_IN.name else VENDORS[name]
