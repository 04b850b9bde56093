"""Packages and their results, for the runner's draft to end with a code."""

from types import SimpleNamespace as Thing
from typing import NamedTuple

from tests.drafts import names_after


class Result(NamedTuple):
    found: int
    skipped: int
    failed: int


NONE, MANY = Result(0, 0, 0), Result(900, 0, 0)


def package(name: str = "payslips", **settings: str) -> Thing:
    return Thing(name=name, settings=settings)


def run_draft(draft: str) -> dict:
    return names_after(draft, Result=Result, make_package=package)


class Runner:
    """`said` holds what the draft printed."""

    def __init__(self, draft: str):
        self.names = run_draft(draft)
        self.said: list[str] = []

    def ends(self, *run: tuple[Thing, Result]) -> int:
        packages, results = zip(*run, strict=True)
        return self.names["exit_code"](packages, results, out=self.said.append)
