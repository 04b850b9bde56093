"""Households with rent allowance, and a bank, for the payment run to run over."""

import sqlite3

TABLES = """
    CREATE TABLE household (id INTEGER PRIMARY KEY, persons NOT NULL, account, letter_on, declined);
    CREATE TABLE rent_case (household_id NOT NULL, until_day NOT NULL, state NOT NULL);
    CREATE TABLE application (id INTEGER PRIMARY KEY, household_id NOT NULL, winter NOT NULL, state NOT NULL);
"""
DAY, WINTER = "2026-12-01", 2026


class Bank:
    def __init__(self):
        self.paid: list[tuple[str, int]] = []

    def transfer(self, account: str | None, amount: int, text: str) -> None:
        if not account:
            raise ValueError(f"{text}: no account")
        self.paid.append((account, amount))


class Office:
    def __init__(self, draft: str, db: sqlite3.Connection):
        self.db, self.bank = db, Bank()
        self.db.executescript(TABLES)
        self.names: dict = {}
        exec(draft, self.names)

    def household(
        self,
        number: int = 1,
        *,
        account="AC-1",
        letter_on="2026-11-02",
        declined=0,
        until=("2027-03-31",),
        state="running",
    ) -> None:
        row = (number, 3, account, letter_on, declined)
        self.db.execute("INSERT INTO household VALUES (?, ?, ?, ?, ?)", row)
        self.db.executemany("INSERT INTO rent_case VALUES (?, ?, ?)", ((number, day, state) for day in until))
        self.db.commit()

    def run(self) -> int:
        return self.names["payment_run"](self.db, self.bank, DAY, WINTER)

    def paid(self) -> list[tuple[str, int]]:
        self.run()
        return self.bank.paid
