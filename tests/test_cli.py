"""The command `palate`, as somebody at a terminal meets it."""

import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import shipped
from app.cli import main
from app.reports.pdf import print_html
from app.reports.proof import FIELD

HEAVY = ("sqlalchemy", "weasyprint", "pydantic", "numpy")


@pytest.fixture
def palate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a command with a data folder of its own."""
    monkeypatch.setenv("PALATE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("PALATE_DATABASE_URL", raising=False)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return run


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys, app.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_init_makes_a_folder_that_only_its_owner_reads(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = palate("init")
    assert result.exit_code == 0, result.output
    assert "palate invite" in result.output
    for name in ("secret_key", "palate.db"):
        assert stat.S_IMODE((tmp_path / "data" / name).stat().st_mode) == 0o600, name


def test_init_twice_changes_nothing(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    key = (tmp_path / "data" / "secret_key").read_text()
    assert palate("init").exit_code == 0
    assert (tmp_path / "data" / "secret_key").read_text() == key


def test_a_key_that_others_can_read_is_refused(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    (tmp_path / "data" / "secret_key").chmod(0o644)
    result = palate("init")
    assert result.exit_code == 1
    assert "chmod 600" in result.output


def test_a_short_key_is_refused(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "secret_key"
    file.touch(0o600)
    file.write_text("secret")
    result = palate("init")
    assert result.exit_code == 1
    assert "shorter than 32" in result.output


def test_invite_prints_a_link_under_the_given_address(palate) -> None:  # type: ignore[no-untyped-def]
    result = palate("invite", "ines@company.example", "--role", "admin", "--url", "https://palate.example/")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"https://palate\.example/links/[\w-]{43}", result.output.strip())


@pytest.mark.parametrize("address", ["ines", "two words@company.example", "a@b@c"])
def test_invite_refuses_what_is_no_address(palate, address: str) -> None:  # type: ignore[no-untyped-def]
    result = palate("invite", address, "--role", "admin")
    assert result.exit_code == 1
    assert "is not an address" in result.output


def test_demo_is_made_once_and_not_in_a_folder_in_real_use(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert palate("demo").exit_code == 0
    again = palate("demo")
    assert again.exit_code == 0, again.output


def test_bank_check_passes_on_the_shipped_bank(palate) -> None:  # type: ignore[no-untyped-def]
    result = palate("bank", "check")
    assert result.exit_code == 0, result.output


def test_bank_check_names_file_line_and_field(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = broken_bank(tmp_path)
    result = palate("bank", "check", str(folder))
    assert result.exit_code == 1
    assert re.search(r"purpose\.yaml:\d+: .*minutes", result.output)


def test_bank_load_takes_all_or_nothing(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    result = palate("bank", "load", str(broken_bank(tmp_path)))
    assert result.exit_code == 1
    assert "nothing was taken" in result.output
    assert palate("bank", "load").output.strip() == "0 new versions."


def test_bank_load_takes_new_words_as_a_new_version(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    folder = copied_bank(tmp_path)
    file = folder / "questions" / "purpose.yaml"
    file.write_text(file.read_text().replace("minutes: 9", "minutes: 10", 1))
    assert palate("bank", "load", str(folder)).output.strip() == "1 new versions."


def test_bank_load_of_words_that_were_changed_since_takes_nothing(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    folder = copied_bank(tmp_path)
    file = folder / "questions" / "purpose.yaml"
    file.write_text(file.read_text().replace("minutes: 9", "minutes: 10", 1))
    palate("bank", "load", str(folder))
    assert palate("bank", "load").output.strip() == "0 new versions."


def test_bank_import_shows_a_plan_and_takes_it_with_yes(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    file = copied_bank(tmp_path) / "questions" / "purpose.yaml"
    text = file.read_text().replace("version: 1", "version: 2", 1).replace("minutes: 9", "minutes: 10", 1)
    file.write_text(text)
    plan = palate("bank", "import", str(file)).output
    assert plan.splitlines()[0] == "1 changed, each a new version"
    assert plan.splitlines()[-1] == "Nothing taken yet. Add --yes to take it."
    assert palate("bank", "import", str(file), "--yes").output.splitlines()[-1] == "Taken."
    assert palate("bank", "import", str(file), "--yes").output.splitlines()[-1] == "There is nothing to take."


def test_bank_import_takes_all_or_nothing(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    result = palate("bank", "import", str(broken_bank(tmp_path)), "--yes")
    assert result.exit_code == 1
    assert "purpose.yaml:" in result.output
    assert "nothing was taken" in result.output


@pytest.mark.parametrize("kind", ["scorecard", "comparison", "candidate", "file", "kit", "debrief"])
def test_pdf_writes_a_file(palate, tmp_path: Path, kind: str) -> None:  # type: ignore[no-untyped-def]
    palate("demo")
    file = tmp_path / f"{kind}.pdf"
    result = palate("pdf", kind, "1", "-o", str(file))
    assert result.exit_code == 0, result.output
    assert file.read_bytes().startswith(b"%PDF-")
    verified = palate("verify", str(file)).output.partition(":")[0]
    assert verified == ("Error" if kind == "kit" else "matches")  # a blank kit shows no card


def test_verify_of_a_paper_from_another_place_is_unknown(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    file = tmp_path / "elsewhere.pdf"
    file.write_bytes(print_html(f'<html lang="en"><title>t</title><meta name="{FIELD}" content="{"a" * 64}"></html>'))
    result = palate("verify", str(file))
    assert (result.exit_code, result.output.partition(":")[0]) == (1, "unknown")


def test_verify_of_what_is_no_paper_is_a_sentence(palate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    (tmp_path / "note.txt").write_text("Hello.")
    result = palate("verify", str(tmp_path / "note.txt"))
    assert result.exit_code == 1
    assert "There is no fingerprint of Palate in this file." in result.output


@pytest.mark.parametrize("kind", ["scorecard", "comparison", "candidate", "file", "kit", "debrief"])
def test_pdf_of_what_does_not_exist_is_a_sentence(palate, tmp_path: Path, kind: str) -> None:  # type: ignore[no-untyped-def]
    palate("init")
    result = palate("pdf", kind, "99", "-o", str(tmp_path / "none.pdf"))
    assert result.exit_code == 1
    assert "99" in result.output and not (tmp_path / "none.pdf").exists()


def copied_bank(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped("question_bank"), tmp_path / "bank"))


def broken_bank(tmp_path: Path) -> Path:
    folder = copied_bank(tmp_path)
    file = folder / "questions" / "purpose.yaml"
    file.write_text(file.read_text().replace("minutes: 9", "minutes: soon", 1))
    return folder
