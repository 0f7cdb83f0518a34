"""A failing model is left alone, tried once, and used again."""

from uuid import uuid4

from gateway.circuits import FAILURES, REST_SECONDS, Circuits

TENANT, CARD = uuid4(), uuid4()
KEY = (TENANT, CARD)


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Circuits, Watch]:
    watch = Watch()
    circuits = Circuits(watch)
    for _ in range(FAILURES):
        circuits.start(KEY)
        circuits.failed(KEY)
    return circuits, watch


def test_failures_in_a_row_open_it_for_that_tenant_only() -> None:
    circuits, _ = opened()
    assert circuits.resting(TENANT) == {CARD}
    assert circuits.resting(uuid4()) == frozenset()


def test_a_success_between_failures_keeps_it_closed() -> None:
    circuits = Circuits()
    for _ in range(FAILURES * 2):
        circuits.failed(KEY)
        circuits.succeeded(KEY)
    assert circuits.resting(TENANT) == frozenset()


def test_after_the_rest_one_call_tries_while_others_stay_away() -> None:
    circuits, watch = opened()
    watch.now = REST_SECONDS + 1
    assert circuits.resting(TENANT) == frozenset()
    circuits.start(KEY)
    assert circuits.resting(TENANT) == {CARD}
    circuits.succeeded(KEY)
    assert circuits.resting(TENANT) == frozenset()


def test_a_failed_try_rests_longer() -> None:
    circuits, watch = opened()
    watch.now = REST_SECONDS + 1
    circuits.start(KEY)
    circuits.failed(KEY)
    watch.now += REST_SECONDS + 1
    assert circuits.resting(TENANT) == {CARD}
    watch.now += REST_SECONDS
    assert circuits.resting(TENANT) == frozenset()


def test_a_caller_that_leaves_during_the_try_lets_the_next_one_try() -> None:
    circuits, watch = opened()
    watch.now = REST_SECONDS + 1
    circuits.start(KEY)
    circuits.abandoned(KEY)
    assert circuits.resting(TENANT) == frozenset()


def test_a_wait_that_the_upstream_names_is_kept() -> None:
    watch = Watch()
    circuits = Circuits(watch)
    for _ in range(FAILURES):
        circuits.failed(KEY, retry_after=60)
    watch.now = 59
    assert circuits.resting(TENANT) == {CARD}
