"""Writing for the bank in the browser: drafts, proposals, reviews."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import shipped
from app.bankfiles.reader import read_bank
from app.bankfiles.tree import load
from app.bankfiles.writer import file_text
from app.domain.bank import BankRecord, Kind, Status
from app.domain.drafting import Draft
from app.queries import bank
from app.web.authoring.editing import VERSION
from tests import make

JSON = {"Accept": "application/json"}


def newest(session: Session) -> Draft:
    session.expire_all()
    return session.scalars(select(Draft).order_by(Draft.id.desc()).limit(1)).one()


def form_of(page: str) -> dict[str, Any]:
    """What a browser without script would send of the draft's form."""
    body = page.split("data-draft")[1].split("</form>", maxsplit=1)[0]
    fields: dict[str, Any] = {}
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', body, re.DOTALL):
        fields.setdefault(name, []).append(text.removeprefix("\n").replace("&#39;", "'"))
    for tag in re.findall(r"<input[^>]*>", body):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            fields.setdefault(name[1], []).append(value[1])
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r"<option selected>([^<]*)", options)
        fields.setdefault(name, []).append(chosen[1] if chosen else "")
    return fields


def places(page: str) -> dict[str, str]:
    """The right order, read off the texts of `make.sound_words`."""
    by_text = {text: str(grade) for grade, text in make.sound_words("X")["anchors"].items()}
    found = re.findall(r'<p class="said" id="(place\.[^"]+)-text">(.*?)</p>', page)
    return {name: by_text[text] for name, text in found}


def begin(client: FlaskClient, session: Session) -> Draft:
    client.post("/bank/drafts", data={"type": "situational", "competency": "PUR", "level": "senior"})
    return newest(session)


def test_a_new_question_gets_an_id_that_is_free(client_of, session: Session, world) -> None:
    draft = begin(client_of("ada"), session)
    assert load(draft.text).value == {
        "id": "PUR-SR-SIT-02",
        "version": 1,
        "status": "draft",
        "competency": "PUR",
        "level": "senior",
        "type": "situational",
        "minutes": 9,
        "provenance": {"author": "Ada Berg"},
    }
    assert begin(client_of("bo"), session).key == "PUR-SR-SIT-03"


def test_a_draft_of_a_record_begins_with_its_words_and_the_reason_of_the_link(client_of, session: Session, world):
    client = client_of("ada")
    page = client.get(f"/bank/{make.PURPOSE_ASKED}/edit?because=Anchor+3+is+vague").text
    assert "Anchor 3 is vague</textarea>" in page
    client.post("/bank/drafts", data={"key": make.PURPOSE_ASKED, "because": "Anchor 3 is vague"})
    draft = newest(session)
    content = load(draft.text).value
    assert (draft.because, draft.base_id, content["version"]) == ("Anchor 3 is vague", world.purpose_question.id, 2)
    assert content["prompt"] == world.purpose_question.words.prompt


def test_the_form_sends_back_what_the_text_held(client_of, session: Session, world) -> None:
    turn = {"when": "after the first answer", "say": "The mayor calls."}
    faults = {"F1": {"line": "1-2", "weight": "high", "fault": "Prints it twice."}}
    handout = "   1  letter = open()\n   2  letter.print()"
    draft = make.draft(session, world.ada, turn=turn, planted_faults=faults, candidate_handout=handout)
    before = load(draft.text).value
    session.commit()
    client = client_of("ada")
    sent = form_of(client.get(f"/bank/drafts/{draft.id}").text)
    assert client.post(f"/bank/drafts/{draft.id}", data=sent).status_code == 303
    assert load(newest(session).text).value == before


def test_a_row_is_added_and_taken_away_without_script(client_of, session: Session, world) -> None:
    draft = make.draft(session, world.ada)
    session.commit()
    client = client_of("ada")
    sent = form_of(client.get(f"/bank/drafts/{draft.id}").text)
    answer = client.post(f"/bank/drafts/{draft.id}", data=sent | {"then": "more:probes"})
    more = client.get(answer.location).text
    assert more.count('<textarea name="probes"') == len(sent["probes"]) + 1
    client.post(f"/bank/drafts/{draft.id}", data=form_of(more) | {"then": "less:probes:0"})
    assert load(newest(session).text).value["probes"] == make.sound_words("X")["probes"][1:]


