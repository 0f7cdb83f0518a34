"""Reading files in the limited child beside the bare libraries on the same files, one after the other in the same run.

Text arm: bare pypdfium2 opens the file and, page by page, takes the text of the page and the box of every character, as
whoever cites a place must. Recognition arm: bare rapidocr with its default settings (all cores) on the pictures that our
reader gives to its own: the pages drawn with pypdfium2, 1,600 pixels high at most, drawing included in both.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "documents"
TEXTS = ("restricted/zh_学生手册2025.pdf", "open/zh_ITIL手册_debian-edu.pdf", "open/en_DOL_strategic_plan.pdf")
SCANS = ("derived/zh_员工手册_扫描3页.pdf", "open/zh_扫描件_资本论8页.pdf")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
RECOGNISED_ROUNDS = int(os.environ.get("BENCH_OCR_ROUNDS", "3"))
TEXT_TARGET, OCR_TARGET = 0.8, 0.9


def run() -> dict[str, Any]:
    """Pages per second of both arms, and their ratio: the median of the rounds."""
    if not DOCUMENTS.exists():
        return {"skipped": f"{DOCUMENTS} is not there"}
    text = _arms([DOCUMENTS / name for name in TEXTS], _bare_text, ROUNDS)
    recognised = _arms([DOCUMENTS / name for name in SCANS], _bare_recognition(), RECOGNISED_ROUNDS)
    return {
        "text": text | {"target": TEXT_TARGET, "met": text["ratio"] >= TEXT_TARGET},
        "recognition": recognised | {"target": OCR_TARGET, "met": recognised["ratio"] >= OCR_TARGET},
    }


def _arms(paths: list[Path], bare: Callable[[Path], int], rounds: int) -> dict[str, Any]:
    """A/B/A/B; the first pair warms up and is left out."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds + 1):
        theirs.append(_speed(paths, bare))
        ours.append(_speed(paths, _ours))
    ratios = sorted(a / b for a, b in zip(ours[1:], theirs[1:], strict=True))
    return {
        "ours_pages_per_s": round(statistics.median(ours[1:]), 2),
        "bare_pages_per_s": round(statistics.median(theirs[1:]), 2),
        "ratio": round(statistics.median(ratios), 2),
        "ratio_range": [round(ratios[0], 2), round(ratios[-1], 2)],
    }


def _speed(paths: list[Path], read: Callable[[Path], int]) -> float:
    began = time.perf_counter()
    pages = sum(read(path) for path in paths)
    return pages / (time.perf_counter() - began)


def _ours(path: Path) -> int:
    from knowledge.reading import read_file

    return read_file(path, name=path.name).pages or 0


def _bare_text(path: Path) -> int:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        for index in range(text.count_chars()):
            text.get_charbox(index, loose=True)
        page.close()
    return len(document)


def _bare_recognition() -> Callable[[Path], int]:
    from rapidocr_onnxruntime import RapidOCR

    from knowledge.adapters.ocr import LONGEST_SIDE
    from knowledge.reading.pages import for_recognition

    engine = RapidOCR()

    def read(path: Path) -> int:
        import pypdfium2 as pdfium

        count = len(pdfium.PdfDocument(path))
        for number in range(1, count + 1):
            engine(for_recognition(path, number, longest=LONGEST_SIDE))
        return count

    return read
