"""Work that this app promises in the outbox."""

from kit.outbox import Work, handler
from tenants.adapters.mail import KIND, send_now


@handler(KIND)
def send_mail(work: Work) -> None:
    send_now(work.payload["sealed"])
