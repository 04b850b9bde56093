"""What the interviewers of the told company wrote on the three who are compared. Made-up people, made-up answers.

Read the ratings beside the anchors: Ada gives a step less than what she wrote down would bear, Bo a step more. Suki met
Bo and not Ada; Leo met Ada and not Bo; so Suki’s mean is the highest, and nobody can be called.
"""

from app.demo.card import DemoCard

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
                "Prints it unchanged on Monday, and gives the mayor’s office that reason.",
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
            4,
            1502,
            (
                "*Stock for what sold out, to be ready in January; search waits a year. “Henrik has to hear what "
                "Christmas costs.”",
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
    "Looks after what was shipped, and says to the founder what it costs.",
)

DANA_EXPORT = DemoCard(
    {
        S1: (
            3,
            764,
            (
                "“What is the file for? Who opens it?”",
                "*“So it worked if Ines closes May on Wednesday without retyping.”",
                "Drops the button: a mailed file would do.",
            ),
        ),
        S2: (
            2,
            1262,
            (
                "“I would rather see her sheet than guess.” Takes the 15 minutes tomorrow at 9.",
                "*Settles on six columns, net of refunds, before she has seen it.",
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
            3,
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
            (
                "*“Whoever builds wants to know that nobody can come a year later.” Prints it as it stands, by Monday.",
                "Asks which letters carry a decision and never pass through the software.",
            ),
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
            3,
            1544,
            (
                "*“If stock is wrong in January we lose growers.” Proposes that, and says aloud that search waits for "
                "the next season.",
            ),
        ),
        RES: (
            3,
            2110,
            ("*Held ten old bills against the meters, unasked: two were wrong. Both paid back that week.",),
        ),
        AIS: (
            4,
            2640,
            (
                "*“The tariff comes first in my request: these fares, these never.” Works out six prices beforehand.",
                "Opens Thursday for the fares that were checked, and for no others.",
            ),
        ),
    },
    "yes",
    "Begins with the source, not with the draft. Drops one thing aloud.",
)

LEO_EXPORT = DemoCard(
    {
        S1: (
            3,
            700,
            (
                "*“So the aim is her month end, not the file. Is that right?”",
                "Says which lines of the ticket that makes needless.",
            ),
        ),
        S2: (
            3,
            1240,
            ("*Takes the call at 9. “And the buyers’ phone numbers do not go onto a laptop that the shop shares.”",),
        ),
        S3: (
            3,
            1790,
            ("*Totals on Friday or the file a week later; says what each gives up, and brings both to Mara.",),
        ),
        S4: (2, 2380, ("*“The tests pass; I would stream the rows so it does not run out of memory.”",)),
        S5: (3, 2650, ("*Calls Ines back the same day: “what do you hold it against?” Asks why nine did not come.",)),
    },
    "no",
    "Sound on scope. Read the draft for performance, not for the money in it.",
    facts={
        S1: {"F1": "asked", "F2": "given", "F3": "given"},
        S2: {"F4": "asked", "F5": "given", "F6": "asked", "F7": "asked"},
        S3: {"F8": "asked", "F9": "asked"},
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
            5,
            990,
            (
                "*Sat a shift with the packers and took the second label for a slip. “The driver told me that it was "
                "his.”",
                "*Rode along on one tour, and dropped the plan to print one label.",
            ),
        ),
        TRA: (
            4,
            1570,
            (
                "*Stock for what sold out, by January; vouchers “if Henrik still wants them after hearing that”.",
                "Search is dropped, and she would write to the gardeners.",
            ),
        ),
        RES: (
            4,
            2150,
            (
                "*Went through a month of refunds by hand with nobody asking; three had never arrived. Paid within two "
                "days.",
                "Since then a worked example stands on each ticket about money.",
            ),
        ),
        AIS: (4, 2610, ("*Wants the fare table as the test, not the tickets; asks Tomas who signs for summer.",)),
    },
    "strong_yes",
    "Goes to where the work is done, and goes back to it afterwards.",
)

SUKI_EXPORT = DemoCard(
    {
        S1: (3, 655, ("*“It is for her month, so that she need not type. Have I got that right?”",)),
        S2: (
            4,
            1180,
            (
                "*“Eleven people wrote ‘monthly totals’. None of them wrote CSV. And who else uses that laptop?”",
                "Puts totals in front and leaves the buyers’ addresses out.",
            ),
        ),
        S3: (
            4,
            1700,
            (
                "*“Month totals by Friday, out of what Finance has. The file gets a date, and Sales can tell Northwind "
                "today.”",
            ),
        ),
        S4: (3, 2040, ("*“abs() first: it turns 20 back into 20 in. Her April total shows it. Then the link.”",)),
        S5: ("not_asked", 2060, ("Cut short at 34 minutes: fire alarm.",)),
    },
    "yes",
    "Follows the need past the person who asked.",
    facts={
        S1: {"F1": "asked", "F2": "asked", "F3": "asked"},
        S2: {"F4": "asked", "F5": "asked", "F6": "asked", "F7": "asked"},
        S3: {"F8": "given", "F9": "asked"},
    },
    faults={S4: {"P1": "unaided", "P2": "missed", "P3": "unaided", "P6": "probed"}},
)

MILO_HALF = {PUR: (3, 480, ("*Asks legal which words the court has seen before.",)), CUS: (2, 1010, ())}
