"""How long `palate bank check` takes: `python -m tests.bench.lint [records]`, 200 records unless told.

The shipped records, and copies of questions under other ids; each copy is told as near its original, which costs more
than a sound bank does. The ratio is to ruamel.yaml's plain reading of the same files, taken in turn with the check, so
that a busy machine slows both alike.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ruamel.yaml import YAML

from app import shipped

ROUNDS = 5
ID = re.compile(r"^(?:- )?(?:id|\{?code): ", re.MULTILINE)
NUMBER = re.compile(r"(?<=[A-Z]-)(\d\d)")


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        records = grown(Path(folder), wanted)
        report(records, [(timed(lambda: check(folder)), timed(lambda: plainly(folder))) for _ in range(ROUNDS)])


def grown(folder: Path, wanted: int) -> int:
    """Copy the shipped bank into `folder`, its questions again up to `wanted` records or more, and return how many."""
    shutil.copytree(shipped("question_bank"), folder, dirs_exist_ok=True)
    questions = sorted((folder / "questions").iterdir())
    for number in range(9 * len(questions)):
        if held(folder) >= wanted:
            break
        again, file = divmod(number, len(questions))
        (folder / f"questions/more-{number}.yaml").write_text(renumbered(questions[file].read_text(), 10 + 10 * again))
    return held(folder)


def held(folder: Path) -> int:
    return sum(len(ID.findall(file.read_text())) for file in folder.rglob("*.yaml"))


def renumbered(text: str, more: int) -> str:
    return NUMBER.sub(lambda hit: f"{int(hit[0]) + more:02}", text)


def check(folder: str) -> None:
    command = [Path(sys.executable).with_name("palate"), "bank", "check", folder]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def plainly(folder: str) -> None:
    for file in sorted(Path(folder).rglob("*.yaml")):
        YAML(typ="safe", pure=True).load(file.read_text())


def timed(work: Callable[[], None]) -> float:
    """Seconds of a processor, here and in children: on an idle machine those of the clock."""
    began = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - began


def report(records: int, times: list[tuple[float, float]]) -> None:
    checked = statistics.median(one for one, _ in times)
    ratio = statistics.median(one / plain for one, plain in times)
    print(f"{records} records: checked in {checked:.2f} s, {ratio:.2f} times as long as plain YAML takes to read them")


if __name__ == "__main__":
    main()
