"""How often the 90 % interval holds what it says, measured: `python -m tests.bench.simulate` makes these figures.

Openings are made up, with a truth that is known: standard deviations are drawn from the model's prior, μ and every
effect at those, and ratings are rounded and cut off at 1 and 5. The truth about a candidate is in points of the scale:
the mean of what all conceivable interviewers would rate, asking everything. The model's own μ + θ knows no ends of a
scale; against that the intervals hold less often, since a gap beyond the ends cannot be seen in ratings: `latent`.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Design:
    """A way to interview, and shares, from 0 to 1, of all pairs of candidates in the openings made up for it.

    `covered`: the interval holds the true difference; .90 is what it promises. `plain`: so does the interval of a
    textbook around the difference of plain means, which takes each rating for a fresh draw. `latent`: the interval
    holds the difference in μ + θ. `wrong_way`: the whole interval lies on the wrong side of zero; `plain_wrong_way`:
    so does the textbook's. `ahead_wrong` is a share of the pairs called "ahead" or "clearly ahead" alone: in truth it
    is the other way round.
    """

    name: str
    covered: float
    plain: float
    latent: float
    wrong_way: float
    plain_wrong_way: float
    ahead_wrong: float
    openings: int


MEASURED_ON = date(2026, 11, 24)
DESIGNS = (
    Design(
        name="Everybody meets everybody: 4 candidates, 3 interviewers, 8 questions",
        covered=0.928,
        plain=0.773,
        latent=0.776,
        wrong_way=0.005,
        plain_wrong_way=0.024,
        ahead_wrong=0.023,
        openings=300,
    ),
    Design(
        name="Each meets 2 of 5 interviewers: 4 candidates, 8 questions",
        covered=0.938,
        plain=0.712,
        latent=0.818,
        wrong_way=0.003,
        plain_wrong_way=0.046,
        ahead_wrong=0.041,
        openings=300,
    ),
    Design(
        name="The same, one interviewer harsh and one lenient by a point",
        covered=0.918,
        plain=0.624,
        latent=0.803,
        wrong_way=0.004,
        plain_wrong_way=0.072,
        ahead_wrong=0.051,
        openings=300,
    ),
    Design(
        name="Rounds: 4 candidates meet 3 of 5 interviewers, 4 of 12 questions each",
        covered=0.921,
        plain=0.822,
        latent=0.793,
        wrong_way=0.002,
        plain_wrong_way=0.025,
        ahead_wrong=0.028,
        openings=300,
    ),
    Design(
        name="Two panels that share no interviewer: 4 candidates, 8 questions",
        covered=0.938,
        plain=0.666,
        latent=0.807,
        wrong_way=0.006,
        plain_wrong_way=0.063,
        ahead_wrong=0.044,
        openings=300,
    ),
    Design(
        name="Very little: 2 candidates, 2 interviewers, 4 questions",
        covered=0.943,
        plain=0.807,
        latent=0.83,
        wrong_way=0.003,
        plain_wrong_way=0.013,
        ahead_wrong=0.021,
        openings=300,
    ),
)
