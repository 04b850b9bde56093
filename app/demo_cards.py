"""What the interviewers of the demo company wrote. Made-up people, made-up answers.

A card: item key to (rating or reason, seconds, lines). A line that begins with "*" is starred.
"""

from dataclasses import dataclass, field

Rated = tuple[int | str, int, tuple[str, ...]]


@dataclass(frozen=True)
class DemoCard:
    """One finished card. `facts`: item key to {fact: "asked" or "given"}; `faults`: item key to {fault: outcome}."""

    ratings: dict[str, Rated]
    recommendation: str
    summary: str
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: dict[str, dict[str, str]] = field(default_factory=dict)


PUR, CUS, TRA, RES, AIS = "PUR-SR-SIT-01", "CUS-SR-PB-01", "TRA-SR-SIT-01", "RES-SR-PB-01", "AIS-SR-SIT-01"
S1, S2, S3, S4, S5 = (f"CASE-EXPORT-SR.S{n}" for n in range(1, 6))

DANA_CONVERSATION = DemoCard(
    {
        PUR: (
            4,
            412,
            (
                "*“First I would ask legal what the paragraph has to survive. If it is a court, the words are the "
                "point.”",
                "Asks who reads the letter after the applicant.",
            ),
        ),
        CUS: (
            4,
            961,
            (
                "*The dispatchers’ paper list was their alibi: “on paper nobody could say we skipped a stop.”",
                "*Kept the list as a printout from the new screen, and checked that reading with two of them.",
            ),
        ),
        TRA: (
            3,
            1502,
            (
                "Stock first, vouchers as a hand-made code, search in spring. “Henrik has to hear what Christmas "
                "costs.”",
            ),
        ),
        RES: (
            5,
            2063,
            (
                "*Found by reading one invoice a week by hand. “Nobody had asked me to. It was the only way to see "
                "it.”",
                "*Changed the tariff import, paid back eleven flats, and put the weekly invoice into the team’s "
                "calendar.",
            ),
        ),
        AIS: (
            4,
            2540,
            (
                "*Asks for fares that no ticket in March could have: return after midnight, a group across the "
                "season’s edge.",
            ),
        ),
    },
    "yes",
    "Looks after what was shipped. On order of work takes the founder’s frame as given.",
)

DANA_EXPORT = DemoCard(
    {
        S1: (
            4,
            764,
            (
                "“What is the file for? Who opens it?”",
                "*“So it worked if Ines closes May on Wednesday without retyping.”",
                "*Drops “all columns” and the button: a mailed file would do.",
            ),
        ),
        S2: (
            3,
            1262,
            (
                "*“I would rather see her sheet than guess.” Takes the 15 minutes tomorrow at 9.",
                "Six columns, net of refunds; the rest goes.",
            ),
        ),
        S3: (
            3,
            1811,
            (
                "*Month totals from the nightly table, or six columns by Friday. “Either way nobody gets all orders. "
                "Mara should choose that, with both in front of her.”",
            ),
        ),
        S4: (
            4,
            2425,
            (
                "*“Refunds are negative and abs() turns them into sales. I would run it on a month Ines already "
                "knows.”",
                "*Check: April with one refund of 20; the total must fall by 20, here it rises.",
                "Public link second: “anyone can count up the ids”.",
            ),
        ),
        S5: (
            2,
            2690,
            (
                "*“Add a fee column. The nine others probably did not need it.”",
                "Would call Ines “if she writes again”.",
            ),
        ),
    },
    "yes",
    "Finds the purpose and holds the draft against it; left the nine merchants alone.",
    facts={
        S1: {"F1": "asked", "F2": "asked", "F3": "given"},
        S2: {"F4": "asked", "F5": "given", "F6": "given", "F7": "asked"},
        S3: {"F8": "given", "F9": "asked"},
    },
    faults={
        S4: {
            "P1": "unaided",
            "P2": "probed",
            "P3": "unaided",
            "P4": "missed",
            "P5": "missed",
            "P6": "missed",
            "P7": "unaided",
            "P8": "missed",
        }
    },
)

