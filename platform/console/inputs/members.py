"""Forms about people: invitations, roles, groups, keys, and taking up an invitation."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form, lines
from console.outputs.words import ROLE_MEANS, ROLES
from kit import clock
from tenants.types import PERMISSIONS, GroupInfo

LIFETIMES = [(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("1 year"))]


class RolesForm(Form):
    """What a member may do, and his departments."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    groups = forms.MultipleChoiceField(label=_("Groups"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, groups: tuple[GroupInfo, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("roles", [(name, f"{word} – {ROLE_MEANS[name]}") for name, word in ROLES.items()])
        if groups:
            self.offer("groups", [(str(group.id), group.name) for group in groups])
        else:
            del self.fields["groups"]


class InviteForm(RolesForm):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The link in the mail works once, for seven days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "roles", "groups")


class GroupForm(Form):
    name = forms.CharField(label=_("Name"), max_length=80)


class KeyForm(Form):
    """A key has rights, an end, and a legal basis that the tenant vouches for."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("The system that uses it, such as CRM."))
    scopes = forms.MultipleChoiceField(
        label=_("May"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A key may do nothing that is not ticked here."),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        help_text=_("On what ground the people whom this system asks for are processed, such as a contract with them."),
    )
    days = forms.TypedChoiceField(label=_("Valid for"), coerce=int, choices=LIFETIMES, initial=90)
    networks = forms.CharField(
        label=_("Only from these networks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, such as 203.0.113.0/24. Empty: from anywhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("scopes", [(each, each) for each in sorted(PERMISSIONS)])

    def values(self) -> dict[str, Any]:
        """The arguments of `create_key`."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "scopes": data["scopes"],
            "legal_basis": data["legal_basis"],
            "expires_at": clock.now() + timedelta(days=data["days"]),
            "networks": lines(data["networks"]),
        }


class AcceptForm(Form):
    """An invited person without an account makes one."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters of three kinds: small, capital, digit, other."),
    )
