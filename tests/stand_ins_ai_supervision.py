"""Stand-ins that let the drafts of the AI-supervision reviews run: dairy, tree register, agency, warehouse, harbour."""

import sqlite3
from calendar import monthrange
from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace as Thing

from tests.drafts import names_after


def run_draft(draft: str, **names) -> Thing:
    """Run the code of a draft among `names`, and return all names that it leaves behind."""
    left = names_after(draft, **names)
    return Thing(**{name: value for name, value in left.items() if name != "__builtins__"})


class Dairy:
    """Two farms of one name, and the payment draft to run over their loads."""

    def __init__(self, draft: str, db: sqlite3.Connection):
        self.db = db
        self.db.executescript(
            "CREATE TABLE farms (id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE, name TEXT NOT NULL);"
            "CREATE TABLE collections (id INTEGER PRIMARY KEY, farm_id, collected_at NOT NULL, litres NOT NULL);"
            "CREATE TABLE samples (id INTEGER PRIMARY KEY, collection_id NOT NULL, fat NOT NULL);"
            "INSERT INTO farms VALUES (1, 112, 'Lindhof'), (2, 207, 'Lindhof');"
        )
        self.draft = run_draft(draft, monthrange=monthrange)

    def load(self, litres: int, *readings: float, farm: int = 1, at: str = "2025-03-04 05:10") -> "Dairy":
        load = self.db.execute("INSERT INTO collections VALUES (NULL, ?, ?, ?)", (farm, at, litres)).lastrowid
        self.db.executemany("INSERT INTO samples VALUES (NULL, ?, ?)", ((load, fat) for fat in readings))
        return self

    def slips(self, month: int = 3) -> list[tuple]:
        return self.draft.payments(self.db, 2025, month, base=0.50)


class Register:
    """Three trees, and the paths that an import has closed."""

    def __init__(self):
        self.trees = {number: Thing(state="unknown") for number in (17, 18, 19)}
        self.closed: set[int] = set()

    def update(self, number: int, **found) -> None:
        vars(self.trees[number]).update(found)

    def close_path(self, number: int) -> None:
        self.closed.add(number)


class Agency:
    """Clients, jobs and people, and the draft that says who may open what."""

    def __init__(self, draft: str):
        self.numbers = count(100)
        self.draft = run_draft(
            draft,
            date=date,
            timedelta=timedelta,
            make_client=lambda name, excluded=(): Thing(name=name, excluded=excluded),
            make_job=self.job,
            make_user=self.user,
        )
        self.halden = Thing(name="Halden Pumps", excluded=())
        self.norva = Thing(name="Norva Pumps", excluded=["Halden Pumps"])

    def job(self, client, manager_ids=(), translator_ids=(), delivered_on=None) -> Thing:
        number = next(self.numbers)
        return Thing(
            id=number, client=client, manager_ids=manager_ids, translator_ids=translator_ids, delivered_on=delivered_on
        )

    def user(self, number: int, jobs=(), role="translator") -> Thing:
        return Thing(id=number, jobs=jobs, role=role)

    def opens(self, user, job, today=date(2025, 6, 1)) -> bool:
        return self.draft.may_open(user, job, today)


class Warehouse:
    """The stock table; `before_update` is called with the number of updates so far."""

    def __init__(self, draft: str, db: sqlite3.Connection):
        self.db, self.updates = db, 0
        db.execute("CREATE TABLE products (id INTEGER PRIMARY KEY, name, bags_per_carton INTEGER)")
        db.execute(
            "CREATE TABLE stock (id INTEGER PRIMARY KEY, product_id NOT NULL, quantity INTEGER, reorder_at INTEGER)"
        )
        self.draft = run_draft(draft)

    def filled(self, rows: int = 1, size: int | None = 4) -> "Warehouse":
        self.db.execute("INSERT INTO products VALUES (1, 'Solution 2 l', ?)", (size,))
        self.db.executemany("INSERT INTO stock VALUES (?, 1, 30, 10)", ((number,) for number in range(1, rows + 1)))
        self.db.commit()
        return self

    def before_update(self, done: int) -> None:
        pass

    def execute(self, statement: str, values: tuple = ()):
        if statement.startswith("UPDATE"):
            self.before_update(self.updates)
            self.updates += 1
        return self.db.execute(statement, values)

    def commit(self) -> None:
        self.db.commit()

    def column(self, name: str = "quantity") -> list:
        return [row[0] for row in self.db.execute(f"SELECT {name} FROM stock ORDER BY id")]


class Pilot(Thing):
    def __init__(self, name, max_length, last_ship, ships_this_month=0):
        super().__init__(name=name, max_length=max_length, last_ship=last_ship, ships_this_month=ships_this_month)


class Ship(Thing):
    def __init__(self, call, arrival, length):
        super().__init__(call=call, arrival=arrival, length=length)
