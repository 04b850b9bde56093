"""Drawing ratings from the model that `app.measure.model` fits, at the medians of its standard deviations.

    y = μ + θ_c + γ_ck + ρ_r + β_i + (θβ)_ci + (θρ)_cr + e

on the scale from 1 to 5, rounded and clipped. Each effect has a generator of its own, named by the seed and by what it
belongs to, so nothing depends on the order in which things are drawn.
"""

from random import Random

MEAN = 3.1
CANDIDATE, COMPETENCY, INTERVIEWER, ITEM, CASE, HALO, RESIDUAL = 0.60, 0.30, 0.40, 0.30, 0.40, 0.30, 0.65


class Draw:
    """The made-up truth of one seed, in points of the scale. Candidates and interviewers are numbers."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def chance(self, *what: object) -> Random:
        """A generator for one thing: the same for the same seed."""
        return Random("/".join(map(str, (self.seed, *what))))  # noqa: S311 - made-up data, not a secret

    def rating(self, candidate: int, interviewer: int, item: str, competency: str) -> int:
        """What this interviewer gives this candidate on this item, 1 to 5."""
        level = self._effect(CANDIDATE, "candidate", candidate)
        level += self._effect(COMPETENCY, "candidate", candidate, competency)
        rater = self.leniency(interviewer) + self._effect(HALO, "halo", candidate, interviewer)
        asked = self._effect(ITEM, "item", item) + self._effect(CASE, "case", candidate, item)
        y = MEAN + level + rater + asked + self._effect(RESIDUAL, "rating", candidate, interviewer, item)
        return min(5, max(1, round(y)))

    def leniency(self, interviewer: int) -> float:
        """How much more than others this interviewer gives for the same answer."""
        return self._effect(INTERVIEWER, "interviewer", interviewer)

    def _effect(self, sigma: float, *what: object) -> float:
        return self.chance(*what).gauss(0, sigma)
