"""Small stand-ins that let the bank's drafts run: a shop that refunds, a merchant who exports orders."""

import csv
import io
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from functools import wraps
from types import SimpleNamespace
from unittest.mock import MagicMock


def job(retries: int):
    """Run the work again after a failure, as a job queue does, at most `retries` more times."""

    def decorate(work):
        @wraps(work)
        def run(*args):
            for left in range(retries, -1, -1):
                try:
                    return work(*args)
                except ConnectionError:
                    if not left:
                        raise
            return None

        return run

    return decorate


class Shop:
    """What the refund draft touches: gateway, mail server, database.

    `log` keeps the order of events; `recorded` is what the last commit stored.
    """

    def __init__(self, draft: str, mail_failures: int = 0):
        self.log: list[str] = []
        self.refunds: list[Decimal] = []
        self.mails: list[SimpleNamespace] = []
        self.mail_failures = mail_failures
        self.recorded = Decimal(0)
        self.names = self.surroundings()
        exec(draft, self.names)

    def surroundings(self) -> dict:
        return {
            "Decimal": Decimal,
            "job": job,
            "make_order": self.make_order,
            "Order": SimpleNamespace(get=lambda order_id: self.order),
            "gateway": SimpleNamespace(refund=self.refund),
            "mailer": SimpleNamespace(send=self.send),
            "db": SimpleNamespace(commit=self.commit),
        }

    def make_order(self, total: Decimal) -> SimpleNamespace:
        owner = SimpleNamespace(owner_email="office@school.example", owner_name="School office")
        self.order = SimpleNamespace(
            id=1,
            number="A-1",
            payment_id="pay-1",
            total=total,
            refunded_total=Decimal(0),
            currency="EUR",
            account=owner,
            buyer=SimpleNamespace(email="teacher@school.example"),
        )
        return self.order

    def refund(self, payment_id: str, amount: Decimal) -> None:
        self.log.append("refund")
        self.refunds.append(amount)

    def send(self, **mail) -> None:
        if self.mail_failures:
            self.mail_failures -= 1
            raise ConnectionError("mail server away")
        self.log.append("mail")
        self.mails.append(SimpleNamespace(**mail))

    def commit(self) -> None:
        self.log.append("commit")
        self.recorded = self.order.refunded_total

    def run(self, *amounts: str) -> "Shop":
        self.make_order(Decimal("80.00"))
        for amount in amounts:
            self.names["refund_job"](1, Decimal(amount))
        return self

    def run_own_test(self) -> None:
        self.names["test_refund_sends_mail"](SimpleNamespace(patch=self.patch))

    def patch(self, target: str) -> MagicMock:
        self.names[target.rpartition(".")[2]] = mock = MagicMock()
        return mock


class Kept(io.StringIO):
    """A file that can still be read after it was closed."""

    def close(self) -> None:
        self.seek(0)


class Merchant:
    """Northwind's orders, and the export draft to run over them."""

    id = 7

    def __init__(self, draft: str, *orders: tuple):
        self.files: dict[str, Kept] = {}
        self.fetched = 0
        self.table = sqlite3.connect(":memory:")
        self.table.row_factory = sqlite3.Row
        self.table.execute("CREATE TABLE orders (merchant_id, created_at, number, buyer_name, amount, tax, type)")
        self.table.executemany("INSERT INTO orders VALUES (7, ?, ?, ?, ?, 0, ?)", map(self.stored, orders))
        self.names = {
            "UTC": UTC,
            "csv": csv,
            "datetime": datetime,
            "db": SimpleNamespace(query=self.query),
            "open": self.open,
            "url_for_public": lambda path: path,
        }
        exec(draft, self.names)

    def stored(self, order: tuple) -> tuple:
        moment, number, amount, *buyer = order
        kind = "refund" if amount < 0 else "sale"
        return (moment.isoformat(), number, *(buyer or ["Lea Sand"]), amount, kind)

    def query(self, statement: str, merchant_id: int, start: datetime, end: datetime) -> SimpleNamespace:
        found = self.table.execute(statement, (merchant_id, start.isoformat(), end.isoformat()))
        return SimpleNamespace(all=lambda: self.fetch(found.fetchall()))

    def fetch(self, rows: list[sqlite3.Row]) -> list[SimpleNamespace]:
        self.fetched = len(rows)
        return [SimpleNamespace(**{**row, "created_at": datetime.fromisoformat(row["created_at"])}) for row in rows]

    def open(self, path: str, *mode, **options) -> Kept:
        self.files[path] = Kept(newline="")
        return self.files[path]

    def export(self, year: int, month: int) -> list[dict[str, str]]:
        path = self.names["export_month"](self, year, month)
        lines = list(csv.DictReader(io.StringIO(self.files[path].getvalue())))
        self.table.close()
        return lines