LEO_CONVERSATION = DemoCard(
    {
        PUR: (
            4,
            455,
            ("*“It is their sentence and their risk. I would print it, and ask Ayla’s version onto page two.”",),
        ),
        CUS: (
            4,
            1020,
            (
                "*A night nurse wrote doses on tape. “The tape was for the colleague after her, not for the chart.”",
                "*Had the nurse in charge read his first idea; she crossed half of it out, and he kept that half out.",
            ),
        ),
        TRA: (
            4,
            1544,
            (
                "*“If stock is wrong in January we lose growers; vouchers we can do by hand for six weeks.”",
                "Names who loses: gardeners wait for search until spring, and he would write to them.",
            ),
        ),
        RES: (3, 2110, ("*Two wrong meters came to light in a yearly audit; corrected both bills and the import.",)),
        AIS: ("not_asked", 2640, ("No time left; 45 minutes were up.",)),
    },
    "yes",
    "Weighs bets out loud and says what each gives up.",
)

LEO_EXPORT = DemoCard(
    {
        S1: (3, 700, ("*“So the aim is her month end, not the file. Is that right?”",)),
        S2: (2, 1240, ("*“A column picker, then every shop can sort it out.”", "Did not take the call.")),
        S3: (3, 1790, ("Two ways on time and risk; wants Mara to say.",)),
        S4: (2, 2380, ("*“The tests pass; I would stream the rows so it does not run out of memory.”",)),
        S5: (3, 2650, ("*Calls Ines back the same day: “what do you hold it against?” Asks why nine did not come.",)),
    },
    "no",
    "Sound on scope. Read the draft for performance, not for the money in it.",
    facts={
        S1: {"F1": "asked", "F2": "given", "F3": "given"},
        S2: {"F4": "asked", "F5": "given", "F6": "given", "F7": "given"},
        S3: {"F8": "asked", "F9": "given"},
    },
    faults={
        S4: {
            "P1": "missed",
            "P2": "missed",
            "P3": "probed",
            "P4": "missed",
            "P5": "unaided",
            "P6": "missed",
            "P7": "unaided",
            "P8": "missed",
        }
    },
)

SUKI_CONVERSATION = DemoCard(
    {
        PUR: (4, 430, ("*“The letter goes to court one day. What may I not change, and what did nobody decide?”",)),
        CUS: (
            4,
            990,
            ("*Sat a shift with the packers; the second label was for the driver, “so she asked him as well.”",),
        ),
        TRA: (3, 1570, ("Stock, then search. Vouchers “if Henrik still wants them after hearing that”.",)),
        RES: ("no_evidence", 2150, ("Tells of a bug that customers reported; no case of finding one herself.",)),
        AIS: (3, 2610, ("*Wants the fare table as the test, not the tickets; asks Tomas who signs for summer.",)),
    },
    "yes",
    "Goes to where the work is done. Nothing on what happens after release.",
)

SUKI_EXPORT = DemoCard(
    {
        S1: (4, 655, ("*“Wednesday is the date. Friday is only what somebody said on the phone.”",)),
        S2: (
            5,
            1180,
            (
                "*“Eleven people wrote ‘monthly totals’. None of them wrote CSV. And who else uses that laptop?”",
                "*Would watch Ines close one day’s orders, and drop the file if her sheet only needs three figures.",
            ),
        ),
        S3: (
            5,
            1700,
            (
                "*“If the totals are off once we go back to her own sheet, and I tell Sales today what Northwind "
                "will not get.”",
            ),
        ),
        S4: (4, 2040, ("*“abs() first: it turns 20 back into 20 in. Then the link.” Writes the failing month down.",)),
        S5: ("not_asked", 2060, ("Cut short at 34 minutes: fire alarm.",)),
    },
    "strong_yes",
    "Follows the need past the person who asked.",
    facts={
        S1: {"F1": "asked", "F2": "asked", "F3": "asked"},
        S2: {"F4": "asked", "F5": "asked", "F6": "asked", "F7": "asked"},
        S3: {"F8": "given", "F9": "asked"},
    },
    faults={S4: {"P1": "unaided", "P2": "missed", "P3": "unaided", "P6": "probed"}},
)

MILO_HALF = {PUR: (3, 480, ("*Asks legal which words the court has seen before.",)), CUS: (2, 1010, ())}
