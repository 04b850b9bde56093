"""The one way in which the domain says no."""


class Refused(Exception):
    """A rule forbids it. The message is a sentence for the person: what, where, what to do.

    `field` names the form field that the sentence belongs to, when there is one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
