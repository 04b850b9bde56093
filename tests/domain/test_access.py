"""Who may read which card: properties over every small company that hypothesis can think of."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from app.domain.access import Standing, is_blind, may_read, readable
from app.domain.opening import OpeningRole

PEOPLE = st.integers(1, 4)


@dataclass(eq=False)
class Seat:
    """What the rules look at in a card."""

    author_id: int
    is_open: bool
    is_submitted: bool = field(default=False)
    is_shadow: bool = field(default=False)


def seat(author: int, state: str, shadow: bool = False) -> Seat:
    return Seat(author, is_open=state == "open", is_submitted=state == "submitted", is_shadow=shadow)


states = st.sampled_from(["open", "submitted", "released"])
seats = st.lists(st.builds(seat, PEOPLE, states, st.booleans()), min_size=1, max_size=6)
standings = st.builds(Standing, PEOPLE, st.booleans(), st.frozensets(st.sampled_from(OpeningRole)))


@given(standings, seats)
def test_while_blind_only_own_cards_are_readable(who: Standing, cards: list[Seat]) -> None:
    if is_blind(who.person_id, cards):
        assert {card.author_id for card in cards if may_read(card, who, cards)} <= {who.person_id}


@given(standings, seats)
def test_the_author_always_reads_their_own(who: Standing, cards: list[Seat]) -> None:
    assert all(may_read(card, who, cards) for card in cards if card.author_id == who.person_id)


@given(standings, seats)
def test_nobody_reads_a_colleagues_card_before_it_is_submitted(who: Standing, cards: list[Seat]) -> None:
    unsent = [card for card in cards if not card.is_submitted and card.author_id != who.person_id]
    assert not any(may_read(card, who, cards) for card in unsent)


@given(standings, seats)
def test_readable_holds_submitted_cards_only(who: Standing, cards: list[Seat]) -> None:
    assert all(card.is_submitted for card in readable(who, cards))


@given(standings, seats)
def test_who_neither_manages_nor_has_submitted_reads_no_colleague(who: Standing, cards: list[Seat]) -> None:
    has_submitted = any(card.author_id == who.person_id and card.is_submitted for card in cards)
    if not who.manages and not has_submitted:
        assert all(card.author_id == who.person_id for card in cards if may_read(card, who, cards))


@given(seats, st.booleans(), PEOPLE)
def test_being_admin_or_coordinator_opens_no_card(cards: list[Seat], admin: bool, person: int) -> None:
    plain = Standing(person, False, frozenset())
    more = Standing(person, admin, frozenset({OpeningRole.COORDINATOR, OpeningRole.POOL}))
    assert readable(more, cards) == readable(plain, cards)


@given(seats, PEOPLE)
def test_a_manager_who_is_not_blind_reads_all_that_is_in(cards: list[Seat], person: int) -> None:
    manager = Standing(person, False, frozenset({OpeningRole.MANAGER}))
    if not is_blind(person, cards):
        assert [card for card in cards if may_read(card, manager, cards)] == [
            card for card in cards if card.is_submitted or card.author_id == person
        ]
        assert readable(manager, cards) == [card for card in cards if card.is_submitted and not card.is_shadow]


@given(standings, seats)
def test_no_shadow_is_counted_for_anybody(who: Standing, cards: list[Seat]) -> None:
    assert not any(card.is_shadow for card in readable(who, cards))


@given(standings, seats)
def test_a_shadows_card_is_for_its_author_and_the_managers(who: Standing, cards: list[Seat]) -> None:
    read = [card for card in cards if card.is_shadow and may_read(card, who, cards)]
    assert who.manages or all(card.author_id == who.person_id for card in read)


@given(standings, seats)
def test_a_shadow_is_blind_like_anybody(who: Standing, cards: list[Seat]) -> None:
    own = Seat(who.person_id, is_open=True, is_shadow=True)
    assert is_blind(who.person_id, [*cards, own])
    assert readable(who, [*cards, own]) == [
        card for card in cards if card.author_id == who.person_id and card.is_submitted and not card.is_shadow
    ]


@given(standings, seats)
def test_without_a_seat_on_this_candidate_only_a_manager_reads(who: Standing, here: list[Seat]) -> None:
    here = [card for card in here if card.author_id != who.person_id]
    assert who.manages or readable(who, here) == []
