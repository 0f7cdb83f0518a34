"""What can go wrong with labels."""

from django.utils.translation import gettext_lazy as _

from kit.errors import Invalid, NotFound


class NoSuchContent(NotFound):
    """No turn of this tenant produced content of this number."""

    code = "no_such_content"


class NoSuchFormat(Invalid):
    code = "no_such_format"
    says = _("Files of this kind cannot be labelled.")


class CannotMark(Invalid):
    """The file is broken, encrypted or of another kind than its name says."""

    code = "cannot_mark"
    says = _("This file cannot be opened, so it cannot be labelled.")
