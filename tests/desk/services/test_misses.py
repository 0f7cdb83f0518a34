"""What the material does not answer is noted, grouped with what asks the same, and raised at the second asking."""

from uuid import UUID

import pytest

from chat.services import delete_conversation, erase_subject
from chat.turn import Outcome
from consent.selectors import current_notice
from consent.services import grant, refuse, withdraw
from desk.models import Cluster, Counted, Miss
from desk.selectors import cluster, clusters
from desk.services import rate, rate_anothers, save_draft, settle_cluster
from desk.tasks import follow_turn
from kit import clock
from kit.outbox import Work
from tenants.types import Subject
from tests.cast import Person, job
from tests.desk.conftest import AGAIN, KNOWN, UNKNOWN, Desk, subject_of

OTHER = "公司食堂周六的菜单是什么？"


def states(desk: Desk) -> list[tuple[str, int]]:
    return desk.unit(lambda: list(Cluster.objects.order_by("created_at").values_list("state", "asks")))


def test_one_asking_is_noted_and_not_raised(desk: Desk, anna: Person) -> None:
    desk.missed(anna)
    assert states(desk) == [("counted", 1)]
    assert desk.unit(clusters).items == ()


def test_the_second_asking_raises_it_across_people_and_wordings(desk: Desk, anna: Person, ben: Person) -> None:
    desk.missed(anna)
    desk.missed(ben, question=AGAIN)
    assert states(desk) == [("open", 2)]
    raised = desk.unit(clusters).items[0]
    assert (raised.wording, raised.people, raised.causes) == (UNKNOWN, 2, {"not_in_material": 2})


def test_the_same_person_on_another_day_counts_again(desk: Desk, anna: Person) -> None:
    desk.missed(anna, anna)
    assert states(desk) == [("open", 2)]


def test_asking_again_in_the_same_conversation_is_no_second_asking(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, UNKNOWN)
    desk.work()
    held = desk.unit(lambda: Miss.objects.get(turn_id=turn).conversation_id)
    desk.ask(anna, UNKNOWN, conversation_id=held)
    desk.work()
    assert states(desk) == [("counted", 1)]


def test_what_was_answered_is_no_miss(desk: Desk, anna: Person) -> None:
    _, closed = desk.ask(anna, KNOWN)
    desk.work()
    assert closed.outcome is Outcome.ANSWERED
    assert states(desk) == []


def test_a_bad_rating_makes_a_miss_of_an_answer_and_a_better_one_takes_it_back(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="bad", reason="outdated")
    desk.work()
    assert desk.unit(lambda: Miss.objects.get().causes) == ["outdated"]
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="good")
    desk.work()
    assert states(desk) == []


def test_an_operators_single_bad_rating_raises_at_once(desk: Desk, anna: Person, otto: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate_anothers, turn_id=turn, by=otto.principal, verdict="bad", correction="年假是 15 天。")
    desk.work()
    assert states(desk) == [("open", 1)]
    assert desk.unit(lambda: Miss.objects.get().causes) == ["corrected", "bad"]


def test_tests_and_commands_are_not_counted(desk: Desk, anna: Person) -> None:
    desk.ask(anna, UNKNOWN, test=True)
    desk.ask(anna, UNKNOWN, principal=job(desk.tenant), channel="command")
    desk.work()
    assert states(desk) == []
    assert desk.unit(Counted.objects.count) == 0


def test_a_test_turn_is_no_miss_even_when_it_is_rated(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN, test=True)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="bad")
    desk.work()
    assert states(desk) == []


def test_another_number_another_cluster(desk: Desk, anna: Person) -> None:
    desk.missed(anna, question="食堂 3 号窗口几点开？")
    desk.missed(anna, question="食堂 5 号窗口几点开？")
    assert states(desk) == [("counted", 1), ("counted", 1)]


def test_clusters_of_two_bots_are_apart(desk: Desk, anna: Person) -> None:
    desk.missed(anna)
    desk.ask(anna, UNKNOWN, bot_slug=desk.stock.customers_bot)
    desk.work()
    assert states(desk) == [("counted", 1), ("counted", 1)]


def test_the_same_work_twice_leaves_one_miss(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, UNKNOWN)
    desk.work()
    work = Work(item_id=turn, tenant_id=desk.tenant.id, payload={"turn": str(turn)}, attempt=2)
    follow_turn(work)
    assert states(desk) == [("counted", 1)]
    assert desk.unit(Counted.objects.count) == 1


