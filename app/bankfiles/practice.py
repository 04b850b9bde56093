"""Practice answers: read and rated blind by everybody who interviews, then held against a key."""

from typing import Annotated

from pydantic import Field

from app.bankfiles.parts import Grade, Record, Version
from app.bankfiles.schema import QuestionId
from app.bankfiles.texts import Text

PracticeId = Annotated[str, Field(pattern=r"^PRA-[A-Z]{3}-[0-9]{2}$")]


class PracticeRecord(Record):
    """An answer to one question as somebody might give it, and the rating that its anchors ask for: to practise on.

    `because` says what in the answer makes it this grade, `not_higher` what one grade more would have needed.
    """

    id: PracticeId
    version: Version
    question: QuestionId
    rating: Grade
    answer: Text
    because: Text
    not_higher: Text
