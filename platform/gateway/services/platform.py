"""Make the model that the environment names ready for use."""

import ipaddress
from collections.abc import Callable

from gateway import platform_models
from gateway.adapters.clients import close_clients
from gateway.errors import UpstreamBroken
from gateway.probing import probe
from gateway.types import ProbeStep
from kit.http import guard


async def apply_model_setting(say: Callable[[str], None]) -> None:
    """Probe the server that MODEL or GLM_API_KEY names and keep what was found, for every process; else do nothing.

    Raises UpstreamBroken where it cannot be used, AddressRefused where the address is none.
    """
    setting = platform_models.model_setting()
    if setting.kind != "server":
        return
    offered = platform_models.offered()[0]

    async def tell(step: ProbeStep) -> None:
        if step.outcome != "running":
            say(f"{step.name}: {step.outcome} {step.code}".rstrip())

    try:
        findings = await probe(offered.endpoint, tell, stated_context=offered.card.context_tokens)
    finally:
        await close_clients()
    if findings.problem:
        raise UpstreamBroken(findings.problem)
    platform_models.keep_findings(
        model=findings.model,
        capabilities=findings.capabilities,
        context_tokens=findings.context_tokens,
        private=_is_private(setting.base_url),
    )


def _is_private(base_url: str) -> bool:
    """A server at a private address is in the house."""
    return not ipaddress.ip_address(guard(base_url, allow_private=True).address).is_global