def test_the_script_saves_and_is_told_what_the_linter_says(client_of, session: Session, world) -> None:
    draft = begin(client_of("ada"), session)
    data = {"edition": "1", "text": draft.text + "prompt: " + "word " * 70, "because": "New."}
    answer = client_of("ada").post(f"/bank/drafts/{draft.id}", data=data, headers=JSON).json
    assert (answer["edition"], answer["sound"]) == (2, False)
    said = [(one["field"], one["message"]) for one in answer["problems"]]
    assert ("prompt", "Has 70 words; cut it to 60.") in said
    assert ("intent", "Is missing; add it.") in said
    assert newest(session).text == data["text"]


def test_text_that_is_no_yaml_is_kept_and_shown(client_of, session: Session, world) -> None:
    draft = begin(client_of("ada"), session)
    client = client_of("ada")
    client.post(f"/bank/drafts/{draft.id}", data={"edition": "1", "text": "id: [\n  half"})
    page = client.get(f"/bank/drafts/{draft.id}").text
    assert "id: [\n  half</textarea>" in page
    assert "This is not valid YAML" in page


def test_a_second_tab_is_told_and_shown_both_texts(client_of, session: Session, world) -> None:
    draft, client = begin(client_of("ada"), session), client_of("ada")
    client.post(f"/bank/drafts/{draft.id}", data={"edition": "1", "text": "id: first"})
    mine = {"edition": "1", "text": "id: second", "because": "Mine."}
    by_script = client.post(f"/bank/drafts/{draft.id}", data=mine, headers=JSON)
    assert by_script.status_code == 409
    by_hand = client.post(f"/bank/drafts/{draft.id}", data=mine)
    assert by_hand.status_code == 409
    assert "id: first</textarea>" in by_hand.text
    assert "id: second</textarea>" in by_hand.text
    assert newest(session).text == "id: first"
    assert client.post(f"/bank/drafts/{draft.id}", data=mine | {"edition": "2"}).status_code == 303
    assert newest(session).text == "id: second"


def test_another_author_is_named(client_of, session: Session, world) -> None:
    make.draft(session, world.bo, world.purpose_question)
    own = make.draft(session, world.ada, world.purpose_question)
    session.commit()
    client = client_of("ada")
    assert "Bo Lind is writing on this too." in client.get(f"/bank/{make.PURPOSE_ASKED}/edit").text
    assert "Bo Lind is writing on this too." in client.get(f"/bank/drafts/{own.id}").text


def test_a_draft_with_problems_is_not_proposed(client_of, session: Session, world) -> None:
    draft = begin(client_of("ada"), session)
    draft.because = "Missing."
    session.commit()
    answer = client_of("ada").post(f"/bank/drafts/{draft.id}/proposal", data={"edition": "1"})
    assert answer.status_code == 422
    assert "to mend" in answer.text


def test_what_is_written_reviewed_and_live(client_of, session: Session, world) -> None:
    draft = make.draft(session, world.ada, world.purpose_question)
    session.commit()
    ada, hana, path = client_of("ada"), client_of("hana"), f"/bank/drafts/{draft.id}"
    assert hana.get(path).status_code == 404
    assert ada.post(f"{path}/proposal", data={"edition": "1"}).status_code == 303
    assert "1 proposal waits for a review." in hana.get("/bank").text
    assert "waits for a review." not in ada.get("/bank").text
    blind = hana.get(f"{path}/review").text
    assert "Clearer." not in blind and "Ada Berg" not in blind and "works from the goal" not in blind
    assert hana.post(f"{path}/sort", data=places(blind)).status_code == 303
    full = hana.get(f"{path}/review").text
    assert "It passes" in full and "Clearer." in full and "works from the goal" in full
    assert hana.post(f"{path}/review", data={"verdict": "live", "reason": ""}).status_code == 422
    assert hana.post(f"{path}/review", data={"verdict": "live", "reason": "Sharper."}).status_code == 303
    session.expire_all()
    live, old = bank.versions(session, make.PURPOSE_ASKED)
    assert (live.version, live.status, old.words.anchors[3]) == (2, Status.LIVE, "The answer of a 3.")
    assert live.words.provenance.retranslation.order == (1, 2, 3, 4, 5)
    assert live.words.provenance.retranslation.reader == "Hana Sato"
    page = ada.get(f"/bank/{make.PURPOSE_ASKED}").text
    assert "By Ada Berg: Clearer. Put live by Hana Sato: Sharper." in page
    assert "waits for a review." not in hana.get("/bank").text


