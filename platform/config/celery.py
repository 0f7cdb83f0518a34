"""The carrier of outbox items: at least once, never in the process that serves people."""

from uuid import UUID

from celery import Celery
from django.conf import settings

from kit import outbox

app = Celery("heyan", broker=settings.BROKER_URL)
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
    task_default_queue="nearline",
    worker_hijack_root_logger=False,
    broker_transport_options={"socket_timeout": 5, "socket_connect_timeout": 2, "max_retries": 1},
)
app.set_default()


@app.task(name="outbox.run")
def run_outbox_item(item_id: str, tenant_id: str) -> None:
    """Do one promised piece of work; the row in the outbox is the truth, this message is only a knock."""
    outbox.run_item(UUID(item_id), UUID(tenant_id))
