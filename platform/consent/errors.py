"""What can go wrong with consent."""

from django.utils.translation import gettext_lazy as _

from consent.types import Notice
from kit.errors import Conflict, Forbidden, Invalid


class ConsentRequired(Forbidden):
    """Nothing allows the processing. `notice` is what to show and ask; None where the tenant has published none."""

    code = "consent_required"
    says = _("Please read and accept the notice first.")

    def __init__(self, notice: Notice | None) -> None:
        self.notice = notice
        super().__init__()


class NoticeOutdated(Conflict):
    """The notice that was shown is not the current one any more."""

    code = "notice_outdated"
    says = _("This notice has changed. Please read the new one.")


class NotOptional(Invalid):
    """Only an optional purpose can be refused; who refuses the service simply does not use it."""

    code = "not_optional"


class NoticeInvalid(Invalid):
    """`field` names what is missing or unknown."""

    code = "notice_invalid"
    says = _("The notice is not complete: %(field)s")


class NothingToPublish(Conflict):
    code = "nothing_to_publish"
    says = _("The draft does not differ from what is published.")