def test_what_comes_back_shows_the_reason_and_can_be_changed(client_of, session: Session, world) -> None:
    draft = make.proposed(session, world.ada)
    session.commit()
    hana, path = client_of("hana"), f"/bank/drafts/{draft.id}"
    hana.post(f"{path}/sort", data=places(hana.get(f"{path}/review").text))
    hana.post(f"{path}/review", data={"verdict": "back", "reason": "Anchor 4 is two things."})
    page = client_of("ada").get(path).text
    assert "Anchor 4 is two things." in page
    assert "data-draft" in page


def test_an_order_that_does_not_pass_only_goes_back(client_of, session: Session, world) -> None:
    draft = make.proposed(session, world.ada)
    session.commit()
    hana, path = client_of("hana"), f"/bank/drafts/{draft.id}"
    right = places(hana.get(f"{path}/review").text)
    wrong = {name: str(6 - int(place)) for name, place in right.items()}
    hana.post(f"{path}/sort", data=wrong)
    page = hana.get(f"{path}/review").text
    assert "It does not pass" in page and 'value="live"' not in page
    assert hana.post(f"{path}/review", data={"verdict": "live", "reason": "Yes."}).status_code == 422
    assert session.scalars(select(BankRecord).where(BankRecord.key == "PUR-SR-SIT-71")).all() == []


def test_a_half_order_keeps_what_was_chosen(client_of, session: Session, world) -> None:
    draft = make.proposed(session, world.ada)
    session.commit()
    answer = client_of("hana").post(f"/bank/drafts/{draft.id}/sort", data={"place..A": "4"})
    assert answer.status_code == 422
    assert '<option value="4" selected>' in answer.text


def test_who_goes_live_second_has_to_read_the_first(client_of, session: Session, world) -> None:
    draft = make.proposed(session, world.ada, world.purpose_question)
    make.question(session, make.PURPOSE_ASKED, "PUR", version=2, prompt="Words that went live since?")
    session.commit()
    hana, ada, path = client_of("hana"), client_of("ada"), f"/bank/drafts/{draft.id}"
    hana.post(f"{path}/sort", data=places(hana.get(f"{path}/review").text))
    answer = hana.post(f"{path}/review", data={"verdict": "live", "reason": "Yes."})
    assert (answer.status_code, "The bank has moved on" in answer.text) == (422, True)
    ada.post(f"{path}/withdrawal")
    assert "Version 2 went live since this draft was begun." in ada.get(path).text
    ada.post(f"{path}/base")
    assert "went live since" not in ada.get(path).text
    assert load(newest(session).text).value["version"] == 3


def test_the_preview_is_the_card(client_of, session: Session, world) -> None:
    draft = make.draft(session, world.ada)
    session.commit()
    page = client_of("ada").get(f"/bank/drafts/{draft.id}/preview").text
    assert make.sound_words("X")["anchors"][5] in page
    assert make.sound_words("X")["prompt"] in page
    client_of("ada").post(f"/bank/drafts/{draft.id}", data={"edition": "1", "text": "id: X"})
    assert "No preview yet" in client_of("ada").get(f"/bank/drafts/{draft.id}/preview").text


