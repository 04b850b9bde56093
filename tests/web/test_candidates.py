"""Candidates: the form, the sheet, and the withdrawal."""

import io

import pytest

from app.domain.interview import State
from app.queries import candidates, interviews, people
from tests import make


def root(session, world):
    return people.by_id(session, world.root.id)


def names(session, world):
    session.expire_all()
    return [one.name for one in candidates.of_opening(session, root(session, world), world.opening.id)]


def upload(client, world, text="", file=None):
    sent = {"text": text} | ({"file": (io.BytesIO(file), "list.csv")} if file is not None else {})
    return client.post(f"/openings/{world.opening.id}/candidates/import", data=sent)


def test_new_candidate_is_added_with_a_clean_address(client_of, world, session):
    sent = {"name": " Ravi Menon ", "email": " Ravi@Example.NET ", "note": "Prefers mornings"}
    assert client_of("cora").post(f"/openings/{world.opening.id}/candidates/new", data=sent).status_code == 303
    added = candidates.of_opening(session, world.root, world.opening.id)[-1]
    assert (added.name, added.email, added.note) == ("Ravi Menon", "ravi@example.net", "Prefers mornings")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "Write the candidate&#39;s name."),
        ({"name": "Dana", "email": "DANA@example.net"}, "dana@example.net is a candidate of this opening already."),
        ({"name": "Dana", "email": "nowhere"}, "Write an address like dana@mail.example"),
    ],
)
def test_new_candidate_is_refused_with_a_sentence(client_of, world, sent, sentence):
    url = f"/openings/{world.opening.id}/candidates/new"
    answer = client_of("cora").post(url, data=sent | {"note": "Comes by train"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Comes by train" in answer.text


def test_edit_lets_a_candidate_keep_the_address(client_of, world, session):
    sent = {"name": "Dana Ito-Berg", "email": "dana@example.net"}
    assert client_of("hana").post(f"/candidates/{world.dana.id}/edit", data=sent).status_code == 303
    assert "Dana Ito-Berg" in names(session, world)


@pytest.mark.parametrize(("who", "status"), [("hana", 200), ("ada", 403), ("zoe", 404)])
def test_edit_is_for_whoever_runs_the_opening(client_of, world, who, status):
    assert client_of(who).get(f"/candidates/{world.dana.id}/edit").status_code == status


@pytest.mark.parametrize(
    "text",
    [
        "name,email,note\nRavi Menon,ravi@a.example,early\nSuki Arai,,\n",
        "NOTE; Name ;Email\nearly;Ravi Menon;ravi@a.example\n\n;Suki Arai;\n",
        'email,name,note\r\nravi@a.example,Ravi Menon,"early"\r\n,Suki Arai,\r\n',
    ],
)
def test_import_takes_any_order_of_columns(client_of, world, session, text):
    assert upload(client_of("cora"), world, text).status_code == 303
    assert names(session, world) == ["Dana Ito", "Leo Marsh", "Ravi Menon", "Suki Arai"]


def test_import_takes_a_file_with_a_byte_order_mark(client_of, world, session):
    assert upload(client_of("cora"), world, file="name\nZoë Åström\n".encode("utf-8-sig")).status_code == 303
    assert "Zoë Åström" in names(session, world)


def test_import_takes_all_rows_or_none_and_names_each_bad_one(client_of, world, session):
    text = (
        "name,email\nRavi,ravi@a.example\n,x@a.example\nSuki,nowhere\nTam,dana@example.net\nUma,RAVI@a.example\nV,w,x"
    )
    answer = upload(client_of("cora"), world, text)
    assert answer.status_code == 422
    for sentence in (
        "Line 3: the name is missing.",
        "Line 4: “nowhere” is not an address like dana@mail.example.",
        "Line 5: dana@example.net is a candidate of this opening already.",
        "Line 6: ravi@a.example stands in line 2 too.",
        "Line 7: it has 3 cells and the first line names 2.",
    ):
        assert sentence in answer.text
    assert "Tam,dana@example.net" in answer.text
    assert names(session, world) == ["Dana Ito", "Leo Marsh"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The sheet is empty."),
        ("Ravi,ravi@a.example", "The first line must name the columns"),
        ("name,phone\nRavi,1", "the column “phone” is not known"),
        ("name,email", "The sheet has a header and no candidates."),
        ('name\n"Ravi', "Line 2 cannot be read. Look for a quotation mark that is not closed."),
        ("name\n" + "Ravi\n" * 2001, "The sheet has 2001 candidates."),
    ],
)
def test_import_says_what_is_wrong_with_the_sheet(client_of, world, text, sentence):
    answer = upload(client_of("cora"), world, text)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_import_keeps_a_refused_file_as_text(client_of, world):
    answer = upload(client_of("cora"), world, file=b"name,email\nRavi,nowhere\n")
    assert answer.status_code == 422
    assert "Ravi,nowhere" in answer.text


def test_import_of_another_encoding_is_refused(client_of, world):
    answer = upload(client_of("cora"), world, file="name\nZoë".encode("latin-1"))
    assert answer.status_code == 422
    assert "Line 2 is not UTF-8 text." in answer.text


def test_withdrawal_cancels_what_has_not_begun_and_can_be_undone(client_of, world, session):
    make.planned(session, world.dana, world.case, make.NOW, [world.ada], world.cora)
    session.commit()
    client = client_of("cora")
    sent = {"reason": "Took another job"}
    assert client.post(f"/candidates/{world.dana.id}/withdrawal", data=sent).status_code == 303
    session.expire_all()
    states = [one.state for one in interviews.of_candidates(session, root(session, world), [world.dana.id])]
    assert states == [State.HELD, State.CANCELLED]
    assert client.post(f"/candidates/{world.dana.id}/comeback").status_code == 303
    session.expire_all()
    assert candidates.get(session, root(session, world), world.dana.id).withdrawal is None


def test_withdrawal_needs_a_reason(client_of, world):
    answer = client_of("cora").post(f"/candidates/{world.dana.id}/withdrawal", data={"reason": " "})
    assert answer.status_code == 422
    assert "Write what the candidate said" in answer.text
