"""Runs the drafts that candidates review, so that no planted fault is invented and every one can be shown."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.drafts import changed, code, code_at, marks_shown, question, stage
from tests.stand_ins import Merchant, Shop

INES = ZoneInfo("Europe/Madrid")


REFUND = question("questions/ai-supervision.yaml", "AIS-SR-REV-01")
EXPORT = stage("scenarios/case-export-sr.yaml", "S4")


def shop(**trouble) -> Shop:
    return Shop(code(REFUND.candidate_handout), **trouble)


def merchant(*orders: tuple) -> Merchant:
    return Merchant(code(EXPORT.given), *orders)


def test_f1_mail_leaves_the_customers_question_open():
    body = shop().run("80.00").mails[0].body.lower()
    assert not re.search(r"\d+ (to \d+ )?days|bank|card|until|write to|reply|@", body)


def test_f2_retry_refunds_twice():
    one = shop(mail_failures=1).run("80.00")
    assert one.refunds == [Decimal("80.00"), Decimal("80.00")]


def test_f3_mail_goes_out_before_the_commit():
    assert shop().run("80.00").log == ["refund", "mail", "commit"]


def test_f3_mail_failure_leaves_a_paid_refund_unrecorded():
    one = shop(mail_failures=4)
    with pytest.raises(ConnectionError):
        one.run("80.00")
    assert (len(one.refunds), one.recorded) == (4, Decimal(0))


def test_f4_mail_goes_to_the_account_owner_and_not_to_the_buyer():
    one = shop().run("80.00")
    assert [mail.to for mail in one.mails] == [one.order.account.owner_email]


def test_f5_second_partial_refund_overwrites_the_first():
    one = shop().run("30.00", "20.00")
    assert (sum(one.refunds), one.recorded) == (Decimal("50.00"), Decimal("20.00"))


@pytest.mark.parametrize("amount", ["500.00", "-5.00"])
def test_f6_amount_has_no_limits(amount):
    assert shop().run(amount).refunds == [Decimal(amount)]


WORSE = {
    "as drafted": ("", ""),
    "nothing is committed": ("    db.commit()", "    pass"),
    "mail goes to nobody": ("order.account.owner_email", "None"),
    "another payment is refunded": ("order.payment_id, amount", "None, amount * 100"),
    "mail says nothing": ("Thank you for your patience!", ""),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_f7_own_test_passes_whatever_is_broken(change):
    Shop(changed(code(REFUND.candidate_handout), change)).run_own_test()


def test_f8_mail_says_dollar_to_a_shop_that_pays_in_euro():
    one = shop().run("80.00")
    assert (one.order.currency, "$80.00" in one.mails[0].body) == ("EUR", True)


def test_p1_refunds_count_as_sales():
    noon = datetime(2025, 2, 10, 12, tzinfo=UTC)
    lines = merchant((noon, 1, 100), (noon, 2, -30)).export(2025, 2)
    assert sum(int(line["amount"]) for line in lines) == 100 + 30


def test_p2_month_begins_and_ends_in_utc():
    first_of_hers = datetime(2025, 2, 1, 0, 30, tzinfo=INES).astimezone(UTC)
    first_of_next = datetime(2025, 3, 1, 0, 30, tzinfo=INES).astimezone(UTC)
    lines = merchant((first_of_hers, 1, 10), (first_of_next, 2, 20)).export(2025, 2)
    assert [line["number"] for line in lines] == ["2"]


def test_p3_public_link_can_be_guessed():
    northwind = merchant()
    northwind.export(2025, 2)
    assert list(northwind.files) == ["/public/exports/7-2025-2.csv"]


def test_p4_december_fails():
    northwind = merchant()
    with pytest.raises(ValueError, match="month must be in"):
        northwind.export(2025, 12)
    northwind.table.close()


def test_p5_first_instant_of_next_month_is_in_both_months():
    midnight = datetime(2025, 3, 1, tzinfo=UTC)
    exports = [merchant((midnight, 1, 10)).export(2025, month) for month in (2, 3)]
    assert [[line["number"] for line in lines] for lines in exports] == [["1"], ["1"]]


def test_p6_buyers_name_becomes_a_formula():
    noon = datetime(2025, 2, 10, 12, tzinfo=UTC)
    lines = merchant((noon, 1, 10, '=HYPERLINK("x";"Lea")')).export(2025, 2)
    assert lines[0]["buyer"] == '=HYPERLINK("x";"Lea")'


def test_p7_all_rows_are_fetched_at_once():
    noon = datetime(2025, 2, 10, 12, tzinfo=UTC)
    northwind = merchant(*((noon, number, 10) for number in range(900)))
    northwind.export(2025, 2)
    assert northwind.fetched == 900


def test_p8_date_column_is_in_utc():
    late = datetime(2025, 2, 11, 0, 30, tzinfo=INES).astimezone(UTC)
    lines = merchant((late, 1, 10)).export(2025, 2)
    assert lines[0]["date"][:10] == "2025-02-10"


# The keys that interviewers hold.

POINTED_AT = {
    "F1": "Thank you", "F2": "gateway.refund", "F3": "db.commit", "F4": "owner_email",
    "F5": "refunded_total =", "F6": "gateway.refund", "F7": "mocker.patch", "F8": "${amount}",
    "P1": "abs(", "P2": "tzinfo=UTC", "P3": "/public/", "P4": "month + 1",
    "P5": "BETWEEN", "P6": "buyer_name", "P7": ".all()", "P8": "created_at",
}  # fmt: skip
FAULTS = {
    **{mark: (fault, REFUND.candidate_handout) for mark, fault in REFUND.planted_faults.items()},
    **{mark: (fault, EXPORT.given) for mark, fault in EXPORT.planted_faults.items()},
}


@pytest.mark.parametrize("mark", FAULTS)
def test_planted_fault_points_at_its_lines(mark):
    fault, handout = FAULTS[mark]
    assert POINTED_AT[mark] in code_at(fault, handout)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(FAULTS)
