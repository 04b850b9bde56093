"""The wheel in an empty virtualenv outside the checkout: everything that it needs is in it."""

import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.serving import Server, clean
from tests.measure.tables import GOLDEN

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
QUIET = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps")
SHIPPED = {"app": "app", "templates": "app/_shipped/templates", "question_bank": "app/_shipped/question_bank"}
LEFT_OUT = {"__pycache__"}

Run = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "pip", "wheel", *QUIET, "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("palate-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtualenv with the wheel. What it depends on is lent by the one that runs the tests, without a network.

    The wheel comes first: pip must not find the checkout's own installation. A line in a .pth file puts a folder on
    the path and leaves that folder's .pth files alone, so the checkout stays off it.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    venv = folder / "venv"
    python("-m", "venv", "--without-pip", venv, cwd=folder)
    interpreter = venv / "bin" / "python"
    python("-m", "pip", "--python", interpreter, "install", *QUIET, wheel, cwd=folder)
    (site,) = venv.glob("lib/python*/site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)) + "\n")
    return folder


@pytest.fixture
def palate(elsewhere: Path) -> Run:
    """`palate(…)`: what the installed command prints, run outside the checkout."""
    return lambda *words: run(elsewhere / "venv" / "bin" / "palate", *words, cwd=elsewhere)


def python(*words: str | Path, cwd: Path) -> str:
    return run(Path(sys.executable), *words, cwd=cwd)


def run(program: Path, *words: str | Path, cwd: Path) -> str:
    done = subprocess.run([program, *words], cwd=cwd, env=outside(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def outside() -> dict[str, str]:
    """The environment without anything that leads back into the checkout."""
    return {name: value for name, value in clean().items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}


def test_wheel_holds_every_file_of_the_program_and_no_other(wheel: Path) -> None:
    expected = {
        f"{inside}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, inside in SHIPPED.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.parts)
    }
    with zipfile.ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert found == expected


def test_what_is_imported_is_the_wheel(elsewhere: Path) -> None:
    program = "import os, sys, app; print(app.__file__, *map(os.path.abspath, sys.path), sep='\\n')"
    module, *paths = run(elsewhere / "venv" / "bin" / "python", "-c", program, cwd=elsewhere).splitlines()
    assert Path(module).is_relative_to(elsewhere / "venv")
    assert [path for path in paths if (Path(path) / "app" / "cli").is_dir()] == [str(Path(module).parents[1])]


def test_commands_without_a_database(palate: Run, elsewhere: Path) -> None:
    (elsewhere / "ratings.csv").write_text(
        "candidate,interviewer,item,rating\n"
        + "".join(f"{row.candidate},{row.interviewer},{row.item},{row.value:g}\n" for row in GOLDEN.rows)
    )
    assert "analyse" in palate("--help")
    assert "A ahead of B" in palate("analyse", "ratings.csv")
    assert "no problem found" in palate("bank", "check")


def test_demo_paper_and_server(palate: Run, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, paper = elsewhere / "data", elsewhere / "comparison.pdf"
    assert "The demo company is there." in palate("demo", "--data", data)
    palate("pdf", "comparison", "1", "-o", paper, "--data", data)
    assert paper.read_bytes().startswith(b"%PDF-")
    monkeypatch.chdir(elsewhere)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    server = Server(data, program=elsewhere / "venv" / "bin" / "palate")
    try:
        server.start()
        with urllib.request.urlopen(f"{server.url}/sign-in", timeout=10) as answer:
            assert (answer.status, "Sign in" in answer.read().decode()) == (200, True)
    finally:
        if server.process is not None:
            server.stop()
