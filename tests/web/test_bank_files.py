"""The bank as files, in the browser: taken along, and brought in with a plan first."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bankfiles.reader import read_bank
from app.bankfiles.schema import Question, Status, digest
from app.bankfiles.tree import load
from app.bankfiles.writer import text_of
from app.domain.audit import Entry
from app.domain.bank import BankRecord
from app.queries import bank
from tests import make

OTHERS = {
    1: "Waited for the driver.",
    2: "Left by the nearest door.",
    3: "Asked which line is shut, and walked.",
    4: "Rang ahead with the new time.",
    5: "Told the timetable desk what the sign had said.",
}


def zipped(**files: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.yaml", text)
    return packed.getvalue()


def send(client: FlaskClient, *files: tuple[bytes, str]):  # type: ignore[no-untyped-def]
    data: dict[str, Any] = {"files": [(BytesIO(raw), name) for raw, name in files]}
    return client.post("/bank/import", data=data, content_type="multipart/form-data")


def confirm(client: FlaskClient, page: str):  # type: ignore[no-untyped-def]
    hidden = dict(re.findall(r'name="(plan|parcel)" value="([^"]*)"', page))
    return client.post("/bank/import", data=hidden)


def sound(key: str = "PUR-SR-SIT-71", **changes: Any) -> str:
    return text_of(make.sound_words(key) | changes)


def test_the_export_is_read_back_with_the_same_digests(client_of, session: Session, world, tmp_path: Path) -> None:
    for one in bank.competencies(session):
        one.phrase, one.chef, one.cook = "a phrase", "a chef", "a cook"
    session.commit()
    answer = client_of("zoe").get("/bank/export")
    zipfile.ZipFile(BytesIO(answer.data)).extractall(tmp_path)
    found = read_bank(tmp_path)
    assert {problem.file.rpartition("/")[2] for problem in found.problems} == {
        "competencies.yaml"
    }  # three of the eight
    texts = [load(path.read_text()).value for path in tmp_path.rglob("questions/*.yaml")]
    read = {one["id"]: digest(Question.model_validate(one)) for text in texts for one in text}
    known = {one.key: one.digest for one in bank.newest(session) if one.kind == "question"}
    assert read == known


def test_a_record_is_taken_along_as_a_file(client_of, world) -> None:
    answer = client_of("zoe").get(f"/bank/{make.PURPOSE_ASKED}/file")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{make.PURPOSE_ASKED}.yaml"'
    assert digest(Question.model_validate(load(answer.text).value)) == world.purpose_question.digest


def test_files_are_taken_after_the_plan_was_shown(client_of, session: Session, world) -> None:
    hana = client_of("hana")
    changed = sound(make.PURPOSE_ASKED, version=2, prompt="Your tram stops on the bridge. What now?", anchors=OTHERS)
    shown = send(hana, (sound().encode(), "new.yaml"), (changed.encode(), "changed.yaml"))
    assert shown.status_code == 200
    assert "New: 1" in shown.text and "Changed: 1" in shown.text
    assert session.scalars(select(BankRecord).where(BankRecord.key == "PUR-SR-SIT-71")).all() == []
    assert confirm(hana, shown.text).status_code == 303
    session.expire_all()
    assert [one.version for one in bank.versions(session, make.PURPOSE_ASKED)] == [2, 1]
    assert len(bank.versions(session, "PUR-SR-SIT-71")) == 1
    entry = session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one()
    assert (entry.act, entry.facts) == ("took records from files", {"new": 2, "moved": 0})


def test_with_one_problem_nothing_is_taken(client_of, session: Session, world) -> None:
    bad = sound("PUR-SR-SIT-72", prompt="word " * 70)
    shown = send(client_of("hana"), (sound().encode(), "a.yaml"), (bad.encode(), "b.yaml"))
    assert shown.status_code == 422
    assert re.search(r"b\.yaml, line \d+: prompt</b>: Has 70 words; cut it to 60\.", shown.text)
    assert 'name="plan"' not in shown.text


def test_new_words_under_an_old_version_are_refused(client_of, world) -> None:
    shown = send(client_of("hana"), (sound(make.PURPOSE_ASKED).encode(), "a.yaml"))
    assert "The bank holds version 1 with other words; write 2." in shown.text


def test_live_without_a_readers_test_is_refused(client_of, world) -> None:
    shown = send(client_of("hana"), (sound(status="live").encode(), "a.yaml"))
    assert "Is live without a retranslation that passes" in shown.text


def test_a_readers_test_of_other_anchors_does_not_count(client_of, session: Session, world) -> None:
    hana, source = client_of("hana"), {"retranslation": {"reader": "Bo", "order": [1, 2, 3, 4, 5]}}
    confirm(hana, send(hana, (sound(status="live", provenance=source).encode(), "a.yaml")).text)
    later = {"status": "live", "provenance": source, "version": 2}
    assert "Is the test of the anchors before" in send(hana, (sound(**later, anchors=OTHERS).encode(), "b.yaml")).text
    assert "Changed: 1" in send(hana, (sound(**later, minutes=10).encode(), "b.yaml")).text
    source = {"retranslation": {"reader": "Zoe", "order": [1, 2, 3, 4, 5]}}
    again = sound(**later | {"provenance": source}, anchors=OTHERS)
    assert "Changed: 1" in send(hana, (again.encode(), "b.yaml")).text


def test_what_is_known_is_left_and_a_status_moves(client_of, session: Session, world) -> None:
    hana = client_of("hana")
    confirm(hana, send(hana, (sound().encode(), "a.yaml")).text)
    again = send(hana, (sound().encode(), "a.yaml")).text
    assert "There is nothing to take." in again
    source = {"retranslation": {"reader": "Bo", "order": [1, 2, 3, 4, 5]}}
    moved = send(hana, (sound(status="live", provenance=source).encode(), "a.yaml")).text
    assert "Another standing: 1" in moved
    confirm(hana, moved)
    session.expire_all()
    [record] = bank.versions(session, "PUR-SR-SIT-71")
    assert (record.status, record.words.status) == (Status.LIVE, Status.LIVE)


def test_an_earlier_version_comes_back_as_nothing(client_of, session: Session, world) -> None:
    old = client_of("zoe").get(f"/bank/{make.PURPOSE_ASKED}/file").data
    make.question(session, make.PURPOSE_ASKED, "PUR", version=2, prompt="Other words?")
    session.commit()
    assert "There is nothing to take." in send(client_of("hana"), (old, "old.yaml")).text


def test_when_the_bank_moved_on_the_plan_is_shown_again(client_of, session: Session, world) -> None:
    hana = client_of("hana")
    shown = send(hana, (sound().encode(), "a.yaml"))
    make.question(session, "PUR-SR-SIT-44", "PUR", prompt="Quite another thing?")
    session.commit()
    answer = confirm(hana, shown.text)
    assert answer.status_code == 409
    assert "The plan is another one now." in answer.text
    assert confirm(hana, answer.text).status_code == 303


def test_kits_and_practice_answers_are_named_as_left_out(client_of, world) -> None:
    kit = "id: KIT-X\nquestions: [PUR-SR-SIT-01]"
    page = send(client_of("hana"), (zipped(a=sound(), kit=kit), "bank.zip")).text
    assert "Not taken here: 1 kits" in page


def test_two_files_of_one_name_are_both_read(client_of, world) -> None:
    other = sound(
        "PUR-SR-SIT-72", prompt="Your tram stops on the bridge. What now?", anchors=dict.fromkeys(range(1, 6), "x")
    )
    page = send(client_of("hana"), (sound().encode(), "a.yaml"), (other.encode(), "a.yaml")).text
    assert "2-a.yaml" in page


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (b"", "", "Choose a ZIP file"),
        (b"PK\x03\x04 broken", "a.zip", "The ZIP cannot be read"),
        (b"\xff\xfe\x00x", "a.yaml", "is not UTF-8"),
        (b"a: [", "a.yaml", "This is not valid YAML"),
        (b"a: &x 1", "a.yaml", "anchor or alias"),
        (b"", "empty.yaml", "The file must hold a record"),
        (zipped(), "a.zip", "There is no YAML file in it."),
        (zipped(big="x" * 1_100_000), "a.zip", "is larger than 1 MB unpacked"),
        (zipped(**{f"f{n}": "#" * 990_000 for n in range(9)}), "a.zip", "more than 8 MB unpacked"),
        (zipped(**{f"f{n}": "" for n in range(301)}), "a.zip", "Send at most 300 at once."),
    ],
)
def test_what_cannot_be_read_is_said(client_of, world, raw: bytes, name: str, sentence: str) -> None:
    answer = send(client_of("hana"), (raw, name))
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("parcel", ["", "²", "####", "UEsDBA=="])
def test_a_page_that_sends_something_else_back_is_answered(client_of, world, parcel: str) -> None:
    assert client_of("hana").post("/bank/import", data={"plan": "x", "parcel": parcel}).status_code == 422


def test_a_zip_whose_content_is_damaged_is_refused_in_words(client_of, session: Session, world) -> None:
    raw = bytearray(zipped(one=sound()))
    start = raw.index(b"one.yaml") + len(b"one.yaml")
    raw[start : start + 40] = b"\xff" * 40
    answer = send(client_of("hana"), (bytes(raw), "bank.zip"))
    assert answer.status_code == 422
    assert "The ZIP cannot be read" in answer.text
