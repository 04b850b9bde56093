"""What happens in a trace, drawn from a seed before it begins: one seed is one trace, wherever it runs."""

import random
from typing import NamedTuple

LENGTH = 25
# How often each happens, relative to the others.
WEIGHTS = {
    # what a person does to a card
    "write a line": 10,
    "begin a line": 4,
    "write over a line": 6,
    "delete a line": 2,
    "star a line": 4,
    "move a line": 2,
    "rate": 12,
    "take the rating back": 3,
    "give the evidence": 6,
    "tell a fact": 5,
    "tap a probe": 2,
    "answer a conflict": 8,
    # where and on what
    "go to a question": 8,
    "reload": 6,
    "close and open again": 3,
    "open another tab": 4,
    # what can go wrong
    "lose the network": 5,
    "find the network": 5,
    "lose answers": 3,
    "hear answers": 3,
    "kill the server": 1,
    "start the server": 3,
    "end the session": 2,
    "sign in again": 4,
}


class Step(NamedTuple):
    """`device`, `tab` and `n` choose among what there is when the step comes, modulo how much of it there is. What
    makes no sense then, such as losing a network that is lost, is left out."""

    what: str
    device: int
    tab: int
    n: int


def drawn(seed: int) -> list[Step]:
    chance = random.Random(seed)
    names = chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=LENGTH)
    return [Step(name, chance.randrange(2), chance.randrange(6), chance.randrange(60)) for name in names]
