"""Columns in a terminal."""

from app.analysis.layout import WIDTH, aligned, printable, width, wrapped


def test_columns_are_aligned_also_with_wide_characters() -> None:
    rows = [("name", "mean"), ("Ada", "3.50"), ("王小明", "10.00"), ("Zoe\u0308", "–")]
    assert list(aligned(rows, "<>")) == [
        "  name     mean",
        "  Ada      3.50",
        "  王小明  10.00",
        "  Zoe\u0308         –",
    ]


def test_the_widest_column_goes_on_in_the_next_line() -> None:
    lines = list(aligned([("Ada " * 50, "1"), ("Bo", "2")], "<>"))
    assert len(lines) == 4
    assert max(map(width, lines)) == WIDTH
    assert lines[0].endswith("1") and lines[3].endswith("2")


def test_text_is_cut_at_spaces_and_else_within_a_word() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("王小明", 3) == ["王", "小", "明"]


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printable("A\x1b[31m\nd\x9ba") == "A�[31m�d�a"
