"""What was written on the two who were decided on before: each had one round with Ada and Bo together.

They heard the same answers. Ada gives a step less than the anchors, Bo a step more; Chidi keeps to them.
"""

from app.demo.card import DemoCard
from app.demo.told_cards import AIS, CUS, PUR, RES, S1, S2, S3, S4, S5, TRA

TALK = dict(zip((PUR, CUS, TRA, RES, AIS), (440, 985, 1530, 2080, 2590), strict=True))
CASE = dict(zip((S1, S2, S3, S4, S5), (690, 1225, 1780, 2390, 2660), strict=True))
FACTS = {S1: ("F1", "F2", "F3"), S2: ("F4", "F5", "F6", "F7"), S3: ("F8", "F9")}
ASKED = {"F1", "F3", "F4", "F7", "F9"}
FAULTS = tuple(f"P{n}" for n in range(1, 9))


def _talk(word: str, summary: str, *rated: tuple[int, str]) -> DemoCard:
    return DemoCard(_rated(TALK, rated), word, summary)


def _case(word: str, summary: str, found: dict[str, str], *rated: tuple[int, str]) -> DemoCard:
    facts = {stage: {fact: "asked" if fact in ASKED else "given" for fact in those} for stage, those in FACTS.items()}
    faults = {S4: {fault: found.get(fault, "missed") for fault in FAULTS}}
    return DemoCard(_rated(CASE, rated), word, summary, facts, faults)


def _rated(times: dict[str, int], rated: tuple[tuple[int, str], ...]) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    return {key: (rating, at, (f"*{line}",)) for (key, at), (rating, line) in zip(times.items(), rated, strict=True)}


TOVE_ADA = _talk(
    "no",
    "Does what is asked, and looks for the reason when probed.",
    (2, "Asks legal, prints it on Monday. “It is required”; the builder comes up at the probe."),
    (3, "Stood at the till of a school canteen; the slips there kept the children’s allergies in sight. Kept them."),
    (2, "Orders by weeks of work; growers come up at the probe, and then stock goes to the front."),
    (2, "Met a wrong rounding in other work and mended it; who had paid too much was left to accounting."),
    (3, "Ten fares by hand from the tariff, the islanders’ first. “Who wrote the prices in the 60 checks?”"),
)
TOVE_BO = _talk(
    "yes",
    "Finds out what a thing is for, and keeps to it.",
    (4, "“What must it bring about?” Prints it unchanged; a month is then a month, also for the builder."),
    (4, "Knows what the slips at the till were for, asked the cook, and kept a place for them."),
    (3, "Stock for January; vouchers go, search waits until next year."),
    (3, "Mended the rounding in the same week, and gave accounting the list of who had paid."),
    (4, "Works out ten fares before reading the draft. “Who wrote the expected prices?”"),
)
TOVE_CORA = _talk(
    "yes",
    "Wants to know what for, and says so.",
    (3, "Asks what the text is for, then prints it on Monday as it is."),
    (4, "Stood at the till; kept the place for the children’s allergies."),
    (2, "Orders by weeks of work, and moves stock to the front when asked about growers."),
    (2, "Mended the rounding; accounting was to look for who had paid."),
    (4, "“Who wrote the prices in the 60 checks?”"),
)
TOVE_CHIDI = _case(
    "no",
    "Sound up to the release; not after it.",
    {"P1": "unaided", "P3": "unaided", "P7": "unaided"},
    (3, "“Ines closes her month with it. Have I got that right?”"),
    (3, "Asks for her sheet, and cuts the file to what stands in it."),
    (3, "Both ways to Mara, each with its days and with what Ines would not get."),
    (3, "Counts a month that Ines knows: refunds come out as sales. Then the open link."),
    (2, "Adds the fee column. “Three of twelve is a start.”"),
)
KOFI_CHIDI = _talk(
    "yes",
    "Looks at real cases, before and after.",
    (3, "Asks legal what hangs on the words, and prints them as they are. Says so at the turn."),
    (
        4,
        "The porters’ chalk marks told the night shift which lift was slow. Asked two of them, and kept the marks.",
    ),
    (3, "Stock, since the season begins in January; says aloud that search goes to the next one."),
    (3, "Read twenty letters after the release, unasked: four had a wrong date. All four put right within the week."),
    (3, "Holds the counter’s thirty corrections a week against the draft before anything else."),
)
KOFI_ADA = _case(
    "strong_no",
    "Asks, and then goes on with what was ordered.",
    {"P1": "probed", "P2": "unaided", "P7": "unaided"},
    (2, "Asks why; it is for Ines’s month. Friday stays the day, without a question."),
    (3, "Takes the call. “Her sheet decides the columns, and the buyers’ phones stay out.”"),
    (2, "Totals or file, by days of work; takes it to Mara when probed."),
    (2, "Month edges and memory first; refunds only when asked for the worst."),
    (2, "A fee column. On the nine: “I would ask them when there is time.”"),
)
KOFI_BO = _case(
    "yes",
    "Brings people in: Ines, Mara, the nine.",
    {"P1": "probed", "P2": "unaided", "P7": "unaided"},
    (4, "“It is for closing her month.” Leaves the button until that works."),
    (4, "Takes the call, and sees that the buyers’ phones would lie on a shared laptop."),
    (4, "Totals by Friday, the rest dated; Mara gets both with what each gives up."),
    (3, "Asked for the worst, sets April against Ines’s own sum: refunds turn into sales."),
    (3, "Calls Ines about the fees the same day; would ask the nine why they did not come."),
)
