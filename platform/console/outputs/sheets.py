"""Write figures as a sheet that a spreadsheet opens without harm."""

import csv
import io

from django.utils.translation import gettext as _

from desk.types import Figures

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(found: Figures) -> str:
    """Shares, then documents: one table below the other, UTF-8 with the mark that Excel looks for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("From"), _("Questions"), _("Unanswered"), _("Share")])
    for each in found.shares:
        writer.writerow([each.day.isoformat(), each.asked, each.unanswered, f"{each.share:.4f}"])
    writer.writerow([])
    writer.writerow([_("Document"), _("Knowledge base"), _("Found"), _("Cited"), _("Last found")])
    for hit in (*found.documents, *found.never):
        last = hit.last_on.isoformat() if hit.last_on else ""
        writer.writerow([harmless(hit.name), harmless(hit.base_name), hit.found, hit.cited, last])
    return BOM + out.getvalue()


def harmless(text: str) -> str:
    """A name that a spreadsheet would run as a formula, quoted."""
    return f"'{text}" if text.startswith(FORMULA) else text
