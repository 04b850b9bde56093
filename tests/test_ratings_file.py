"""A file of ratings: what is taken, and the sentence for everything that is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.measure.table import ONE_TO_FIVE, Scale
from app.ratings_file import Entry, RatingsFile, read_ratings, scale_from

HEADER = "candidate,interviewer,item,rating\n"
FOUR = (
    Entry(2, "Ada", "Bo", "purpose", 3.0),
    Entry(3, "Ada", "Bo", "trade-offs", 3.5),
    Entry(4, "Ada", "Chidi", "purpose", None),
    Entry(5, "ada", "Bo", "purpose", 1.0),
)
COMMAS = HEADER + "Ada,Bo,purpose,3\nAda,Bo,trade-offs,3.5\nAda,Chidi,purpose,\nada,Bo,purpose,1\n"


def read(text: str, scale: Scale = ONE_TO_FIVE) -> RatingsFile:
    return read_ratings(text.encode(), scale)


@pytest.mark.parametrize(
    "content",
    [
        COMMAS.encode(),
        COMMAS.encode("utf-8-sig"),
        COMMAS.replace("\n", "\r\n").encode(),
        COMMAS.replace("\n", "\r").encode(),
        COMMAS.replace(",", ";").encode(),
        COMMAS.replace(",", "\t").encode(),
        COMMAS.replace(",", " , ").encode(),
        COMMAS.replace("candidate,interviewer", "Candidate, INTERVIEWER").encode(),
        COMMAS.replace("Ada,Bo,purpose", '"Ada","Bo","purpose"').encode(),
        COMMAS.replace("purpose,\n", "purpose\n").encode(),  # spreadsheets leave out empty cells at the end
        COMMAS.removesuffix("\n").encode(),
    ],
    ids=["commas", "mark", "CRLF", "CR", "semicolons", "tabs", "spaces", "capitals", "quotes", "short", "no last end"],
)
def test_all_that_spreadsheets_write_is_taken(content: bytes) -> None:
    assert read_ratings(content, ONE_TO_FIVE) == RatingsFile(FOUR)


def test_columns_stand_in_any_order_and_lines_are_counted_over_blank_ones() -> None:
    assert read("\nrating,item,candidate,interviewer\n\n3,purpose,Ada,Bo\n").entries == (
        Entry(4, "Ada", "Bo", "purpose", 3.0),
    )


@pytest.mark.parametrize(
    ("cell", "rating"), [("3", 3.0), ("+3", 3.0), ("3.", 3.0), ("3.50", 3.5), ("1", 1.0), ("5.0", 5.0), ("", None)]
)
def test_a_rating_is_a_number_or_nothing(cell: str, rating: float | None) -> None:
    found = read(f"{HEADER}Ada,Bo,purpose,{cell}\n")
    assert ([entry.rating for entry in found.entries], found.problems) == ([rating], ())


@pytest.mark.parametrize("cell", ["nan", "inf", "-inf", "1e0", "1_0", "0x1", "٣", "three", "–", "n/a", "3 4", "3/5"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    assert read(f"{HEADER}Ada,Bo,purpose,{cell}\n").problems == (
        f"Line 2: “{cell}” is not a number. Write a number from 1 to 5, or nothing if no rating was given.",
    )


def test_a_decimal_comma_is_told_about_the_point() -> None:
    assert read(HEADER.replace(",", ";") + "Ada;Bo;purpose;3,5\n").problems == (
        "Line 2: “3,5” is not a number. Write a number from 1 to 5 with a point, or nothing if no rating was given.",
    )


@pytest.mark.parametrize("cell", ["0", "0.99", "5.01", "6", "-3", "9" * 400])
def test_what_is_off_the_scale_is_refused(cell: str) -> None:
    found = read(f"{HEADER}Ada,Bo,purpose,{cell}\n")
    assert found.problems == (f"Line 2: {cell[:40]} is off the scale. Write a number from 1 to 5.",)
    assert found.off_scale


def test_another_scale_has_other_ends() -> None:
    found = read(f"{HEADER}Ada,Bo,purpose,9\nAda,Bo,trade-offs,-0\n", Scale(0, 9))
    assert [str(entry.rating) for entry in found.entries] == ["9.0", "0.0"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["The file is empty. Begin with the line: candidate,interviewer,item,rating"]),
        (" \n\n", ["The file is empty. Begin with the line: candidate,interviewer,item,rating"]),
        (HEADER, ["The file has a header and no rating. Write one rating in each line below it."]),
        (
            "candidate,item,rating\nAda,purpose,3",
            [
                "Line 1: the column interviewer is missing. "
                "Begin the file with the line: candidate,interviewer,item,rating"
            ],
        ),
        (
            "candidate,interviewer,item,rating,mood,\nAda,Bo,purpose,3,good,",
            [
                "Line 1: the column “mood” is not known. Take it out; "
                "the columns are candidate,interviewer,item,rating",
                "Line 1: the column without a name is not known. Take it out; "
                "the columns are candidate,interviewer,item,rating",
            ],
        ),
        (
            "candidate,interviewer,item,rating,item\nAda,Bo,purpose,3,purpose",
            ["Line 1: the column item is there 2 times. Keep one of them."],
        ),
        (
            HEADER + 'Ada,Bo,x,3\nAda,Bo,"y,3\n',
            ["Line 3 cannot be read. Look for a quotation mark that is not closed."],
        ),
        (
            HEADER + '"Ada,Bo,x,3\nAda",Bo,y,3\n',
            ["Line 2: the candidate goes on in the next line. Look for a quotation mark that is not closed."],
        ),
        (
            HEADER + "Ada,Bo,x,3,5\n",
            [
                "Line 2: it has 5 cells and the header names 4. "
                "Put quotation marks round a name with a comma in it, and write 3.5 with a point."
            ],
        ),
        (HEADER + " ,Bo,x,3\n", ["Line 2: the candidate is missing. Write a name."]),
        (
            HEADER + "Ada\n",
            ["Line 2: the interviewer is missing. Write a name.", "Line 2: the item is missing. Write a name."],
        ),
        (HEADER + f"{'A' * 501},Bo,x,3\n", ["Line 2: the candidate is longer than 500 characters. Shorten it."]),
        (
            HEADER + "Ada,Bo,x,3\nAda,Bo,y,3\nAda , Bo,x,\n",
            ["Line 4: Ada has a rating by Bo on x in line 2 too. Keep one of them."],
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_what_to_do(text: str, problems: list[str]) -> None:
    assert list(read(text).problems) == problems


def test_another_encoding_is_refused_with_its_first_line() -> None:
    found = read_ratings((HEADER + "Ada,Bo,x,3\nZoë,Bo,x,3\n").encode("latin-1"), ONE_TO_FIVE)
    assert found.problems == ("Line 3 is not UTF-8 text. Save the file as “CSV UTF-8” and try again.",)


def test_a_table_of_excel_in_utf_16_is_refused() -> None:
    assert read_ratings(COMMAS.encode("utf-16"), ONE_TO_FIVE).problems == (
        "Line 1 is not UTF-8 text. Save the file as “CSV UTF-8” and try again.",
    )


def test_characters_that_no_database_keeps_are_made_visible() -> None:
    assert read(HEADER + "A\0da,Bo,x,3\n").entries[0].candidate == "A␀da"


def test_lines_are_counted_over_cells_that_go_on() -> None:
    found = read(HEADER + 'Ada,Bo,"x\ny\nz",3\nAda,,x,3\n')
    assert [problem.split(":")[0] for problem in found.problems] == ["Line 2", "Line 5"]


def test_every_problem_of_the_file_is_named_by_line() -> None:
    found = read(HEADER + "Ada,Bo,x,9\nAda,,x,3\nAda,Bo,x,three\n")
    assert [problem.split(":")[0] for problem in found.problems] == ["Line 2", "Line 3", "Line 4", "Line 4"]


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda text: (HEADER + text).encode())))
@settings(max_examples=300, deadline=None)
def test_whatever_is_in_the_file_is_read_or_has_a_sentence(content: bytes) -> None:
    found = read_ratings(content, ONE_TO_FIVE)
    assert found.entries or found.problems
    assert all(problem.endswith((".", "rating")) for problem in found.problems)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("1-5", (1, 5)),
        (" 1 - 9 ", (1, 9)),
        ("0–100", (0, 100)),
        ("-2-2", (-2, 2)),
        ("-5--1", (-5, -1)),
        ("0-1", (0, 1)),
    ],
)
def test_a_scale_is_two_whole_numbers(text: str, scale: tuple[int, int]) -> None:
    assert scale_from(text) == scale


@pytest.mark.parametrize("text", ["", "5", "5-1", "3-3", "1-5.5", "1-5-9", "a-b", "0-101", "1:5", "١-٥", "1-99999"])
def test_what_is_no_scale_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a scale\. Write its lowest and its highest whole number"):
        scale_from(text)
