"""How this works: the page says what the code does, in few words."""

import subprocess
import sys
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from app.domain import ratings
from app.measure import agreement, coverage, doubt, headline, items, mixture, plans, points
from app.web.method.quoted import EFFECTS, bands

ANCHORS = {"sure", "words", "help", "agreement", "questions", "claims", "coverage"}
MOST_WORDS = 800  # three minutes; tables, what is folded, and the list of sources are not read through
MOST_WORDS_BESIDE_THE_BARS = 110
JARGON = ("posterior", "prior", "credible", "bayes", "significan", "confidence", "variance", "deviation")
LEFT_OUT = {"table", "details", "nav", "ol"}


class Read(HTMLParser):
    """The text of a page's main part, and apart from it the rows of its tables and every id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.read: list[str] = []
        self.all: list[str] = []
        self.cells: list[list[str]] = []
        self.in_a_cell = False
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids |= {value for name, value in attrs if name == "id" and value}
        if tag in LEFT_OUT | {"main"}:
            self.inside.append(tag)
        elif tag == "tr":
            self.cells.append([])
        elif tag in {"td", "th"}:
            self.cells[-1].append("")
            self.in_a_cell = True

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()
        elif tag in {"td", "th"}:
            self.in_a_cell = False

    def handle_data(self, data: str) -> None:
        if "main" in self.inside:
            self.all.append(data)
        if self.inside == ["main"]:
            self.read.append(data)
        if self.in_a_cell:
            self.cells[-1][-1] += data

    @property
    def rows(self) -> list[list[str]]:
        return [[" ".join(cell.split()) for cell in row] for row in self.cells]

    @property
    def text(self) -> str:
        return " ".join("".join(self.all).split())

    @property
    def words(self) -> list[str]:
        return "".join(self.read).split()


@pytest.fixture
def read(client_of):
    """`read()`: the page as it is now."""
    ada = client_of("ada")
    return lambda: Read(ada.get("/method").text)


def test_every_place_that_others_link_to_is_there(read):
    assert read().ids >= ANCHORS


def test_every_page_leads_there(client_of):
    assert '<a href="/method">How this works</a>' in client_of("ada").get("/").text
    assert '<a href="/method" aria-current="page">How this works</a>' in client_of("ada").get("/method").text
    assert "/method" not in client_of("ada").application.test_client().get("/sign-in").text


def test_it_is_read_in_three_minutes(read):
    assert len(read().words) <= MOST_WORDS


@pytest.mark.parametrize(
    ("module", "name", "value", "said"),
    [
        (agreement, "SHOWN_FROM", 17, "Below 17 such answers nothing is shown"),
        (agreement, "PLAIN_FROM", 37, "below 37, or"),
        (agreement, "PLAIN_FROM_CANDIDATES", 13, "or 13 candidates"),
        (agreement, "RELIABLE", 0.812, "from .812 on it hardly matters who listens"),
        (agreement, "TENTATIVE", 0.654, "from .654 on a little"),
        (items, "SHOWN_FROM", 17, "Below 17 candidates nothing is said"),
        (items, "VALUE_FROM", 37, "below 37 a direction"),
        (items, "ADVICE_FROM", 107, "from 107 on whether to keep it"),
        (ratings, "MOST", 607, "up to 607 ratings"),
        (ratings, "MIRROR_FROM", 27, "From 27 ratings on"),
        (headline, "SPLIT_FROM", 3, "Ratings 3 points apart"),
        (plans, "MORE_QUESTIONS", 7, "7 more questions to each"),
        (mixture, "TAIL", 0.1, "the bar holds 80 in 100"),
        (points, "SPREAD", 0.7, "N(log median, 0.72)"),
    ],
)
def test_a_number_on_the_page_is_the_codes(read, monkeypatch: pytest.MonkeyPatch, module, name, value, said):
    assert said not in read().text
    monkeypatch.setattr(module, name, value)
    assert said in read().text


def test_the_words_are_those_of_the_code(read, monkeypatch: pytest.MonkeyPatch):
    rows = [
        ["50 to below 75", doubt.TOO_CLOSE],
        ["75 to below 90", doubt.LEANS],
        ["90 to below 97", doubt.AHEAD],
        ["97 and more", doubt.CLEARLY_AHEAD],
    ]
    found = read().rows
    assert [row for row in found if row in rows] == rows
    monkeypatch.setattr(doubt, "FROM", ((0.95, "far ahead"), (0.8, "ahead")))
    found = read().rows
    rows = [["50 to below 80", doubt.TOO_CLOSE], ["80 to below 95", "ahead"], ["95 and more", "far ahead"]]
    assert found[found.index(rows[0]) :][:3] == rows


def test_each_band_begins_where_its_word_does():
    for band in bands():
        assert doubt.in_words(band.low / 100) == band.words
        assert doubt.in_words((band.high or 100) / 100 - 0.0001) == band.words


def test_every_standard_deviation_of_the_model_has_its_words(read):
    assert list(EFFECTS) == [field.name for field in fields(points.Sigmas)]
    medians = [row[2] for row in read().rows if len(row) == 3 and row[1].startswith("σ of")]
    assert medians == [".60", ".40", ".30", ".40", ".30", ".65", ".30"]
    assert [float(median) for median in medians] == points.MEDIANS.tolist()


def test_the_coverage_is_what_was_measured(read, monkeypatch: pytest.MonkeyPatch):
    names = ("covered", "plain", "wrong_way", "plain_wrong_way", "ahead_wrong")
    expected = [[one.name, *(f"{100 * getattr(one, name):.1f}" for name in names)] for one in coverage.DESIGNS]
    found = read()
    assert [row for row in found.rows if len(row) == 6] == expected
    assert f"{coverage.MEASURED_ON.day} November 2026 with python -m tests.bench.simulate" in found.text
    assert "the bar held 78 to 83 in 100" in found.text
    monkeypatch.setattr(coverage, "DESIGNS", (replace(coverage.DESIGNS[0], covered=0.5, latent=0.25, openings=7),))
    found = read()
    assert [row[:2] for row in found.rows if len(row) == 6] == [[coverage.DESIGNS[0].name, "50.0"]]
    assert "known, 7 for each way" in found.text
    assert "the bar held 25 to 25 in 100" in found.text


def test_it_is_the_same_for_everybody(client_of):
    assert Read(client_of("ada").get("/method").text).text == Read(client_of("root").get("/method").text).text


def test_what_stands_beside_the_bars_is_short_and_plain(app: Flask):
    page = app.jinja_env.get_template("method/_sure.html").render()
    text = " ".join(Read(f"<main>{page}</main>").words)
    assert page.count("<p>") == 2
    assert len(text.split()) <= MOST_WORDS_BESIDE_THE_BARS
    assert [word for word in JARGON if word in text.lower()] == []
    assert f"“{doubt.TOO_CLOSE[0].upper()}{doubt.TOO_CLOSE[1:]}”" in text
    assert f"in {100 * (1 - 2 * mixture.TAIL):.0f} of 100 cases like this one" in text


def test_the_server_starts_without_the_arithmetic():
    program = "import sys, app.web; print(*sorted({'numpy', 'scipy'} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
