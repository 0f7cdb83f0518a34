"""Who calls, from the header that carries the key."""

import pytest
from django.test import RequestFactory

from rest.auth import bearer
from rest.errors import NoKey


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_name_of_the_scheme_has_no_case(scheme: str) -> None:
    request = RequestFactory().get("/", headers={"Authorization": f"{scheme} hy_live_a_b"})
    assert bearer(request) == "hy_live_a_b"


@pytest.mark.parametrize("header", ["", "hy_live_a_b", "Basic hy_live_a_b", "Bearerhy_live_a_b"])
def test_anything_else_is_no_key(header: str) -> None:
    with pytest.raises(NoKey):
        bearer(RequestFactory().get("/", headers={"Authorization": header}))
