"""Run every benchmark, or those that are named, and print one JSON object a line: what was measured, and what was asked.

`make bench` runs all; `python -m bench search turn` some. A figure is a ratio within one run wherever that is possible.
"""

import importlib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(names: list[str]) -> None:
    """Each module of this folder has `run() -> dict`."""
    sys.path.insert(0, str(ROOT / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    known = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    for name in names or known:
        result = importlib.import_module(f"bench.{name}").run()
        print(json.dumps({"bench": name} | result, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
