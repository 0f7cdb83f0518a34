"""What may come in: counted while it comes, refused before it is kept."""

import errno

import pytest

from config.errors import RequestTooLarge
from config.intake import REFUSED, Intake
from knowledge.errors import StorageFull

PIECE = 1 << 20


class Door:
    """An application that reads the whole body, as Django does, and then fails if it was told to."""

    def __init__(self, fails: OSError | None = None) -> None:
        self.fails, self.refused, self.read = fails, None, 0

    async def __call__(self, scope, receive, send) -> None:
        more = True
        while more:
            message = await receive()
            self.read += len(message["body"])
            more = message["more_body"]
            if self.fails and REFUSED not in scope:
                raise self.fails
        self.refused = scope.get(REFUSED)


async def sent(door: Door, pieces: int, *, kind: bytes = b"application/json", declared: int | None = None) -> int:
    """Send a body; how many of its pieces were taken."""
    left = pieces

    async def receive():
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": bytes(PIECE), "more_body": left > 0}

    async def send(message) -> None:
        """Nobody listens."""

    headers = [(b"content-type", kind)]
    headers += [(b"content-length", str(declared).encode())] if declared is not None else []
    await Intake(door)({"type": "http", "headers": headers}, receive, send)
    return pieces - left


async def test_what_fits_arrives_whole():
    door = Door()
    await sent(door, 2)
    assert (door.read, door.refused) == (2 * PIECE, None)


async def test_a_body_that_grows_too_large_is_refused_once_it_is_sent():
    door = Door()
    assert await sent(door, 4) == 4
    assert isinstance(door.refused, RequestTooLarge)


async def test_a_body_that_says_it_is_too_large_is_not_read_by_the_application():
    door = Door()
    await sent(door, 3, declared=3 * PIECE)
    assert isinstance(door.refused, RequestTooLarge)
    assert door.read == 0


async def test_nobody_waits_for_the_end_of_a_huge_one():
    door = Door()
    assert await sent(door, 100, declared=100 * PIECE) == 0
    assert isinstance(door.refused, RequestTooLarge)


async def test_files_may_be_larger_than_texts(settings):
    settings.UPLOAD_LIMIT_MB = 1
    door = Door()
    await sent(door, 4, kind=b"multipart/form-data; boundary=b")
    assert door.refused is None
    await sent(door, 5, kind=b"multipart/form-data; boundary=b")
    assert isinstance(door.refused, RequestTooLarge)


async def test_a_disk_without_room_for_the_body_is_told():
    door = Door(OSError(errno.ENOSPC, "full"))
    await sent(door, 2)
    assert isinstance(door.refused, StorageFull)


async def test_other_faults_are_not_hidden():
    with pytest.raises(OSError, match="broken"):
        await sent(Door(OSError(errno.EIO, "broken")), 2)
