"""Files that nobody has are deleted after a day, and nothing else."""

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from audit.selectors import entries
from audit.types import Filters
from kit import clock
from kit.ids import new_id
from kit.outbox import Work
from kit.scoping import tenant_scope
from knowledge import services
from knowledge.ingestion.sweeping import GRACE, Swept, sweep_files
from knowledge.types import BaseInfo
from tenants.types import Principal


def left(keeper: Principal, suffix: str = "") -> str:
    return str(default_storage.save(f"documents/{keeper.tenant_id}/{new_id()}{suffix}", ContentFile(b"left over")))


def swept(keeper: Principal, after: timedelta) -> Swept:
    work = Work(item_id=new_id(), tenant_id=keeper.tenant_id, payload={}, attempt=1)
    with clock.freeze(clock.now() + after):
        return sweep_files(work)


def test_what_no_version_has_goes_with_its_reading_and_is_on_record(keeper: Principal, base: BaseInfo) -> None:
    lost = [left(keeper), left(keeper, ".read")]
    with tenant_scope(keeper.tenant_id):
        services.add_document(base_id=base.id, name="a.md", content=BytesIO(b"kept"), by=keeper)
    assert swept(keeper, GRACE + timedelta(hours=1)) == Swept(seen=3, files=2, bytes=18)
    assert not any(map(default_storage.exists, lost))
    with tenant_scope(keeper.tenant_id):
        assert "knowledge.files_swept" in {each.event for each in entries(Filters()).entries}


def test_an_upload_that_is_under_way_is_left_alone(keeper: Principal) -> None:
    young = left(keeper)
    assert swept(keeper, GRACE - timedelta(hours=1)).files == 0
    assert default_storage.exists(young)


def test_another_tenants_files_are_not_looked_at(keeper: Principal) -> None:
    other = str(default_storage.save(f"documents/{new_id()}/{new_id()}", ContentFile(b"x")))
    assert swept(keeper, GRACE * 2) == Swept(seen=0, files=0, bytes=0)
    assert default_storage.exists(other)
