"""The form about the organisation itself."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from console.inputs.base import Form
from console.outputs.words import LANGUAGES, ROLES, SERVICE_MODES

ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Tokyo", "Europe/Berlin", "Europe/London", "UTC")


class TenantForm(Form):
    """What the organisation is called, where it is, and how strict its sign-in is."""

    name = forms.CharField(label=_("Name"), max_length=120)
    legal_entity = forms.CharField(label=_("Legal entity"), max_length=200, required=False)
    uscc = forms.CharField(
        label=_("Unified social credit code"),
        max_length=18,
        required=False,
        help_text=_("18 characters. It becomes part of the provider code in every AI label."),
    )
    product_name = forms.CharField(label=_("Product name"), max_length=120, required=False)
    icp_number = forms.CharField(label=_("ICP number"), max_length=60, required=False)
    contact_email = forms.EmailField(label=_("Contact for complaints"), required=False)
    service_mode = forms.ChoiceField(
        label=_("Service mode"),
        choices=list(SERVICE_MODES.items()),
        help_text=_("It decides which filings are needed before a bot may go public."),
    )
    zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Default language"), choices=list(LANGUAGES.items()))
    mfa_roles = forms.MultipleChoiceField(
        label=_("Roles that need a second factor"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(ROLES.items()),
    )
    password_days = forms.IntegerField(
        label=_("New password after (days)"), min_value=0, max_value=365, help_text=_("0: never.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        held = str(self.initial.get("zone", ""))
        names = [*ZONES] if held in ZONES or not held else [held, *ZONES]
        self.offer("zone", [(name, name) for name in names])

    def clean_uscc(self) -> str:
        code = str(self.cleaned_data["uscc"]).strip().upper()
        if code and not uscc.is_valid(code):
            raise forms.ValidationError(_("This is not a valid code: its check digit does not fit."))
        return code

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"])
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone."))
        return zone
