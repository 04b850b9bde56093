"""How sure a comparison is: in words, in figures, and from which ratings. From the same verbs as in the app."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain import how_sure
from app.domain.how_sure import Between, HowSure
from app.domain.opening import OpeningRole
from app.domain.people import Person
from app.domain.profile import Entrant
from app.domain.ratings import MOST, most_ratings_of, ratings_of
from app.domain.scorecard import Scorecard
from app.measure import plans
from app.measure.doubt import FROM, TOO_CLOSE, Pair
from app.queries import candidates, openings, scorecards
from app.queries.comparison import compare_surely
from tests import make

Sure = Callable[..., HowSure]


@pytest.fixture
def sure(session: Session, world: make.World) -> Sure:
    """`sure(person)`: what that person sees of Dana and Leo, or of the candidates with these names."""

    def figures(viewer: Person, *names: str) -> HowSure:
        session.commit()
        session.expunge_all()
        opening = openings.weighed(session, viewer, world.opening.id)
        assert opening
        everybody = candidates.of_opening(session, viewer, opening.id)
        chosen = [one for one in everybody if one.name in (names or ("Dana Ito", "Leo Marsh"))]
        return compare_surely(session, viewer, opening, chosen, everybody)

    return figures


@pytest.fixture
def scored(session: Session, world: make.World) -> None:
    """Ada and Bo have both rated Dana and Leo."""
    for card, ratings in (
        (world.dana_ada, [4, 3]),
        (world.dana_bo, [4, 5]),
        (world.leo_ada, [2, 3]),
        (world.leo_bo, [3, 2]),
    ):
        make.submitted_card(session, card, ratings)


def between(p: float, gap: float, low: float, high: float, connected: bool = True) -> Between:
    first, second = (_entrant(name) for name in ("Dana", "Leo"))
    return Between(first, second, Pair("1", "2", gap, low, high, p, connected), ("Dana", "Leo"))


def _entrant(name: str) -> Entrant:
    return Entrant(candidate=None, cards=(), awaited=(), alias=name)  # type: ignore[arg-type] - the alias is the name


# --- words and figures of one pair


@pytest.mark.parametrize(
    ("p", "gap", "headline"),
    [
        (0.52, 0.0, "Dana and Leo: too close to call"),
        (0.86, 0.5, "Dana leans ahead of Leo"),
        (0.14, -0.5, "Leo leans ahead of Dana"),
        (0.93, 0.8, "Dana ahead of Leo"),
        (0.01, -1.4, "Leo clearly ahead of Dana"),
    ],
)
def test_the_words_come_first(p: float, gap: float, headline: str) -> None:
    assert between(p, gap, gap - 0.7, gap + 0.7).headline == headline


@pytest.mark.parametrize(
    ("p", "gap", "low", "high", "told"),
    [
        (
            0.8578,
            0.4871,
            -0.261,
            1.2695,
            "Dana is ahead: 86 in 100. Gap 0.5; plausible: Leo 0.3 ahead to Dana 1.3 ahead",
        ),
        (
            0.1759,
            -0.4095,
            -1.1782,
            0.3077,
            "Leo is ahead: 82 in 100. Gap 0.4; plausible: Dana 0.3 ahead to Leo 1.2 ahead",
        ),
        (0.94, 0.41, 0.01, 0.83, "Dana is ahead: 94 in 100. Gap 0.4; plausible: no difference to Dana 0.8 ahead"),
        (0.5, 0.0, -1, 1, "Dana is ahead: 50 in 100. Gap practically none; plausible: Leo 1.0 ahead to Dana 1.0 ahead"),
        (0.9996, 2.0, 1.1, 2.9, "Dana is ahead: more than 99 in 100. Gap 2.0; plausible: Dana 1.1 to 2.9 ahead"),
        (0.01, -1.4, -2.2, -0.3, "Leo is ahead: 99 in 100. Gap 1.4; plausible: Leo 0.3 to 2.2 ahead"),
    ],
)
def test_the_figures_are_told_from_the_side_of_the_higher_one(
    p: float, gap: float, low: float, high: float, told: str
) -> None:
    assert between(p, gap, low, high).told == f"{told}."


@pytest.mark.parametrize("border", [0.75, 0.90, 0.97])
def test_rounding_never_crosses_the_border_of_the_words(border: float) -> None:
    below, at = between(border - 0.001, 0.5, -0.1, 1.1), between(border, 0.5, -0.1, 1.1)
    assert below.headline != at.headline
    assert f": {100 * border - 1:.0f} in 100" in below.told
    assert f": {100 * border:.0f} in 100" in at.told


def test_a_pair_that_nobody_has_met_both_of_says_so() -> None:
    assert between(0.9, 1.0, 0.1, 2.0).caution == ""
    assert between(0.9, 1.0, 0.1, 2.0, connected=False).caution == (
        "No shared interviewer: this rests on assuming that their interviewers rate alike."
    )


def test_everything_that_the_arithmetic_says_has_its_words() -> None:
    assert set(how_sure.HEADLINES) == {TOO_CLOSE, *(words for _, words in FROM)}
    assert set(how_sure.CHANGES) == {plans.AS_IT_IS, plans.ONE_MORE, plans.SAME_PANEL, plans.MORE}


# --- a comparison


def test_two_candidates_are_one_pair_in_name_order(scored: None, sure: Sure, world: make.World) -> None:
    found = sure(world.hana)
    (pair,) = found.pairs
    assert (pair.first.name, pair.second.name) == ("Dana Ito", "Leo Marsh")
    assert pair.low < pair.gap < pair.high
    assert pair.caution == ""
    assert found.basis == "From 8 ratings, all of the candidates here."
    assert found.gaps == []


def test_the_axis_holds_every_bar(scored: None, sure: Sure, world: make.World) -> None:
    found = sure(world.hana)
    assert found.reach % 0.5 == 0
    assert all(-found.reach <= pair.low and pair.high <= found.reach for pair in found.pairs)


def test_what_would_help_begins_with_how_it_is_and_narrows(scored: None, sure: Sure, world: make.World) -> None:
    found = sure(world.hana)
    (pair,) = found.pairs
    assert found.now and found.now.words == "As it is"
    assert found.now.half_width == pytest.approx((pair.high - pair.low) / 2)
    assert [change.words for change in found.changes[1:]] == [
        "Four more questions to each of them",  # each was asked two
        "One more interviewer, the same person for all of them",
    ]
    assert found.changes[1].half_width < found.changes[2].half_width < found.now.half_width
    assert found.advice == (
        f"Today a gap between two of them can be off by about {found.now.half_width:.2f} points either way. "
        f"Four more questions to each of them would bring that to about {found.changes[1].half_width:.2f}."
    )


def test_without_two_who_are_rated_there_is_nothing_to_tell(session: Session, sure: Sure, world: make.World) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    found = sure(world.hana)
    assert found.lack == "This needs ratings of two candidates at least."
    assert (found.pairs, found.changes, found.now) == ([], [], None)


def test_who_has_no_rating_yet_is_named_and_left_out(
    session: Session, scored: None, sure: Sure, world: make.World
) -> None:
    make.candidate(session, world.opening, "Mina Oz")
    found = sure(world.hana, "Dana Ito", "Leo Marsh", "Mina Oz")
    assert len(found.pairs) == 1
    assert found.gaps == ["There is no rating of Mina Oz yet."]


def test_a_competency_without_a_rating_is_said_to_widen_the_bars(
    session: Session, sure: Sure, world: make.World
) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    make.submitted_card(session, world.leo_bo, [4, "no_evidence"])
    assert sure(world.hana).gaps == [
        "Leo Marsh has no rating in a competency; what that leaves open is part of the bars."
    ]


def test_hidden_names_are_hidden_here_too(scored: None, sure: Sure, world: make.World) -> None:
    (pair,) = sure(world.hana).without_names().pairs
    assert {pair.first.name, pair.second.name} == {"Candidate A", "Candidate B"}


# --- what stands beside


def _another(session: Session, world: make.World, name: str, hours: int, panel: Sequence[Person]) -> list[Scorecard]:
    """Another candidate of the opening, interviewed so many hours ago, with a submitted card of each of the panel."""
    at = make.NOW - timedelta(hours=hours)
    interview = make.held(session, make.candidate(session, world.opening, name), world.talk, at, panel, world.cora)
    for card in interview.cards:
        make.submitted_card(session, card, [3, 3])
    return interview.cards


def test_other_candidates_of_the_opening_help_nearest_in_time_first(
    session: Session, scored: None, sure: Sure, world: make.World
) -> None:
    _another(session, world, "Far Away", 900, [world.bo])
    _another(session, world, "Next Door", 6, [world.bo])
    found = sure(world.hana)
    assert [card.interview.candidate.name for card in found.beside] == ["Next Door", "Far Away"]
    assert found.basis == "From 12 ratings: 8 of the candidates here, and 4 of 2 others of this opening."


def test_what_may_not_be_read_does_not_count(session: Session, scored: None, sure: Sure, world: make.World) -> None:
    """Ada has met Dana and Leo, and has never met Quin: Bo's card on Quin is not hers to read, so not to count."""
    _another(session, world, "Quin Roe", 6, [world.bo])
    assert len(sure(world.hana).beside) == 1
    assert sure(world.ada).beside == []


@pytest.mark.parametrize(("is_open", "beside"), [(True, 0), (False, 1)])
def test_an_own_open_card_beside_seals_that_candidate(
    is_open: bool, beside: int, session: Session, scored: None, sure: Sure, world: make.World
) -> None:
    cards = _another(session, world, "Quin Roe", 6, [world.bo])
    world.opening.join(world.ada, OpeningRole.MANAGER)
    case = make.planned(
        session, cards[0].interview.candidate, world.case, make.NOW + timedelta(days=1), [world.ada], world.cora
    )
    if not is_open:
        case.cards[0].release(make.NOW)
    assert len(sure(world.ada).beside) == beside


def test_cards_are_taken_whole_until_the_table_is_full(session: Session, world: make.World, scored: None) -> None:
    session.expunge_all()
    cards = list(scorecards.on_candidates(session, [world.dana.id, world.leo.id]))[:3]
    assert [len(list(ratings_of(card))) for card in cards] == [2, 2, 2]
    assert most_ratings_of(cards, already=0) == cards
    assert most_ratings_of(cards, already=MOST - 5) == cards[:2]
    assert most_ratings_of(cards, already=MOST) == []
