"""Keep an upload on disk while it is received, and nothing of it when the disk is full."""

from contextlib import suppress
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler


class DiskHandler(TemporaryFileUploadHandler):
    """Django's own leaves the half that it received until the garbage collector comes by."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self._drop()
            raise

    def file_complete(self, file_size: int) -> Any:
        try:
            return super().file_complete(file_size)
        except OSError:
            self._drop()
            raise

    def _drop(self) -> None:
        """Closing deletes the file, also where flushing it fails again."""
        with suppress(OSError):
            self.file.close()