def test_personal_data_is_masked_in_what_editors_see(desk: Desk, anna: Person) -> None:
    found = desk.missed(anna, question="食堂师傅 13812345678 周五做什么菜？")
    assert "13812345678" not in desk.unit(cluster, found).wording


def test_what_a_refusal_settled_stays_settled(desk: Desk, anna: Person, dora: Person) -> None:
    found = desk.missed(anna, anna)
    desk.unit(settle_cluster, cluster_id=found, state="off_topic", by=dora.principal)
    desk.missed(anna)
    assert states(desk) == [("off_topic", 3)]


def customer(desk: Desk, name: str = "guest") -> Subject:
    return Subject(tenant_id=desk.tenant.id, channel="api", external_id=name)


def asked_by_customer(desk: Desk, anna: Person) -> UUID:
    turn, _ = desk.ask(anna, UNKNOWN, subject=customer(desk), channel="api", attested="contract")
    desk.work()
    return turn


def test_a_customers_question_is_counted_but_not_kept_without_consent(desk: Desk, anna: Person) -> None:
    asked_by_customer(desk, anna)
    assert states(desk) == []
    assert desk.unit(Counted.objects.count) == 1


def test_a_customer_who_agreed_is_heard_until_he_withdraws(desk: Desk, anna: Person) -> None:
    def agree() -> None:
        notice = current_notice("improvement", "zh-hans")
        assert notice is not None
        grant(subject=customer(desk), notice_id=notice.id, channel="api")

    desk.unit(agree)
    asked_by_customer(desk, anna)
    assert states(desk) == [("counted", 1)]
    desk.unit(withdraw, subject=customer(desk), purpose="improvement", channel="api")
    assert states(desk) == []


def test_a_customers_own_bad_rating_is_feedback_and_kept(desk: Desk, anna: Person) -> None:
    turn = asked_by_customer(desk, anna)
    desk.unit(rate, turn_id=turn, subject=customer(desk), by=anna.principal, verdict="bad", reason="not_found")
    desk.work()
    assert states(desk) == [("counted", 1)]


def test_staff_who_refuse_are_not_learned_from(desk: Desk, anna: Person) -> None:
    def say_no() -> None:
        notice = current_notice("improvement", "zh-hans")
        assert notice is not None
        refuse(subject=subject_of(anna), notice_id=notice.id, channel="console")

    desk.unit(say_no)
    desk.ask(anna, UNKNOWN)
    desk.work()
    assert states(desk) == []


def test_erasing_a_person_takes_his_questions_out_and_renames_the_cluster(
    desk: Desk, anna: Person, ben: Person
) -> None:
    desk.missed(anna)
    found = desk.missed(ben, question=AGAIN)
    desk.unit(erase_subject, subject=subject_of(anna), by=anna.principal)
    left = desk.unit(cluster, found)
    assert (left.wording, left.asks) == (AGAIN, 1)
    desk.unit(erase_subject, subject=subject_of(ben), by=anna.principal)
    assert states(desk) == []


def test_erasing_a_conversation_leaves_an_answered_cluster_in_the_editors_own_words(
    desk: Desk, anna: Person, dora: Person
) -> None:
    found = desk.missed(anna, anna)
    desk.unit(
        save_draft,
        cluster_id=found,
        questions=["食堂的菜单在哪里看？"],
        answer="见公告栏。",
        base_id=desk.stock.base_id,
        by=dora.principal,
    )
    held = desk.unit(lambda: list(Miss.objects.values_list("conversation_id", flat=True)))
    for each in held:
        desk.unit(delete_conversation, conversation_id=each, subject=subject_of(anna), by=anna.principal)
    assert desk.unit(cluster, found).wording == "食堂的菜单在哪里看？"


@pytest.mark.parametrize("question", [AGAIN, "公司食堂星期五的菜单是什么啊"])
def test_whoever_asks_again_after_an_answer_reopens_it(desk: Desk, anna: Person, question: str) -> None:
    found = desk.missed(anna, anna)
    desk.unit(lambda: Cluster.objects.filter(id=found).update(state="answered", settled_at=clock.now()))
    desk.missed(anna, question=question)
    assert desk.unit(cluster, found).state == "open"
