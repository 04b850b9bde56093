"""Broken records, each one small change to the sound bank of `samples`, and where and how it is refused."""

from typing import NamedTuple

DONE = "questions/done.yaml"
DEPOT = "scenarios/depot.yaml"
TALK = "kits/talk.yaml"
CANNED = "practice/done.yaml"
NAMES = "competencies.yaml"
PROMPT = "The night train prints seat cards at six. The printer team asks you for a faster queue. What do you do?"
THREE = "Measures from order to last card, and closes on a number for the guard."


class Broken(NamedTuple):
    """`old` became `new`. The problem stands where the change begins, or else on the line that begins with `at`."""

    file: str
    old: str
    new: str
    field: str
    message: str
    at: str = ""


# What is no record at all: nothing of the bank is read.
NO_RECORDS = [
    Broken(DONE, "level: senior", "level: seniour", "level", "Is 'seniour'; write one of 'mid', 'senior' or 'staff'."),
    Broken(DONE, "competency: DON", "competency: DOM", "competency", "Is 'DOM'; write one of 'PUR'"),
    Broken(DONE, "status: draft", "status: [draft]", "status", "Is a list; write one of"),
    Broken(DONE, "minutes: 8", "minutes: 0", "minutes", "Is 0; write 1 or more."),
    Broken(DONE, "minutes: 8", "minutes: true", "minutes", "Is True; write a whole number."),
    Broken(DONE, "minutes: 8", "minutes: 8.5", "minutes", "Is 8.5; write a whole number."),
    Broken(DONE, "version: 1", "version: '1'", "version", "Is '1'; write a whole number."),
    Broken(DONE, "id: DON-SR-SIT-01", "id: done 1", "id", "Is 'done 1', which is not of the form"),
    Broken(
        DONE, "cook: makes the queue faster", "cook: 12", "cook", "Is 12, which is not text; put the text in quotes."
    ),
    Broken(DONE, "cook: makes the queue faster", "cook:", "cook", "Is nothing, which is not text"),
    Broken(DONE, "cook: makes the queue faster", "cook: ' '", "cook", "Is empty"),
    Broken(DONE, "cook: makes", "cooks: makes", "cooks", "'cooks' is no field of a question; remove it"),
    Broken(DONE, "  - What first?", "  - {ask: What first?}", "probes 1", "Is a map, which is not text"),
    Broken(DONE, "[invents a target]", "invents a target", "red_flags", "Is 'invents a target'; write a list"),
    Broken(DONE, "[invents a target]", "[]", "red_flags", "Has 0 entries; write 1 or more."),
    Broken(
        DONE,
        "  3: Measures",
        "  6: Measures",
        "anchors",
        "Has the grades 1, 2, 4, 5, 6; write exactly 1, 2, 3, 4 and 5.",
        at="anchors:",
    ),
    Broken(DONE, "weight: low", "weight: small", "planted_faults, F2, weight", "Is 'small'; write one of"),
    Broken(DONE, "line: 1-2", "line: 2-1", "planted_faults, F1, line", "Is '2-1', which runs backwards"),
    Broken(DONE, "  A1: {", "  first: {", "facts, first", "Is 'first', which is not of the form"),
    Broken(DONE, "{unlock: who waits, say", "{asked: who waits, say", "facts, A1, asked", "'asked' is no field"),
    Broken(DONE, "knowing trains", "<b>knowing</b> trains", "not_evidence 1", "Holds the markup '<b>'"),
    Broken(DONE, "leak_risk: low", "leak_risk: <script>alert(1)", "leak_risk", "Holds the markup '<script>'"),
    Broken(DONE, "leak_risk: low", 'leak_risk: "l\\u202eow"', "leak_risk", "Holds the invisible character U+202E"),
    Broken(DONE, "leak_risk: low", 'leak_risk: "l\\ud800ow"', "leak_risk", "Holds half a character"),
    Broken(DONE, "version: 1", "version: 0", "version", "Is 0; write 1 or more."),
    Broken(DONE, "type: situational", "type: interview", "type", "Is 'interview'; write one of"),
    Broken(DONE, "minutes: 8", "minutes: 300", "minutes", "Is 300; write 240 or less."),
    Broken(DONE, "probes:\n", "probe:\n", "probe", "'probe' is no field of a question; remove it"),
    Broken(
        DONE,
        "  2: Wants a measurement, without naming whose wait or which target.\n",
        "",
        "anchors",
        "Has the grades 1, 3, 4, 5; write",
        at="anchors:",
    ),
    Broken(DONE, "  5: Writes goal", "  five: Writes goal", "anchors, five", "Is 'five'; write a whole number."),
    Broken(
        DONE,
        "provenance: {phrase: what 'done' looked like}",
        "provenance: {phrase: [done]}",
        "provenance, phrase",
        "Is a list, which is not text",
    ),
    Broken(
        DONE,
        "provenance: {phrase: what 'done' looked like}",
        "provenance: {source: the article}",
        "provenance, source",
        "'source' is no field of a question",
    ),
    Broken(
        DONE,
        "{phrase: what 'done' looked like}",
        "{retranslation: {reader: R1, order: [1, 2, 3, 4, 4]}}",
        "provenance, retranslation, order",
        "Is no order of five",
    ),
    Broken(
        DEPOT,
        "starts_from: goal",
        "starts_from: ticket",
        "starts_from",
        "Starts from a ticket but holds none; add `ticket`.",
    ),
    Broken(DEPOT, "  - id: S2", "  - id: S1", "stages 2, id", "Is S1 a second time; give each stage its own id."),
    Broken(DEPOT, "    minutes: 11", "    minutes: long", "stages 2, minutes", "Is 'long'; write a whole number."),
    Broken(
        DEPOT,
        "goal: Fewer trams leave the depot late.",
        "goal: Fewer late trams.\nticket: Build a board.",
        "ticket",
        "Starts from a goal and holds a ticket too; remove `ticket`.",
        at="ticket: Build a board.",
    ),
    Broken(TALK, "round: product_conversation", "round: chat", "round", "Is 'chat'; write one of"),
    Broken(TALK, "DON-SR-SIT-01, CASE", "7, CASE", "questions 1", "Is 7, which is not text"),
    Broken(TALK, "[DON-SR-SIT-01, CASE-DEPOT-SR]", "[]", "questions", "Has 0 entries; write 1 or more."),
    Broken(CANNED, "rating: 3", "rating: 6", "rating", "Is 6; write 5 or less."),
    Broken(
        CANNED,
        "question: DON-SR-SIT-01",
        "question: the printer",
        "question",
        "Is 'the printer', which is not of the form",
    ),
    Broken(NAMES, "name: Name PUR", "title: Purpose", "name", "Is missing; add it."),
]

