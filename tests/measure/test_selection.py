"""The choice of questions: against every choice that there is, and what holds for any bank."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.measure.selection import Gap, Held, Offer, choose

TALK, DRAFT = "talk", "draft"
BOTH = frozenset({TALK, DRAFT})
AIMS = ("lead", "unrated", "ratings", "rounds", "untried", "asked", "minutes", "first")


@dataclass(frozen=True)
class Case:
    offers: tuple[Offer, ...]
    gaps: tuple[Gap, ...]
    held: tuple[Held, ...]
    weights: dict[str, int]

    def chosen(self) -> list[list[str]]:
        return choose(self.offers, self.gaps, self.held, self.weights)


def question(key: str, minutes: int = 10, **more: object) -> Offer:
    """A question for talks that leads them and rates the competency that its key begins with, such as A1."""
    plain = {"ratings": {key[0]: 1}, "fits": frozenset({TALK}), "leads": frozenset({TALK})}
    return Offer(key, minutes, **(plain | more))  # type: ignore[arg-type]


def drawn(seed: int) -> Case:
    """A small case in which little fits and much is alike, so that every aim has something to decide."""
    say = random.Random(seed)
    offers = [
        Offer(
            f"Q{n}",
            say.choice([4, 5, 8, 10]),
            dict(Counter(say.choices("ABC", k=say.choice([1, 1, 1, 2])))),
            say.choice([frozenset({TALK}), BOTH, BOTH]),
            say.choice([frozenset(), frozenset({TALK})]),
            say.choice([0, 0, 0, 1, 3]),
            say.random() < 0.2,
            say.choice(["", "", "", "same"]),
        )
        for n in range(6)
    ]
    offers.append(replace(offers[0], key="Q6", family=""))
    gaps = [Gap(say.choice([10, 15, 20]), say.choice([TALK, DRAFT])) for _ in range(say.choice([1, 2]))]
    held = [Held(frozenset({say.choice(["Q0", "same", "else"])}), {say.choice("ABC"): 1})][: say.choice([0, 1, 1])]
    return Case(tuple(offers), tuple(gaps), tuple(held), {"A": 50, "B": 30, "C": say.choice([20, 30])})


def every_choice(case: Case) -> Iterator[tuple[tuple[Offer, ...], ...]]:
    """All ways to ask each question in one of the rounds or in none that keep the rules."""
    for places in product([None, *range(len(case.gaps))], repeat=len(case.offers)):
        found = [
            tuple(one for one, at in zip(case.offers, places, strict=True) if at == g) for g in range(len(case.gaps))
        ]
        if keeps_the_rules(case, found):
            yield tuple(found)


def keeps_the_rules(case: Case, found: Sequence[Sequence[Offer]]) -> bool:
    families = Counter(one.family for asked in found for one in asked)
    families.update(family for held in case.held for family in held.families)
    return (
        all(families[one.family] == 1 for asked in found for one in asked)
        and all(sum(one.minutes for one in asked) <= gap.minutes for asked, gap in zip(found, case.gaps, strict=True))
        and all(gap.kind in one.fits for asked, gap in zip(found, case.gaps, strict=True) for one in asked)
        and all(set(one.ratings) & set(case.weights) for asked in found for one in asked)
    )


def figures(case: Case, found: Sequence[Sequence[Offer]]) -> tuple[object, ...]:
    """What each of the AIMS is, the less the better, worked out one by one from their words."""
    flat = [one for asked in found for one in asked]
    rounds = [Counter(held.ratings) for held in case.held]
    rounds += [sum((Counter(one.ratings) for one in asked), Counter()) for asked in found]
    times = {code: sum(one[code] for one in rounds) for code in case.weights}
    spread = {code: sum(1 for one in rounds if one[code]) for code in case.weights}
    leads = sum(any(g.kind in one.leads for one in asked) for asked, g in zip(found, case.gaps, strict=True))
    order = sorted((one.key, g) for one in case.offers for g in range(len(case.gaps)))
    return (
        len(found) - leads,
        sum(share for code, share in case.weights.items() if not times[code]),
        sum(share * max(0, 2 - times[code]) for code, share in case.weights.items()),
        sum(share * max(0, 2 - spread[code]) for code, share in case.weights.items()),
        sum(one.untried for one in flat),
        sum(one.asked for one in flat),
        -sum(worth(case, one) for one in flat),
        [key not in {one.key for one in found[g]} for key, g in order],
    )


def worth(case: Case, one: Offer) -> int:
    weight = sum(times * case.weights.get(code, 0) for code, times in one.ratings.items())
    return one.minutes * weight // sum(one.ratings.values())


SMALL = [drawn(seed) for seed in range(40, 60)]  # in which each aim decides a few


@cache
def all_figures(number: int) -> dict[tuple[tuple[str, ...], ...], tuple[object, ...]]:
    """Every choice of a small case, as keys, with its figures."""
    case = SMALL[number]
    return {
        tuple(tuple(sorted(o.key for o in asked)) for asked in one): figures(case, one) for one in every_choice(case)
    }


def best(number: int, without: int | None = None) -> list[list[str]]:
    """The best choice of a small case, with one of the aims forgotten."""
    kept = [aim for aim in range(len(AIMS)) if aim != without]
    found = all_figures(number)
    return [list(keys) for keys in min(found, key=lambda keys: [found[keys][aim] for aim in kept])]


@pytest.mark.parametrize("number", range(len(SMALL)))
def test_no_choice_is_better(number: int) -> None:
    assert SMALL[number].chosen() == best(number)


@pytest.mark.parametrize("aim", range(len(AIMS)), ids=AIMS)
def test_each_aim_decides_some_of_these_cases(aim: int) -> None:
    """Else the comparison above would say nothing about it."""
    assert [number for number in range(len(SMALL)) if best(number, without=aim) != best(number)] != []


@st.composite
def cases(draw: st.DrawFn) -> Case:
    offers = [
        Offer(
            f"{'ABCD'[n % 4]}{n}",
            draw(st.integers(3, 25)),
            draw(st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 3), min_size=1)),
            draw(st.frozensets(st.sampled_from([TALK, DRAFT]), min_size=1)),
            draw(st.frozensets(st.sampled_from([TALK, DRAFT]))),
            draw(st.integers(0, 30)),
            draw(st.booleans()),
            draw(st.sampled_from(["", "", "one", "two"])),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    gaps = draw(st.lists(st.builds(Gap, st.integers(0, 60), st.sampled_from([TALK, DRAFT])), max_size=3))
    families = st.frozensets(st.sampled_from(["one", "A0", "B1", "else"]))
    held = draw(
        st.lists(st.builds(Held, families, st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 3))), max_size=2)
    )
    weights = draw(st.dictionaries(st.sampled_from("ABC"), st.integers(1, 100)))
    return Case(tuple(offers), tuple(gaps), tuple(held), weights)


@settings(max_examples=40, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_offers_means_nothing(case: Case, say: random.Random) -> None:
    shuffled = say.sample(case.offers, len(case.offers))
    assert replace(case, offers=tuple(shuffled)).chosen() == case.chosen()


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_rules_are_kept(case: Case) -> None:
    """Never over the minutes, never a question twice, nothing that fits nowhere."""
    known = {one.key: one for one in case.offers}
    assert keeps_the_rules(case, [[known[key] for key in keys] for keys in case.chosen()])


def test_without_offers_or_weights_nothing_is_asked() -> None:
    assert choose([], [Gap(45, TALK)], [], {"A": 100}) == [[]]
    assert choose([question("A1")], [Gap(45, TALK)], [], {}) == [[]]
    assert choose([question("A1")], [], [], {"A": 100}) == []


def test_two_rounds_share_what_is_to_be_rated_twice() -> None:
    offers = [question("A1"), question("A2"), question("B1"), question("B2")]
    assert choose(offers, [Gap(20, TALK), Gap(20, TALK)], [], {"A": 50, "B": 50}) == [["A1", "B1"], ["A2", "B2"]]


def test_a_single_round_rates_all_before_it_rates_one_twice() -> None:
    offers = [question("A1"), question("A2"), question("B1")]
    assert choose(offers, [Gap(20, TALK)], [], {"A": 90, "B": 10}) == [["A1", "B1"]]


def test_what_another_round_asks_is_not_asked_again_in_any_variant() -> None:
    offers = [question("A1", family="A1"), question("A1b", family="A1"), question("A2")]
    assert choose(offers, [Gap(45, TALK)], [Held({"A1"}, {"A": 1})], {"A": 100}) == [["A2"]]


def test_spare_minutes_go_to_the_heavier_competency_and_are_filled() -> None:
    offers = [question("A1", 5), question("B2", 9), question("B3", 8)]
    assert choose(
        [*offers],
        [Gap(14, TALK)],
        [Held(frozenset(), {"A": 2}), Held(frozenset(), {"A": 1, "B": 2})],
        {"A": 30, "B": 70},
    ) == [["A1", "B2"]]


def test_the_least_asked_variant_is_taken() -> None:
    offers = [question("A1", asked=4, family="A1"), question("A1b", asked=1, family="A1")]
    assert choose(offers, [Gap(45, TALK)], [], {"A": 100}) == [["A1b"]]
