"""What can go wrong with evidence."""

from django.utils.translation import gettext_lazy as _

from kit.errors import Conflict, Forbidden, Invalid, NotFound


class UnknownEvent(Invalid):
    """The event was not registered, or is not the one that was registered under its name."""

    code = "unknown_event"


class NotKept(Invalid):
    """`field` names data that the event does not keep, or a value that has no exact JSON form."""

    code = "not_kept"


class AlreadyRecorded(Conflict):
    """The turn has its opening or closing entry already. The transaction cannot go on."""

    code = "already_recorded"


class NoSuchEntry(NotFound):
    code = "no_such_entry"


class PayloadErased(NotFound):
    """The personal content of the entry was erased; the entry itself stands."""

    code = "payload_erased"
    says = _("The personal content of this entry was erased.")


class PayloadChanged(Conflict):
    """The stored personal content does not fit the entry's commitments: somebody changed it."""

    code = "payload_changed"
    says = _("The personal content of this entry does not match what was sealed.")


class MayNotUnmask(Forbidden):
    code = "may_not_unmask"
    says = _("You may not see who is behind a pseudonym.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    says = _("Please give a reason. It is recorded.")


class KeptLonger(Invalid):
    """Nothing younger than `days` days may be purged."""

    code = "kept_longer"
    says = _("Evidence is kept for at least %(days)s days.")


class NothingSealed(NotFound):
    """The tenant has no sealed entry, so there is nothing to export or to vouch for."""

    code = "nothing_sealed"
    says = _("There is no sealed entry yet.")


class NoSuchChain(NotFound):
    """`name` is neither a tenant's slug nor an id."""

    code = "no_such_chain"
    says = _("There is no tenant %(name)s.")
