"""Long text is cut without losing a character."""

from hypothesis import given
from hypothesis import strategies as st

from app.reports.text import BREAK, LONGEST_PIECE, pieces


@given(st.text(st.characters(exclude_characters=BREAK), max_size=300).map(lambda text: text * 20))
def test_pieces_together_are_the_text(text: str) -> None:
    lines = [line for line in text.split("\n") if line.strip()]
    assert "".join(part + "\n" * ends for part, ends in pieces(text)).replace(BREAK, "") == "".join(
        f"{line}\n" for line in lines
    )


@given(st.text(max_size=300).map(lambda text: text * 20))
def test_no_piece_is_long(text: str) -> None:
    assert all(0 < len(part) <= LONGEST_PIECE + 1 for part, _ in pieces(text))


def test_a_word_without_end_gets_places_to_break() -> None:
    assert pieces("x" * 70) == [(f"{'x' * 30}{BREAK}{'x' * 30}{BREAK}{'x' * 10}", True)]


def test_an_address_of_usual_length_stays_whole() -> None:
    assert pieces("https://shop.example/orders?month=5") == [("https://shop.example/orders?month=5", True)]
