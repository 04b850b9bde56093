"""A morning at the concrete works: orders, loads and a text service, for the draft to run over."""

import logging
from datetime import datetime, timedelta
from types import SimpleNamespace as Thing

SITE, OFFICE = "0171 site", "030 office"


class SmsError(Exception):
    pass


class Morning:
    """`sent` holds the texts that left, as (number, message); while `down`, none does."""

    def __init__(self, draft: str):
        self.sent: list[tuple[str, str]] = []
        self.down = False
        self.names = {
            "SmsError": SmsError,
            "datetime": datetime,
            "timedelta": timedelta,
            "db": Thing(commit=lambda: None),
            "log": logging.getLogger("concrete"),
            "make_load": lambda due: self.order(due).loads[0],
            "sms": Thing(send=self.send),
        }
        exec(draft, self.names)

    def send(self, number: str, message: str) -> None:
        if self.down:
            raise SmsError("service away")
        self.sent.append((number, message))

    def order(self, *dues: datetime) -> Thing:
        order = Thing(site="Harbour 9", site_phone=SITE, customer=Thing(name="Moll", phone=OFFICE), told=False)
        order.loads = [Thing(number=number, order=order, due=due) for number, due in enumerate(dues, 1)]
        return order

    def late(self, load: Thing, minutes: int) -> str:
        """Press the button; return what Dirk reads."""
        return self.names["mark_late"](load, minutes)
