"""Texts of the shipped bank reworded as a lazy author would: synonyms, another order, sometimes another trade."""

PROMPTS = {
    "TRA-MID-CASE-01": "You make captions for film weeks. A ticket asks for Basque in the language list by Sunday: one "
    "row, ten minutes of work. Forty of the sixty-one languages were never used, a colleague says; before we add "
    "another, we should learn which ones are needed. Today is Thursday. What do you do?",
    "DON-SR-SIT-01": "A dentist finds that one patient in six fails to turn up, and sits there idle. You build a text "
    "message as a reminder, which is sent from the first of May. The goal on the ticket: ‘By July, one in twelve.’ "
    "How do you find out whether it has worked?",
    "PUR-SR-SIT-01": "You maintain the software for parking permits. On Wednesday a ticket comes from the lawyers: "
    "starting Monday, each decision letter must carry the attached paragraph on appeals on its first page, word for "
    "word. Your designer Mia tested the text, and applicants did not understand it; she has a clearer one ready. "
    "What do you do?",
    "CAN-SR-SIT-01": "It is two. Over lunch, somebody who washes crates for a flower auction mentioned that they are "
    "rinsed far hotter than last winter. At four Berta, who runs it, signs for 6,000 temperature tags, which stand up "
    "to 70 degrees. Testing takes until tomorrow, and tonight the price ends. She hates maybes. What do you do?",
    "RES-SR-PB-01": "Tell me of a thing that you had finished, and it was wrong, though nobody said anything. Our gas "
    "billing ran half a year without a complaint or an error, while one flat paid for the heating of the stairwell. "
    "How did that come out, and what followed?",
}

ANCHORS = {
    ("DON-MID-SIT-01", 3): "Before choosing any work, reads what customers complained about and takes a baseline. "
    "Finishes on a number for one named sort of search. When the turn comes, returns to what they meant by slow.",
    ("RES-SR-PB-01", 3): "Unasked, went back and held the finished work against a real case. Found who had been hit "
    "and made it right for them, and ended the harm in days.",
    ("TRA-MID-PB-01", 5): "Says why going by how often something was asked for misled the choice. Changed over in "
    "time; when choosing later, looked first for another kind of sign, and tells which.",
    ("CAN-SR-SIT-01", 3): "Well before four, tells the chair of the one remark, not measured, of the 60 degrees and of "
    "what dead labels would cost. The signing is left to her. At the turn, says they do not know that.",
    ("DON-STAFF-SIT-01", 3): "Finds the yearly settlement on no list by asking what March brings. The old system "
    "stays on as it is written: done means one settlement paid out of the new. Says at the turn that December "
    "cannot show it.",
}