def test_a_discarded_draft_is_taken_back(client_of, session: Session, world) -> None:
    draft = make.draft(session, world.ada)
    session.commit()
    client = client_of("ada")
    client.post(f"/bank/drafts/{draft.id}/discarding")
    assert "Discarded" in client.get("/bank/drafts").text
    client.post(f"/bank/drafts/{draft.id}/restoring")
    assert "Discarded" not in client.get("/bank/drafts").text


def test_a_scenario_is_sorted_stage_by_stage(client_of, session: Session, world) -> None:
    begun = client_of("ada").post("/bank/drafts", data={"type": "scenario", "competency": "PUR", "level": "senior"})
    assert "starts_from: ticket" in client_of("ada").get(begun.location).text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"as": "form"},
        {"as": "form", "anchors.3": "x", "facts.mark": ["", ""], "facts.unlock": ["a"], "facts.say": ["b", "c"]},
        {"as": "form", "then": "less:probes:²", "probes": ["\x00"], "minutes": "²"},
        {"text": "x" * 300_000},
        {"text": "a\x00b: ["},
        {"edition": "²", "text": "id: x", "then": "more:nothing"},
    ],
)
def test_whatever_is_sent_is_answered(client_of, session: Session, world, data: dict[str, Any]) -> None:
    draft = begin(client_of("ada"), session)
    data = {"edition": "1"} | data
    answer = client_of("ada").post(f"/bank/drafts/{draft.id}", data=data)
    assert answer.status_code in {303, 409}
    assert client_of("ada").get(f"/bank/drafts/{draft.id}").status_code == 200
    assert client_of("ada").get(f"/bank/drafts/{draft.id}?as=yaml").status_code == 200


def test_a_scenario_is_previewed_sorted_and_live_stage_by_stage(client_of, session: Session, world) -> None:
    [scenario] = read_bank(shipped("question_bank")).scenarios[:1]
    text = VERSION.sub("version: 1", file_text(scenario)).replace("status: live", "status: draft")
    draft = Draft.begin(Kind.SCENARIO, scenario.id, text, world.ada, make.NOW, None, "A case is missing.")
    session.add(draft)
    session.commit()
    ada, hana, path = client_of("ada"), client_of("hana"), f"/bank/drafts/{draft.id}"
    assert "Nothing to mend." in ada.get(path).text
    assert scenario.stages[-1].anchors[5] in ada.get(f"{path}/preview").text
    assert ada.post(f"{path}/proposal", data={"edition": "1"}).status_code == 303
    blind = unescape(hana.get(f"{path}/review").text)
    by_text = {text: str(grade) for stage in scenario.stages for grade, text in stage.anchors.items()}
    found = re.findall(r'<p class="said" id="(place\.[^"]+)-text">(.*?)</p>', blind)
    assert len(found) == 5 * len(scenario.stages)
    assert [fact.say for stage in scenario.stages for fact in stage.facts.values() if fact.say in blind] == []
    hana.post(f"{path}/sort", data={name: by_text[text] for name, text in found})
    assert hana.post(f"{path}/review", data={"verdict": "live", "reason": "Good."}).status_code == 303
    [live] = bank.versions(session, scenario.id)
    orders = {stage: one.order for stage, one in live.words.provenance.retranslation.items()}
    assert orders == {stage.id: (1, 2, 3, 4, 5) for stage in scenario.stages}


def test_the_list_tells_a_reviewer_nothing_of_the_words_before_the_blind_order(client_of, session: Session, world):
    draft = make.proposed(session, world.ada)
    session.commit()
    hana = client_of("hana")
    assert "Clearer." not in hana.get("/bank/drafts").text
    hana.post(f"/bank/drafts/{draft.id}/sort", data=places(hana.get(f"/bank/drafts/{draft.id}/review").text))
    assert "Clearer." in hana.get("/bank/drafts").text


def test_no_answer_shows_a_reviewer_the_order_before_they_have_given_their_own(client_of, session: Session, world):
    draft = make.proposed(session, world.ada)
    session.commit()
    refused = client_of("hana").post(f"/bank/drafts/{draft.id}/review", data={"verdict": "live", "reason": "Good."})
    assert refused.status_code == 422
    assert "Put the anchors in order first" in refused.text
    assert places(refused.text) != {}
