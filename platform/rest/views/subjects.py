"""People whom a key asks for, by the names that the caller gives them: their consent, and their erasure."""

from typing import ClassVar, cast

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from chat.services import erase_subject
from consent import selectors, services
from consent.types import PURPOSES, Purpose
from rest.inputs.resources import GrantInput
from rest.inputs.subjects import named_subject
from rest.outputs import resources as outputs
from rest.views.base import KeyRequest, Resource, scoped
from tenants.types import Subject

CHANNEL = "api"


def consents_of(request: KeyRequest, subject: Subject) -> dict[str, object]:
    """In the language that the request asks for, as far as a notice is published in it."""
    notices = selectors.current_notices(get_language() or "")
    return dict(outputs.Consents({"decisions": selectors.grants(subject), "notices": notices}).data)


class Consents(Resource):
    scopes: ClassVar = {"GET": "chat.ask", "POST": "chat.ask"}

    @extend_schema(
        responses=outputs.Consents,
        summary="Read what a person agreed to, and the notices in force",
        operation_id="subject_consents_list",
    )
    @scoped
    def get(self, request: KeyRequest, user: str) -> Response:
        return Response(consents_of(request, named_subject(request.user.tenant_id, user)))

    @extend_schema(
        request=GrantInput,
        responses={201: outputs.Consents},
        summary="Record that a person agreed to a notice in force",
        operation_id="subject_consents_grant",
    )
    @scoped
    def post(self, request: KeyRequest, user: str) -> Response:
        asked = GrantInput(data=request.data)
        asked.is_valid(raise_exception=True)
        subject = named_subject(request.user.tenant_id, user)
        services.grant(subject=subject, channel=CHANNEL, by=request.user, **asked.validated_data)
        return Response(consents_of(request, subject), status=201)


class OneConsent(Resource):
    scopes: ClassVar = {"DELETE": "chat.ask"}

    @extend_schema(
        responses={204: None},
        summary="Record that a person takes the consent to a purpose back",
        operation_id="subject_consents_withdraw",
    )
    @scoped
    def delete(self, request: KeyRequest, user: str, purpose: str) -> Response:
        """It works at once; open streams of the person end within a second."""
        subject = named_subject(request.user.tenant_id, user)
        services.withdraw(subject=subject, purpose=cast("Purpose", purpose), channel=CHANNEL, by=request.user)
        return Response(status=204)


class OneSubject(Resource):
    scopes: ClassVar = {"DELETE": "consent.write"}

    @extend_schema(
        responses={204: None},
        summary="Erase a person: every consent is taken back, every text of every turn erased",
        operation_id="subjects_erase",
    )
    @scoped
    def delete(self, request: KeyRequest, user: str) -> Response:
        """What remains says under a pseudonym that something was asked and decided, not what or by whom."""
        subject = named_subject(request.user.tenant_id, user)
        for purpose in PURPOSES:
            if selectors.allowed(subject, purpose):
                services.withdraw(subject=subject, purpose=purpose, channel=CHANNEL, by=request.user)
        erase_subject(subject=subject, by=request.user)
        return Response(status=204)