# What is a record and breaks a rule of good questions.
BREACHES = [
    Broken(DONE, PROMPT, PROMPT + " So?" * 40, "prompt", "Has 61 words; cut it to 60."),
    Broken(DONE, THREE, THREE + " So." * 32, "anchors 3", "Has 46 words; cut it to 45."),
    Broken(DONE, "  - says what would undo it\n", "", "listen_for", "Has 3 entries; write 4 to 7.", at="listen_for:"),
    Broken(DONE, "  - What first?\n", "", "probes", "Has 2 entries; write 3 to 6.", at="probes:"),
    Broken(DONE, THREE, "As 2, and closes on a number.", "anchors 3", "Points to another anchor ('As 2')"),
    Broken(DONE, THREE, "Same as the one before, with a number.", "anchors 3", "Points to another anchor ('Same as')"),
    Broken(DONE, THREE, "Much like 4, without the split.", "anchors 3", "Points to another anchor ('like 4')"),
    Broken(DONE, THREE, "Is passionate about the last card.", "anchors 3", "Uses the barred word 'passionate'"),
    Broken(
        DONE, "What would you need?", "Are you a native speaker?", "probes 2", "Uses the barred word 'native speaker'"
    ),
    Broken(
        DONE, "How a wish becomes", "A culture fit, how a wish becomes", "intent", "Uses the barred word 'culture fit'"
    ),
    Broken(DONE, PROMPT, "How old are you?", "prompt", "Touches the barred topic age ('How old are')"),
    Broken(DONE, "What first?", "What does your family say?", "probes 1", "Touches the barred topic family ('family')"),
    Broken(DONE, "What first?", "How is your health?", "probes 1", "Touches the barred topic health ('health')"),
    Broken(DONE, "What first?", "What was your last pay?", "probes 1", "Touches the barred topic salary history"),
    Broken(DONE, "What first?", "Were you a union member?", "probes 1", "Touches the barred topic union"),
    Broken(DONE, PROMPT, "What is your definition of done?", "prompt", "Names its competency ('definition of done')"),
    Broken(DONE, "line: 1-2", "line: 3-5", "planted_faults, F1, line", "Line 5 is not in the draft, which has 4"),
    Broken(
        DONE,
        "level: senior",
        "level: mid",
        "id",
        "its competency, level and type ask for DON-MID-SIT-01.",
        at="id: DON-SR-SIT-01",
    ),
    Broken(DONE, "type: situational", "type: past_behaviour", "id", "ask for DON-SR-PB-01.", at="id: DON-SR-SIT-01"),
    Broken(DONE, "competency: DON", "competency: CAN", "id", "ask for CAN-SR-SIT-01.", at="id: DON-SR-SIT-01"),
    Broken(DONE, "status: draft", "status: live", "status", "Is live without a retranslation that passes"),
    Broken(
        DONE,
        "none needed; situational",
        "use CAN-SR-SIT-02",
        "fallback",
        "Sends to CAN-SR-SIT-02, which the bank does not",
    ),
    Broken(
        DONE,
        "{phrase: what 'done' looked like}",
        "{phrase: " + "so " * 26 + "}",
        "provenance, phrase",
        "Has 26 words; quote the 25 that matter or fewer.",
    ),
    Broken(
        DONE,
        "leak_risk: low",
        "leak_risk: low\nvariants: [a fish market]",
        "variants 1",
        "Is 'a fish market'; write DON-SR-SIT-01b: and what",
        at="variants: [a fish market]",
    ),
    Broken(
        DONE,
        "leak_risk: low",
        "leak_risk: low\nvariants: ['DON-SR-SIT-01b: a ferry', 'DON-SR-SIT-02b: a bus']",
        "variants 2",
        "Is 'DON-SR-SIT-02b: a bus'; write",
        at="variants: ['DON-SR-SIT-01b: ",
    ),
    Broken(
        DONE,
        "Splits printing from carrying, finds which one costs the minutes, and ships one step that can be undone.",
        THREE,
        "anchors 4",
        "Is nearly the text of",
    ),
    Broken(DEPOT, "status: draft", "status: live", "status", "stage S1 has no retranslation that passes"),
    Broken(
        DEPOT, "    minutes: 11", "    minutes: 12", "minutes", "The stages take 21 minutes of 20", at="minutes: 20"
    ),
    Broken(
        DEPOT,
        "level: senior",
        "level: staff",
        "id",
        "begin it with CASE- and end it with -STAFF.",
        at="id: CASE-DEPOT-SR",
    ),
    Broken(
        DEPOT, "line: 2,", "line: 3,", "stages 2, planted_faults, P1, line", "Line 3 is not in the draft, which has 2"
    ),
    Broken(DEPOT, "say: You have", "say: With your salary, you have", "say", "Touches the barred topic salary history"),
    Broken(
        DEPOT,
        "Separates the clock from the crew, and says how to tell.",
        "Restates the goal as line nine, at five in the morning.",
        "stages 1, anchors 4",
        "Is nearly the text of",
    ),
    Broken(
        DEPOT,
        "Brings the driver to the table where the plan is drawn.",
        "An anchor 3, with the driver at the table.",
        "stages 2, anchors 4",
        "Points to another anchor ('anchor 3')",
    ),
    Broken(
        DEPOT,
        "The driver's note, as it was found:\n       1  gate opens 4:58\n",
        "The driver's note, as it was found:\n",
        "stages 2, planted_faults, P1, line",
        "Line 2 is not in the draft, which has 0",
        at="P1: {line: 2, weight: middle",
    ),
    Broken(
        TALK,
        "questions: [DON-SR-SIT-01",
        "questions: [DON-SR-SIT-09",
        "questions 1",
        "no question or scenario DON-SR-SIT-09",
    ),
    Broken(
        TALK,
        "level: senior",
        "level: mid",
        "questions 1",
        "DON-SR-SIT-01 is for senior, the kit for mid",
        at="questions: [DON-SR-SIT-01, C",
    ),
    Broken(
        TALK,
        "[DON-SR-SIT-01, CASE-DEPOT-SR]",
        "[CASE-DEPOT-SR, CASE-DEPOT-SR]",
        "questions 2",
        "stands in the kit twice",
    ),
    Broken(
        TALK,
        "\nminutes: 45",
        "\nminutes: 27",
        "minutes",
        "The questions take 28 minutes of 27; drop one.",
        at="minutes: 27",
    ),
    Broken(TALK, "clock_minutes: 60", "clock_minutes: 40", "clock_minutes", "Is less than the 45 usable minutes"),
    Broken(CANNED, "I would stand beside the guard. ", "So. " * 125, "answer", "Has 251 words; write 120 to 250."),
    Broken(CANNED, "DON-SR-SIT-01", "DON-SR-SIT-09", "question", "The bank holds no question DON-SR-SIT-09"),
    Broken(CANNED, "PRA-DON-01", "PRA-CAN-01", "id", "its question asks for PRA-DON-01."),
]
