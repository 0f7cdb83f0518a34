"""The platform's own notices for a new tenant, filled with its names."""

from pathlib import Path
from string import Template
from typing import Final

from consent.types import Language, Purpose
from tenants.types import TenantInfo

FOLDER: Final = Path(__file__).parent / "notices"


def standard_notice(purpose: Purpose, language: Language, tenant: TenantInfo) -> tuple[str, str]:
    """(title, body in Markdown). The file's first line is the title."""
    text = (FOLDER / f"{purpose}.{language}.md").read_text(encoding="utf-8")
    filled = Template(text).substitute(
        company=tenant.legal_entity or tenant.name,
        product=tenant.product_name or tenant.name,
        contact=tenant.contact_email or _contact(language),
    )
    title, _, body = filled.partition("\n")
    return title.removeprefix("# ").strip(), body.strip()


def _contact(language: Language) -> str:
    return "在线客服页面所列的联系方式" if language == "zh-hans" else "the contact named on this page"
