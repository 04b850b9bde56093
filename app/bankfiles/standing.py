"""Rules about how records stand to each other and to themselves: ids, minutes, kits, planted faults, going live."""

import re
from collections.abc import Iterator, Mapping

from app.bankfiles.parts import Level, QuestionType, Status
from app.bankfiles.practice import PracticeRecord
from app.bankfiles.problems import Problem
from app.bankfiles.reader import Entry
from app.bankfiles.schema import KitRecord, Question, Scenario, Stage
from app.bankfiles.texts import numbered_lines
from app.bankfiles.wording import rated

LEVELS = {Level.MID: "MID", Level.SENIOR: "SR", Level.STAFF: "STAFF"}
TYPES = {
    QuestionType.PAST_BEHAVIOUR: "PB",
    QuestionType.SITUATIONAL: "SIT",
    QuestionType.AI_DRAFT_REVIEW: "REV",
    QuestionType.WORK_SAMPLE: "WORK",
    QuestionType.CASE: "CASE",
}
QUESTION_ID = re.compile(r"\b[A-Z]{3}-(?:MID|SR|STAFF)-(?:PB|SIT|REV|WORK|CASE)-[0-9]{2}(?![0-9a-z])")

PRACTICE_WORDS = (120, 250)

Asked = Mapping[str, Question | Scenario]


def id_matches(entry: Entry) -> Iterator[Problem]:
    """The id of a question says its competency, level and type; that of a scenario ends with its level."""
    record = entry.record
    if isinstance(record, Question):
        start = f"{record.competency}-{LEVELS[record.level]}-{TYPES[record.type]}-"
        if not record.id.startswith(start):
            yield entry.problem(("id",), f"Is {record.id}; its competency, level and type ask for {start}01.")
    if isinstance(record, Scenario):
        end = LEVELS[record.level]
        if not (record.id.startswith("CASE-") and record.id.endswith(f"-{end}")):
            yield entry.problem(("id",), f"Is {record.id}; begin it with CASE- and end it with -{end}.")


def variants_named(entry: Entry) -> Iterator[Problem]:
    """A variant is the question's own id with a letter, a colon, and what is different."""
    if isinstance(entry.record, Question):
        for place, text in enumerate(entry.record.variants):
            if not re.match(rf"{re.escape(entry.record.id)}[a-z]: \S", text):
                message = f"Is {text[:24]!r}; write {entry.record.id}b: and what is different."
                yield entry.problem(("variants", place), message)


def stages_fit(entry: Entry) -> Iterator[Problem]:
    """The stages of a scenario take no more minutes than the scenario."""
    record = entry.record
    if isinstance(record, Scenario):
        total = sum(stage.minutes for stage in record.stages)
        if total > record.minutes:
            yield entry.problem(("minutes",), f"The stages take {total} minutes of {record.minutes}; cut or add.")


def faults_in_draft(entry: Entry) -> Iterator[Problem]:
    """Each planted fault points to lines that the draft numbers."""
    for path, item in rated(entry):
        text = (item.given if isinstance(item, Stage) else item.candidate_handout) or ""
        printed = {number for _, number in numbered_lines(text)}
        for mark, fault in item.planted_faults.items():
            missing = [line for line in fault.lines if line not in printed]
            if missing:
                message = f"Line {missing[0]} is not in the draft, which has {len(printed)} numbered lines."
                yield entry.problem((*path, "planted_faults", mark, "line"), message)


def live_after_retranslation(entry: Entry) -> Iterator[Problem]:
    """A live record has passed a reader's test: every anchor in its own place or the next one."""
    record = entry.record
    if isinstance(record, Question) and record.status == Status.LIVE:
        result = record.provenance.retranslation
        if result is None or not result.passes:
            yield entry.problem(("status",), "Is live without a retranslation that passes; set it to draft.")
    if isinstance(record, Scenario) and record.status == Status.LIVE:
        results = record.provenance.retranslation if record.provenance else {}
        for stage in record.stages:
            if stage.id not in results or not results[stage.id].passes:
                message = f"Is live, but stage {stage.id} has no retranslation that passes; set it to draft."
                yield entry.problem(("status",), message)


def fallbacks_known(entry: Entry, asked: Asked) -> Iterator[Problem]:
    """A fallback sends the interviewer only to a question that the bank holds."""
    if isinstance(entry.record, Question):
        for name in QUESTION_ID.findall(entry.record.fallback):
            if name not in asked:
                yield entry.problem(("fallback",), f"Sends to {name}, which the bank does not hold; name another.")


def kits_fit(entry: Entry, asked: Asked) -> Iterator[Problem]:
    """A kit asks known questions of its own level, each once, within its usable minutes."""
    kit = entry.record
    if isinstance(kit, KitRecord):
        yield from kit_questions(entry, kit, asked)
        total = sum(asked[name].minutes for name in kit.questions if name in asked)
        if total > kit.minutes:
            yield entry.problem(("minutes",), f"The questions take {total} minutes of {kit.minutes}; drop one.")
        if kit.minutes > kit.clock_minutes:
            yield entry.problem(("clock_minutes",), f"Is less than the {kit.minutes} usable minutes; correct one.")


def kit_questions(entry: Entry, kit: KitRecord, asked: Asked) -> Iterator[Problem]:
    for place, name in enumerate(kit.questions):
        path = ("questions", place)
        if name not in asked:
            yield entry.problem(path, f"The bank holds no question or scenario {name}; correct the id.")
        elif asked[name].level != kit.level:
            yield entry.problem(path, f"{name} is for {asked[name].level}, the kit for {kit.level}; take another.")
        if name in kit.questions[:place]:
            yield entry.problem(path, f"{name} stands in the kit twice; remove one.")


def practice_has_length(entry: Entry) -> Iterator[Problem]:
    """A practice answer is as long as somebody speaks in a minute or two."""
    if isinstance(entry.record, PracticeRecord):
        words = len(entry.record.answer.split())
        if not PRACTICE_WORDS[0] <= words <= PRACTICE_WORDS[1]:
            least, most = PRACTICE_WORDS
            yield entry.problem(("answer",), f"Has {words} words; write {least} to {most}.")


def practice_answers_a_question(entry: Entry, asked: Asked) -> Iterator[Problem]:
    """A practice answer is to a question of the bank, and its id names the competency that it is rated in."""
    record = entry.record
    if isinstance(record, PracticeRecord):
        if record.question not in asked:
            yield entry.problem(("question",), f"The bank holds no question {record.question}; correct the id.")
        if record.id.split("-")[1] != record.question.split("-")[0]:
            start = f"PRA-{record.question.split('-')[0]}-"
            yield entry.problem(("id",), f"Is {record.id}; its question asks for {start}01.")


RULES = (id_matches, variants_named, stages_fit, faults_in_draft, live_after_retranslation, practice_has_length)
RULES_ACROSS = (fallbacks_known, kits_fit, practice_answers_a_question)
