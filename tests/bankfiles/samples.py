"""A small sound bank as text. A test breaks one place of it and says what the reader or the linter answers."""

from dataclasses import dataclass
from pathlib import Path

from app.bankfiles.parts import CODES

QUESTION = """\
id: DON-SR-SIT-01
version: 1
status: draft
competency: DON
level: senior
type: situational
minutes: 8
prompt: The night train prints seat cards at six. The printer team asks you for a faster queue. What do you do?
candidate_handout: |2
   1  def cards(train):
   2      return [card(seat) for seat in train.seats]
   3
   4  <b>{{ seat }}</b>
intent: How a wish becomes a thing that somebody can check.
job_relevance: Half of the tickets here come as a wish.
facts:
  A1: {unlock: who waits, say: The guard waits for the last card.}
planted_faults:
  F1: {line: 1-2, weight: high, fault: Prints empty seats too.}
  F2: {line: 4, weight: low, fault: Bold text on a card that has no bold.}
turn: {when: after the first answer, say: The queue was empty all night.}
listen_for:
  - asks who waits for what
  - takes a number before any change
  - names a day to look again
  - says what would undo it
probes:
  - What first?
  - What would you need?
  - When is it over?
barred_probes: [Would you measure it?]
chef: finds out which wait hurts before making anything fast
cook: makes the queue faster
anchors:
  1: Makes the queue faster and calls it finished when the change is in.
  2: Wants a measurement, without naming whose wait or which target.
  3: Measures from order to last card, and closes on a number for the guard.
  4: Splits printing from carrying, finds which one costs the minutes, and ships one step that can be undone.
  5: Writes goal and finish line where the printer team can object, with a night to look and what would undo it.
red_flags: [invents a target]
not_evidence: [knowing trains]
fallback: none needed; situational
legal_notes: No personal history is asked for.
accessibility: Shown in writing; two minutes to think.
leak_risk: low
provenance: {phrase: what 'done' looked like}
"""

SCENARIO = """\
id: CASE-DEPOT-SR
version: 1
status: draft
title: The depot clock
level: senior
starts_from: goal
minutes: 20
how_to_run: Read the goal. Say a fact only when asked.
goal: Fewer trams leave the depot late.
say: You have a quarter and two people. Where do you begin?
stages:
  - id: S1
    competency: PUR
    minutes: 9
    facts:
      F1: {unlock: who is late, say: Line nine alone.}
    chef: asks which trams, and late for whom
    cook: builds a dashboard
    anchors:
      1: Plans a board of all trams without a question.
      2: Asks which trams once, then returns to the board.
      3: Restates the goal as line nine at five in the morning.
      4: Separates the clock from the crew, and says how to tell.
      5: States what the crew must see by spring, and what is a guess.
  - id: S2
    competency: CUS
    minutes: 11
    given: |
      The driver's note, as it was found:
       1  gate opens 4:58
       2  tram 12 blocks
    turn: The crew changes at five.
    planted_faults:
      P1: {line: 2, weight: middle, fault: Tram 12 was sold.}
    chef: goes to the gate at five
    cook: sends a survey
    anchors:
      1: Speaks of users and of no driver.
      2: Would ask the manager of the depot by mail.
      3: Goes to the gate and describes what one driver does there.
      4: Brings the driver to the table where the plan is drawn.
      5: Says beforehand what seen at the gate would change the plan.
red_flags: [mocks the crew]
not_evidence: [knowing trams]
scoring_note: Anchors are the rating.
legal_notes: Made-up depot.
"""

KIT = """\
id: KIT-SR-TALK
version: 1
title: Talk
level: senior
round: product_conversation
minutes: 45
clock_minutes: 60
opening_words: Welcome to the depot.
closing_words: That was all.
questions: [DON-SR-SIT-01, CASE-DEPOT-SR]
"""

PRACTICE = f"""\
id: PRA-DON-01
version: 1
question: DON-SR-SIT-01
rating: 3
answer: I would stand beside the guard. {"The queue was empty and the cards came late. " * 14}
because: Measures from order to last card, and names the guard.
not_higher: Does not split printing from carrying.
"""

COMPETENCIES = "".join(
    f"- {{code: {code}, name: Name {code}, gloss: a gloss, phrase: a phrase, chef: cooks, cook: orders}}\n"
    for code in CODES
)


@dataclass(frozen=True)
class Shelf:
    """A folder that holds the sound bank."""

    folder: Path

    @classmethod
    def stocked(cls, folder: Path) -> "Shelf":
        shelf = cls(folder)
        for name in ("questions", "scenarios", "kits", "practice"):
            (folder / name).mkdir()
        shelf.write("competencies.yaml", COMPETENCIES)
        shelf.write("questions/done.yaml", QUESTION)
        shelf.write("scenarios/depot.yaml", SCENARIO)
        shelf.write("kits/talk.yaml", KIT)
        shelf.write("practice/done.yaml", PRACTICE)
        return shelf

    def write(self, name: str, content: str | bytes) -> None:
        (self.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, name: str, old: str, new: str) -> int:
        """Put `new` in place of the one `old` in a file; return the line where it begins."""
        text = (self.folder / name).read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1
