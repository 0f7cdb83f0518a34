import os
import stat

import pytest
import redis

from kit.servers import Embedded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("servers")
    for parent in (folder, *folder.parents):
        if os.geteuid() == 0 and parent.is_relative_to("/tmp/pytest-of-root"):
            parent.chmod(0o711)
    held = Embedded(folder)
    held.start(durable=False)
    yield held
    held.stop()


def test_starting_twice_is_no_second_server(embedded):
    embedded.start(durable=False)
    with embedded.superuser() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_database_belongs_to_the_owner_role(embedded):
    embedded.create_database("tried")
    with embedded.superuser() as connection:
        sql = "SELECT rolname FROM pg_database JOIN pg_roles ON datdba = pg_roles.oid WHERE datname = 'tried'"
        assert connection.execute(sql).fetchone() == ("heyan_owner",)
    assert embedded.has_database("tried")
    embedded.drop_database("tried")
    assert not embedded.has_database("tried")


def test_nothing_listens_on_a_port(embedded):
    with embedded.superuser() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    with redis.Redis.from_url(embedded.valkey_url) as client:
        assert client.config_get("port") == {"port": "0"}


def test_only_their_user_enters_the_folder_of_the_sockets(embedded):
    assert stat.S_IMODE(embedded.run.stat().st_mode) == 0o700


def test_each_server_has_a_session_of_its_own(embedded):
    pid = int((embedded.data / "pg" / "postmaster.pid").read_text().splitlines()[0])
    assert os.getsid(pid) != os.getsid(0)
