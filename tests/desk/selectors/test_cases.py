"""Cases that are not there are said to be."""

import pytest

from desk.errors import CaseNotFound
from desk.selectors import case, case_history, case_runs, cases
from kit.ids import new_id
from tests.desk.conftest import Desk


def test_an_empty_desk(desk: Desk) -> None:
    assert (desk.unit(cases), desk.unit(case_runs), desk.unit(case_history, new_id())) == ((), (), ())
    with pytest.raises(CaseNotFound):
        desk.unit(case, new_id())
