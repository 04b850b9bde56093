"""Ways to build the page wrong. Each must be found by a trace; the product has none of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from tests.e2e.proxy import Proxy
from tests.e2e.traces.plan import Step


class Fault(NamedTuple):
    """In the script `file`, `wrong` stands in the place of `right`; `plan` is a trace that finds it."""

    file: bytes
    right: bytes
    wrong: bytes
    plan: list[Step]


LAPTOP = 0
FAULTS = {
    "forgets what was refused": Fault(
        b"/scoring/sender.js",
        b"const { status } = response;",
        b"""const { status } = response, ids = ops.map((op) => op.id);
            await this.keeper.ask(async (store) => (await store.settle(ids, ""), store.drop(ids)));""",
        [
            Step("end the session", LAPTOP, 0, 0),
            Step("write a line", LAPTOP, 0, 0),
            Step("sign in again", LAPTOP, 0, 0),
        ],
    ),
}


@dataclass
class Spoilt(Proxy):
    """A way on which a script arrives with its fault."""

    fault: Fault | None = None

    def _ask(self, head: bytes, body: bytes) -> bytes:
        answer = super()._ask(head, body)
        if self.fault is None or self.fault.file not in head.partition(b"\r\n")[0]:
            return answer
        told, _, script = answer.partition(b"\r\n\r\n")
        if not script:  # the browser has it, spoilt, from before
            return answer
        assert self.fault.right in script, f"{self.fault.file!r} does not hold what is to be spoilt"
        lines = [line for line in told.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
        return b"\r\n".join(lines) + b"\r\n\r\n" + script.replace(self.fault.right, self.fault.wrong)


@contextmanager
def way_to(target: int, fault: Fault | None) -> Iterator[Proxy]:
    way = Spoilt(target, fault=fault)
    way.listen()
    try:
        yield way
    finally:
        way.listener.close()
