"""What the forms about owners and overlaps accept."""

from datetime import date
from uuid import UUID

from console.inputs.care import CareForm, ScopeForm, SupersedeForm
from kit.ids import new_id


def test_an_owner_may_be_nobody_and_must_be_a_member() -> None:
    assert CareForm({"owner": "", "review_on": ""}, members=()).is_valid()
    assert not CareForm({"owner": str(new_id())}, members=()).is_valid()


def test_the_values_are_those_of_the_service() -> None:
    form = CareForm({"owner": "", "review_on": "2027-03-01"}, members=())
    assert form.is_valid()
    owner: tuple[UUID | None, date | None] = form.values()
    assert owner == (None, date(2027, 3, 1))


def test_a_side_is_named_and_its_reach() -> None:
    assert SupersedeForm({"outdated": "first", "reach": "document"}).is_valid()
    assert not SupersedeForm({"outdated": "both", "reach": "document"}).is_valid()


def test_one_of_two_sides_gets_its_people() -> None:
    form = ScopeForm({"first": "city：上海，北京", "second": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"first": {"city": ["上海", "北京"]}, "second": {}}
    assert not ScopeForm({"first": "", "second": ""}).is_valid()
    assert not ScopeForm({"first": "上海", "second": ""}).is_valid()
