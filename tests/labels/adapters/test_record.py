import re

import pytest

from labels.adapters.record import provider_code

PROVIDER = re.compile(r"^0011[0-9A-HJ-NPQRTUWXY]{18}[12][0-9A-Za-z]{4}$")


def test_the_code_of_the_guide_is_reproduced():
    assert provider_code("91110102MAD55U9H0F", role="1", app_code="0002") == "001191110102MAD55U9H0F10002"


@pytest.mark.parametrize("wrong", ["", "91110102MAD55U9H0E", "91110102MAD55U9H0", "I1110102MAD55U9H0F"])
def test_without_a_valid_credit_code_the_stand_in_cannot_be_mistaken_for_one(wrong):
    code = provider_code(wrong, role="1", app_code="0001")
    assert code.startswith("DEMO-NO-USCC")
    assert not PROVIDER.fullmatch(code)
