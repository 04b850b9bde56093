"""What the interviewers of a company of any size write: made-up lines that fit any question, by how high they rate."""

LOW, MIDDLE, HIGH = range(3)
HEARD = (
    (  # low
        "Starts with the build; nobody who would use it comes up.",
        "“I would do what the ticket says and see who complains.”",
        "Takes the deadline as given and does not ask where it comes from.",
        "“The tests are green, so from my side that is finished.”",
        "Answers in general; after the second probe still no person and no day.",
        "“That would be for product to say. I would wait for them.”",
        "Adds a setting for it, so that nobody has to decide.",
        "Guesses a figure and goes on building on it.",
    ),
    (  # middle
        "Asks what it is for, and says the answer back in own words.",
        "“I would ring her before I touch anything.”",
        "Names two ways, and what each of them gives up.",
        "Tells it in order: what they saw, what they did, what came of it.",
        "“Somebody has to look at it on Monday, and I would put my name there.”",
        "Leaves one thing out, and says which.",
        "Holds it against one real case before going on.",
        "At the turn keeps to the aim and says why.",
    ),
    (  # high
        "“If her sheet only needs three figures, we drop the rest today.”",
        "Says before the build what must be true on the day, and how they will look.",
        "Tells where the own reading was wrong and who put it right.",
        "“Both of them lose something. I would tell them before they find out.”",
        "Names the one fact that would turn the plan round, and gets it this week.",
        "Goes back unasked after two weeks, and takes a part of the own work out again.",
        "Writes down what is known and what is guessed, side by side.",
        "“I would change how such requests reach us, not only this one.”",
    ),
)
BESIDE = (
    "Takes a minute to think.",
    "Asks to hear the question once more.",
    "Draws a box for each person on paper.",
    "Comes back to this later, of their own accord.",
    "First probe used.",
    "Comes to the point after a long way round.",
)
SUMMARY = (
    ("Stayed with the task as given.", "Little that was seen or checked; mostly what would be built."),
    ("Asks before building; less on what happens after release.", "Sound, with one part that stayed thin."),
    ("Follows the need past the person who asked.", "Clear on what it is for, and on what to leave out."),
)
CUT_SHORT = ("Fire alarm.", "The line broke off twice.", "Had to leave early.", "Room was needed.")
NO_SHOW = "Nobody came. Mail sent."
WITHDREW = ("Took another offer.", "Stays where they are.", "Moves to another town.", "Did not say why.")
_TEAMS = (
    "Checkout Payments Search Catalogue Returns Billing Onboarding Reporting Messaging Scheduling Identity Pricing "
    "Logistics Support Accounting Partners Mobile Documents Alerts Planning"
)
TEAMS = _TEAMS.split()


def height(rating: float) -> int:
    """Which lines go with a rating."""
    return LOW if rating < 2.5 else MIDDLE if rating < 3.75 else HIGH
