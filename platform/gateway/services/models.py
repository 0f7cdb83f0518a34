"""Add, change and remove a tenant's own models."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import UUID

from django.db import IntegrityError

from audit.services import record
from gateway import platform_models
from gateway.adapters.endpoint import Endpoint
from gateway.errors import BadModel, NoSuchModel
from gateway.events import MODEL_DELETED, MODEL_SAVED
from gateway.models import ModelCard
from gateway.records import capabilities_of, card_of
from gateway.types import Card, Location
from gateway.vendors import VENDORS, vendor
from kit.crypto import decrypt, encrypt
from kit.http import guard
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal

KEY_PURPOSE = "model-key"
# A change of one of these makes what was probed worthless.
_PROBED = frozenset({"vendor", "base_url", "model", "sealed_key"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFields:
    """What a person says about a model. `key` None keeps the one that is there; empty fields take the vendor's usual."""

    name: str
    vendor: str
    model: str = ""
    base_url: str = ""
    key: str | None = None
    location: Location | None = None
    context_tokens: int = 8192
    filing_number: str = ""
    licence: str = ""
    data_location: str = ""
    retires_on: date | None = None
    prompt_price: Decimal = Decimal(0)
    completion_price: Decimal = Decimal(0)
    currency: str = "CNY"
    parallel: int = 8


@atomic()
def save_model(*, fields: ModelFields, by: Principal, card_id: UUID | None = None) -> Card:
    """Make a card, or change it; a changed connection has to be probed again before routes use it.

    Raises BadModel, NoSuchModel, AddressRefused, MayNot.
    """
    require(by, "models.write")
    row = ModelCard() if card_id is None else _row(card_id)
    values = _values(fields)
    _key_stays(row, fields, str(values["base_url"]))
    changed = [name for name, value in values.items() if card_id is None or getattr(row, name) != value]
    for name, value in values.items():
        setattr(row, name, value)
    if _PROBED & set(changed):
        row.state = "ready" if row.vendor == "scripted" else "unprobed"
        row.capabilities, row.probe, row.probed_at, row.problem = {}, {}, None, ""
    try:
        with atomic():
            row.save(force_insert=card_id is None)
    except IntegrityError as error:
        raise BadModel(field="name") from error
    record(
        MODEL_SAVED,
        actor=by.actor,
        data={
            "card": str(row.id),
            "name": row.name,
            "vendor": row.vendor,
            "model": row.model,
            "location": row.location,
            "changed": sorted("key" if name == "sealed_key" else name for name in changed),
        },
    )
    return card_of(row)


@atomic()
def switch_model(*, card_id: UUID, on: bool, by: Principal) -> Card:
    """Take a card out of every route, or put it back. Raises NoSuchModel, MayNot."""
    require(by, "models.write")
    row = _row(card_id)
    row.state = "off" if not on else "ready" if row.probed_at else "unprobed"
    row.save(update_fields=["state"])
    data = {name: str(getattr(row, name)) for name in ("name", "vendor", "model", "location")}
    record(MODEL_SAVED, actor=by.actor, data=data | {"card": str(row.id), "changed": ["state"]})
    return card_of(row)


@atomic()
def delete_model(*, card_id: UUID, by: Principal) -> None:
    """Routes that name it pass over it from now on. Raises NoSuchModel, MayNot."""
    require(by, "models.write")
    row = _row(card_id)
    record(MODEL_DELETED, actor=by.actor, data={"card": str(row.id), "name": row.name})
    row.delete()


def endpoint_of(card_id: UUID) -> Endpoint:
    """Where a card is served, with its key, for the gateway's own use. Raises NoSuchModel."""
    for each in platform_models.offered():
        if each.card.id == card_id:
            return each.endpoint
    row = _row(card_id)
    return Endpoint(
        model=row.model,
        base_url=row.base_url,
        key=decrypt(KEY_PURPOSE, row.sealed_key).decode() if row.sealed_key else "",
        capabilities=capabilities_of(row.capabilities),
        extra=vendor(row.vendor).extra,
    )


def _row(card_id: UUID) -> ModelCard:
    row = ModelCard.objects.filter(id=card_id).first()
    if row is None:
        raise NoSuchModel
    return row


def _key_stays(row: ModelCard, fields: ModelFields, address: str) -> None:
    """A kept key goes to the server that it was given for: whoever names another server gives its key. Raises BadModel."""
    if fields.key is None and row.sealed_key and urlsplit(row.base_url)[:2] != urlsplit(address)[:2]:
        raise BadModel(field="key")


def _values(fields: ModelFields) -> dict[str, object]:
    """The columns of a card, checked."""
    known = VENDORS.get(fields.vendor)
    if known is None:
        raise BadModel(field="vendor")
    location = fields.location or known.locations[0]
    for field, wrong in (
        ("name", not fields.name.strip()),
        ("location", location not in known.locations),
        ("model", not (fields.model or known.model)),
        ("context_tokens", fields.context_tokens < 512),
        ("parallel", fields.parallel < 1),
        ("prompt_price", fields.prompt_price < 0),
        ("completion_price", fields.completion_price < 0),
    ):
        if wrong:
            raise BadModel(field=field)
    values: dict[str, object] = {
        "name": fields.name.strip(),
        "vendor": known.name,
        "location": location,
        "model": fields.model or known.model,
        "base_url": "" if known.adapter == "scripted" else _checked_address(fields.base_url or known.base_url),
        "data_location": fields.data_location or known.data_location,
    }
    same = [
        "context_tokens",
        "filing_number",
        "licence",
        "retires_on",
        "prompt_price",
        "completion_price",
        "currency",
        "parallel",
    ]
    values |= {name: getattr(fields, name) for name in same}
    if fields.key is not None:
        values["sealed_key"] = encrypt(KEY_PURPOSE, fields.key.strip().encode()) if fields.key.strip() else ""
    return values


def _checked_address(address: str) -> str:
    """Looked at now, so that a person learns it here; every later connection is checked again. Raises AddressRefused."""
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        raise BadModel(field="base_url")
    guard(address)
    return address.rstrip("/")
