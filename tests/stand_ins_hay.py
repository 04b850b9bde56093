"""A valley in hay weather: fields and machines, for the list of offers to run over."""

from datetime import date
from math import hypot
from types import SimpleNamespace as Thing

CUT = date(2026, 6, 9)


class Valley:
    """Places are kilometres east and north of the field."""

    def __init__(self, draft: str):
        self.names = {
            "date": date,
            "distance": lambda one, other: hypot(one[0] - other[0], one[1] - other[1]),
            "make_field": self.field,
            "make_machine": self.machine,
        }
        exec(draft, self.names)

    def field(self, kind: str = "baler", place=(0, 0), day: date = CUT) -> Thing:
        return Thing(kind=kind, place=place, day=day)

    def machine(self, kind: str = "baler", place=(3, 4), price: int = 120, taken=()) -> Thing:
        return Thing(kind=kind, place=place, price=price, taken=set(taken))

    def offers(self, *machines: Thing) -> list[Thing]:
        return self.names["offers"](self.field(), machines)
