"""Labels of two providers: ours, and a stranger's record that a file may hold already."""

import pytest

from labels.adapters import record
from labels.types import AIGC_KEYS, Label

USCC = "91110102MAD55U9H0F"


def label_of(app_code: str = "0001", number: str = "HY.a.b-0123456789", text: str = "内容由AI生成，仅供参考") -> Label:
    codes = [record.provider_code(USCC, role=role, app_code=app_code) for role in ("1", "2")]
    values = ("1", codes[0], number, "", codes[1], number, "")
    return Label(text=text, aigc=dict(zip(AIGC_KEYS, values, strict=True)))


@pytest.fixture
def label() -> Label:
    return label_of()


@pytest.fixture
def stranger() -> Label:
    return label_of(app_code="9999", number="somebody-elses-0001")
