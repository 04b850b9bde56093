"""How the table is laid out: the order is by name or by one competency, and what is in it stays what it is."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.domain.arrangement import Arranged, Wish
from app.domain.comparison import Comparison
from app.domain.people import Person
from app.queries import candidates, openings
from app.queries.comparison import compare
from tests import make

Seen = Callable[[Person], Comparison]
NOBODY = 0


@pytest.fixture
def seen(session: Session, world: make.World) -> Seen:
    """Dana and Leo of the world, and Mo, whom nobody has met."""
    make.candidate(session, world.opening, "Mo Quist")

    def comparison(viewer: Person) -> Comparison:
        session.commit()
        session.expunge_all()
        opening = openings.get(session, viewer, world.opening.id)
        assert opening
        return compare(session, viewer, opening, candidates.of_opening(session, viewer, opening.id))

    return comparison


def rated(session: Session, world: make.World, dana: list[int], leo: list[int]) -> None:
    """Purpose and Customer, by Ada and Bo alike."""
    for card, ratings in (
        (world.dana_ada, dana),
        (world.dana_bo, dana),
        (world.leo_ada, leo),
        (world.leo_bo, leo),
    ):
        make.submitted_card(session, card, ratings)


def names(table: Arranged) -> list[str]:
    return [one.name.split()[0] for one in table.entrants]


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        (Wish(), ["Dana", "Leo", "Mo"]),
        (Wish(by="PUR"), ["Leo", "Dana", "Mo"]),
        (Wish(by="CUS"), ["Dana", "Leo", "Mo"]),
        (Wish(by="TRA"), ["Dana", "Leo", "Mo"]),
    ],
)
def test_candidates_stand_by_name_or_by_one_competency(
    session: Session, world: make.World, seen: Seen, wish: Wish, order: list[str]
) -> None:
    rated(session, world, dana=[2, 4], leo=[4, 3])
    assert names(Arranged(seen(world.hana), wish)) == order


def test_equal_means_stand_by_name(session: Session, world: make.World, seen: Seen) -> None:
    rated(session, world, dana=[3, 4], leo=[3, 4])
    assert names(Arranged(seen(world.hana), Wish(by="PUR"))) == ["Dana", "Leo", "Mo"]


@pytest.mark.parametrize("by", ["total", "sure", "mean", "TRA", "pur", "🙂"])
def test_by_nothing_else(session: Session, world: make.World, seen: Seen, by: str) -> None:
    rated(session, world, dana=[2, 2], leo=[4, 4])
    table = Arranged(seen(world.hana), Wish(by=by))
    assert (names(table), table.by) == (["Dana", "Leo", "Mo"], None)
    assert table.refusal == "Candidates are sorted by name or by one competency of this opening, and by nothing else."


def test_who_is_pinned_stands_in_front_of_any_order(session: Session, world: make.World, seen: Seen) -> None:
    rated(session, world, dana=[2, 4], leo=[4, 3])
    comparison = seen(world.hana)
    mo = comparison.entrants[2].candidate.id
    assert names(Arranged(comparison, Wish(pinned=mo))) == ["Mo", "Dana", "Leo"]
    assert names(Arranged(comparison, Wish(by="PUR", pinned=mo))) == ["Mo", "Leo", "Dana"]
    assert Arranged(comparison, Wish(pinned=999_999)).pinned is None


def test_rows_and_totals_follow_the_candidates(session: Session, world: make.World, seen: Seen) -> None:
    rated(session, world, dana=[2, 4], leo=[4, 3])
    table = Arranged(seen(world.hana), Wish(by="PUR"))
    assert [[cell.entrant.name.split()[0] for cell in row.cells] for row in table.rows] == [["Leo", "Dana", "Mo"]] * 2
    assert [one.entrant.name.split()[0] for one in table.totals] == ["Leo", "Dana", "Mo"]


@pytest.fixture
def pair(session: Session, world: make.World) -> Callable[[], Comparison]:
    """Dana and Leo alone, as Hana sees them."""

    def comparison() -> Comparison:
        session.commit()
        session.expunge_all()
        opening = openings.get(session, world.hana, world.opening.id)
        assert opening
        return compare(session, world.hana, opening, candidates.of_opening(session, world.hana, opening.id))

    return comparison


def left_out(comparison: Comparison) -> list[str]:
    return [one.name for one in Arranged(comparison, Wish(differing=True)).left_out]


def test_only_differences_leaves_out_where_all_are_the_same(
    session: Session, world: make.World, pair: Callable[[], Comparison]
) -> None:
    rated(session, world, dana=[3, 4], leo=[3, 2])
    comparison = pair()
    assert left_out(comparison) == ["Purpose"]
    assert [row.competency.name for row in Arranged(comparison, Wish(differing=True)).rows] == ["Customer"]
    assert [row.competency.name for row in Arranged(comparison, Wish()).rows] == ["Purpose", "Customer"]


def test_half_a_point_is_a_difference(session: Session, world: make.World, pair: Callable[[], Comparison]) -> None:
    for card, ratings in (
        (world.dana_ada, [3, 3]),
        (world.dana_bo, [3, 3]),
        (world.leo_ada, [3, 3]),
        (world.leo_bo, [4, 3]),
    ):
        make.submitted_card(session, card, ratings)
    assert left_out(pair()) == ["Customer"]


def test_split_ratings_are_a_difference(session: Session, world: make.World, pair: Callable[[], Comparison]) -> None:
    for card, ratings in (
        (world.dana_ada, [2, 3]),
        (world.dana_bo, [4, 3]),
        (world.leo_ada, [3, 3]),
        (world.leo_bo, [3, 3]),
    ):
        make.submitted_card(session, card, ratings)
    assert left_out(pair()) == ["Customer"]


def test_whoever_is_not_rated_is_a_difference(session: Session, world: make.World, seen: Seen) -> None:
    rated(session, world, dana=[3, 3], leo=[3, 3])
    assert left_out(seen(world.hana)) == []


def test_a_sealed_candidate_moves_nowhere_whatever_others_have_rated(
    session: Session, world: make.World, seen: Seen
) -> None:
    """Ada has rated Leo; her card on Dana is open, and Bo's on Dana is in."""
    for card, ratings in ((world.leo_ada, [3, 3]), (world.leo_bo, [3, 3]), (world.dana_bo, [5, 5])):
        make.submitted_card(session, card, ratings)
    assert names(Arranged(seen(world.ada), Wish(by="PUR"))) == ["Leo", "Dana"]
