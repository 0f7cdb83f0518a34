import pytest

from consent.selectors import current_notice, current_notices


def test_standard_notices_name_the_company_and_leave_no_gap(scope):
    for language in ("en", "zh-hans"):
        for notice in current_notices(language):
            assert "Morning Star" in notice.body
            assert "$" not in notice.body


@pytest.mark.parametrize(
    "item", ["适用的人群", "局限", "怎样产生", "处理哪些信息", "交给谁", "保存多久", "标识", "撤回", "联系方式", "自愿"]
)
def test_the_standard_service_notice_has_what_the_law_asks_for(scope, item):
    assert item in current_notice("service", "zh-hans").body
