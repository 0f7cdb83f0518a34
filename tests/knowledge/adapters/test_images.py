"""Pictures: their pages, their size, and those that are meant to do harm."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from knowledge.adapters import images
from knowledge.parsed import NeedsRecognition, ReadFailed


def saved(path: Path, image: Image.Image, **more: object) -> Path:
    image.save(path, **more)
    return path


def huge_png(path: Path, side: int) -> Path:
    """Says to be `side` pixels square and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize("ending", ["png", "jpg", "tiff", "webp", "bmp", "gif"])
def test_each_kind_is_one_page_that_needs_recognition(tmp_path: Path, ending: str) -> None:
    path = saved(tmp_path / f"a.{ending}", Image.new("RGB", (40, 30), "white"))
    with pytest.raises(NeedsRecognition) as needed:
        images.read(path, "PNG", most_pages=10, recognised={})
    assert needed.value.pages == (1,)


def test_a_tiff_has_its_pages(tmp_path: Path) -> None:
    leaf = Image.new("L", (30, 30), 255)
    path = saved(tmp_path / "fax.tiff", leaf, save_all=True, append_images=[leaf, leaf])
    assert images.pages_of(path, most_pages=3) == 3
    with pytest.raises(ReadFailed, match="too_many_pages"):
        images.pages_of(path, most_pages=2)


def test_a_photo_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = saved(tmp_path / "turned.jpg", Image.new("RGB", (400, 300)), exif=exif)
    assert images.size_of(path, 1) == (300, 400)
    assert images.picture(path, 1, longest=100).size == (75, 100)


def test_what_shines_through_is_white(tmp_path: Path) -> None:
    path = saved(tmp_path / "clear.png", Image.new("RGBA", (10, 10), (0, 0, 0, 0)))
    assert images.picture(path, 1, longest=10).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("side", [12_000, 50_000])
def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path: Path, side: int) -> None:
    path = huge_png(tmp_path / "huge.png", side)
    with pytest.raises(ReadFailed, match="too_many_pixels"):
        images.size_of(path, 1)


def test_a_cut_off_picture_is_damaged(tmp_path: Path) -> None:
    path = saved(tmp_path / "cut.png", Image.effect_noise((300, 300), 90))
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(ReadFailed, match="damaged"):
        images.picture(path, 1, longest=100)


def test_a_page_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    path = saved(tmp_path / "one.png", Image.new("RGB", (10, 10)))
    with pytest.raises(ReadFailed, match="no_page"):
        images.picture(path, 2, longest=100)
