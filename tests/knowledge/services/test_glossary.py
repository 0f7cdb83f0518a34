"""The words of a tenant's own: kept, taken from a file, and used in search."""

import pytest

from audit.selectors import entries
from audit.types import Filters as Asked
from kit.errors import Invalid
from kit.ids import new_id
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import GlossaryEntryNotFound, GlossaryRowBad, GlossaryTermTaken
from knowledge.types import BaseInfo
from tenants.errors import MayNot
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def test_an_entry_is_kept_once_and_removed(keeper: Principal) -> None:
    with tenant_scope(keeper.tenant_id):
        made = services.add_glossary_entry(term=" 年假 ", words=["带薪假", "年假"], meaning="", by=keeper)
        assert selectors.glossary() == (made,)
        assert (made.term, made.words) == ("年假", ("带薪假",))
        with pytest.raises(GlossaryTermTaken):
            services.add_glossary_entry(term="年假", words=["年休"], by=keeper)
        services.remove_glossary_entry(entry_id=made.id, by=keeper)
        assert selectors.glossary() == ()
        with pytest.raises(GlossaryEntryNotFound):
            services.remove_glossary_entry(entry_id=new_id(), by=keeper)
        for name in ("saved", "removed"):
            assert len(entries(Asked(event=f"knowledge.glossary_{name}")).entries) == 1


@pytest.mark.parametrize(
    ("term", "words"), [("", ["a"]), ("a", []), ("x" * 61, ["a"]), ("a", ["?" * 61]), ("\x00", ["a"])]
)
def test_what_says_nothing_is_refused(keeper: Principal, term: str, words: list[str]) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(Invalid):
        services.add_glossary_entry(term=term, words=words, by=keeper)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_taken_in_and_replaces_what_is_known(keeper: Principal, encoding: str) -> None:
    with tenant_scope(keeper.tenant_id):
        services.add_glossary_entry(term="年假", words=["年休"], by=keeper)
        rows = "年假,带薪假；休假,每年的假期\n\nOA,办公系统\n".encode(encoding)
        assert services.import_glossary(content=rows, by=keeper) == 2
        assert {each.term: each.words for each in selectors.glossary()} == {
            "OA": ("办公系统",),
            "年假": ("带薪假", "休假"),
        }


def test_one_bad_row_keeps_the_whole_file_out(keeper: Principal) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(GlossaryRowBad) as refused:
        services.import_glossary(content="年假,带薪假\n孤词\n".encode(), by=keeper)
    assert "2" in str(refused.value)
    with tenant_scope(keeper.tenant_id):
        assert selectors.glossary() == ()


def test_bytes_that_are_no_text_and_files_without_rows_are_refused(keeper: Principal) -> None:
    with tenant_scope(keeper.tenant_id):
        for content in (b"\xff\xff\xff", b"", b"x" * ((2 << 20) + 1)):
            with pytest.raises(Invalid):
                services.import_glossary(content=content, by=keeper)


def test_a_reader_keeps_no_words(keeper: Principal, reader: Principal) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(MayNot):
        services.add_glossary_entry(term="年假", words=["带薪假"], by=reader)


def test_search_asks_for_the_words_that_mean_the_same(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id, text="# 甲\n\n钉钉审批须在两日内完成。\n\n# 乙\n\n食堂在二楼。")

    def lexical() -> float:
        found = selectors.search(question="OA 流程要多久", base_ids=[base.id], principal=keeper)
        return next(each.arms["lexical"] for each in found if "钉钉" in each.text)

    with tenant_scope(keeper.tenant_id):
        before = lexical()
        services.add_glossary_entry(term="ＯＡ", words=["钉钉审批"], by=keeper)
        assert lexical() > before
