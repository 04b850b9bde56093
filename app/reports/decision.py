"""A decision in plain words, to be pasted into an applicant tracking system."""

from app.domain.candidate import Candidate
from app.domain.decision import Decision


def plain(decision: Decision, candidate: Candidate) -> str:
    """The whole decision, one thing a line."""
    head = [
        f"Decision: {candidate.name}, {candidate.opening.title}",
        decision.words,
        f"Signed by {decision.signed_by.name}, {decision.signed_at:%-d %B %Y, %H:%M} UTC",
        f"Cards in: {decision.cards_read}; missing: {decision.cards_missing}",
    ]
    return "\n".join([*head, *_before(decision), "", "Reason", decision.reason, *_more(decision)]) + "\n"


def _before(decision: Decision) -> list[str]:
    earlier = decision.follows
    return [f"Follows: {earlier.words}, {earlier.signed_at:%-d %B %Y}, {earlier.signed_by.name}"] if earlier else []


def _more(decision: Decision) -> list[str]:
    heard = ["", "Dissent, as the signer heard it", decision.dissent] if decision.dissent else []
    own = [line for one in decision.dissents for line in ("", f"Dissent of {one.by.name}", one.words)]
    shared = ["", "What the panel may read", decision.for_panel] if decision.for_panel else []
    return [*heard, *own, *shared]
