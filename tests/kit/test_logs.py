from kit.personal import scrub


def test_personal_numbers_do_not_reach_the_log():
    line = "from 13812345678 id 11010519491231002X card 6222020200112233445 mail anna@example.com ok 1234"
    assert scrub(line) == "from [masked] id [masked] card [masked] mail [masked] ok 1234"
