"""`palate import`, as somebody at a terminal meets it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.cli import main
from app.config import Settings
from app.db import db
from app.domain.audit import Entry
from app.domain.comparison import Comparison
from app.domain.people import Person, Role
from app.queries import candidates, openings, people
from app.queries.comparison import compare
from tests import make

HEADER = "candidate,interviewer,item,rating\n"
TABLE = f"""{HEADER}Dana Ito,Ada Berg,Purpose: letters,4
Dana Ito,Ada Berg,Customer: drivers,3
Dana Ito,Bo Lind,Purpose: letters,
Leo Marsh,Bo Lind,Purpose: letters,2
Leo Marsh,Bo Lind,CUS,5
"""


@pytest.fixture
def palate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run `palate import` on a table, in a data folder where Hana manages and Ada interviews."""
    monkeypatch.setenv("PALATE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("PALATE_DATABASE_URL", raising=False)
    assert CliRunner().invoke(main, ["init"]).exit_code == 0
    with app_in(tmp_path).app_context():
        hire("Hana Sato", Role.MANAGER)
        hire("Ada Berg", Role.INTERVIEWER)
        db.session.commit()

    def run(table: str, *more: str, opening: str = "Senior engineer, Checkout", name: str = "before.csv") -> Result:
        file = tmp_path / name
        file.write_text(table)
        return CliRunner().invoke(main, ["import", str(file), "--opening", opening, *more])

    return run


def app_in(tmp_path: Path) -> Flask:
    return create_app(Settings(data=tmp_path / "data"))


def hire(name: str, role: Role) -> Person:
    return make.person(db.session, name, [role])  # type: ignore[arg-type]


def compared(tmp_path: Path, title: str = "Senior engineer, Checkout") -> Comparison:
    hana = people.by_email(db.session, "hana@example.org")
    (opening,) = openings.titled(db.session, title)
    weighed = openings.weighed(db.session, hana, opening.id)
    return compare(db.session, hana, weighed, candidates.of_opening(db.session, hana, opening.id))


def test_a_table_becomes_an_opening_with_locked_cards(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = palate(TABLE)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "Made the opening Senior engineer, Checkout (number 1).",
        "2 candidates, 2 cards, 4 ratings, all marked as imported.",
        "1 empty rating left out.",
        "Not known here before, so without an account: Bo Lind.",
    ]
    with app_in(tmp_path).app_context():
        comparison = compared(tmp_path)
        assert [(one.competency_code, one.percent) for one in comparison.opening.weights] == [("PUR", 50), ("CUS", 50)]
        assert [cell.told for row in comparison.rows for cell in row.cells] == [
            "Dana Ito, Purpose: Ada 4; mean 4.0 of 1",
            "Leo Marsh, Purpose: Bo 2; mean 2.0 of 1",
            "Dana Ito, Customer: Ada 3; mean 3.0 of 1",
            "Leo Marsh, Customer: Bo 5; mean 5.0 of 1",
        ]
        assert all(card.is_imported for card in comparison.cards)


def test_a_second_table_is_added_to_the_same_candidates(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate(TABLE)
    result = palate(f"{HEADER}dana ito,Chidi Eze,PUR,2\n", name="later.csv")
    assert "Added to the opening" in result.output
    with app_in(tmp_path).app_context():
        dana = compared(tmp_path).rows[0].cells[0]
        assert dana.told == "Dana Ito, Purpose: Ada 4, Chidi 2; mean 3.0 of 2"


def test_the_same_table_twice_changes_nothing(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate(TABLE)
    result = palate(TABLE)
    assert result.exit_code == 1
    assert "has an imported card of Ada Berg on Dana Ito already." in result.output
    with app_in(tmp_path).app_context():
        assert len(compared(tmp_path).cards) == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Dana,Ada Berg,Q1,4", "Line 3: nothing tells which competency “Q1” belongs to."),
        ("Dana,Ada Berg,PUR,3.5", "Line 3: 3.5 is not a whole number."),
        ("Dana,Ada Berg,PUR,6", "Line 3: 6 is off the scale."),
        ("Dana,,PUR,4", "Line 3: the interviewer is missing."),
        (f"{'D' * 201},Ada Berg,PUR,4", "Line 3: the name of the candidate is longer than 200 characters."),
    ],
)
def test_with_one_wrong_line_nothing_is_taken(palate, tmp_path: Path, line: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    result = palate(f"{HEADER}Leo,Ada Berg,PUR,3\n{line}\n")
    assert result.exit_code == 1
    assert "Nothing was imported." in result.output
    assert sentence in result.output
    with app_in(tmp_path).app_context():
        assert openings.titled(db.session, "Senior engineer, Checkout") == []


def test_a_table_without_a_rating_is_refused(palate) -> None:  # type: ignore[no-untyped-def]
    result = palate(f"{HEADER}Leo,Ada Berg,PUR,\n")
    assert (result.exit_code, "there is no rating in the table" in result.output) == (1, True)


def test_of_two_people_with_one_name_nobody_can_tell_who_is_meant(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with app_in(tmp_path).app_context():
        db.session.add(Person(name="Ada Berg", email="another@example.org", created_at=make.LONG_AGO))
        db.session.commit()
    result = palate(TABLE)
    assert "two people here are called Ada Berg" in result.output


def test_with_several_managers_somebody_must_be_named(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with app_in(tmp_path).app_context():
        hire("Mia Roth", Role.MANAGER)
        db.session.commit()
    assert "Say who the hiring manager is: --as ADDRESS." in palate(TABLE).output
    assert "Nobody here has the address" in palate(TABLE, "--as", "nobody@example.org").output
    assert palate(TABLE, "--as", "mia@example.org").exit_code == 0


def test_the_import_stands_in_the_trail(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate(TABLE)
    with app_in(tmp_path).app_context():
        entry = db.session.scalars(select(Entry).order_by(Entry.id.desc())).first()
        assert (entry.act, entry.subject, entry.facts) == (
            "imported ratings",
            "opening 1",
            {"file": "before.csv", "cards": 2},
        )
