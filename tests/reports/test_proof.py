"""The QR code on a paper: drawn as it was made, with white around it."""

import re

import segno

from app.reports.proof import QUIET, Proof, qr_code

ADDRESS = "https://palate.example"


def test_the_path_draws_every_dark_module_and_no_other() -> None:
    text = f"{ADDRESS}/verify/{'0f' * 32}"
    rows = segno.make_qr(text, error="m", boost_error=False).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
    drawn = qr_code(text)
    assert drawn.side == len(rows) + 2 * QUIET
    assert [place for run in runs(drawn.path) for place in run] == sorted(dark, key=lambda place: place[::-1])


def runs(path: str) -> list[list[tuple[int, int]]]:
    """The modules that each rectangle of the path covers."""
    found = re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", path)
    assert "".join(f"M{x} {y}h{wide}v1H{back}z" for x, y, wide, back in found) == path
    assert all(x == back for x, _, _, back in found)
    return [[(int(x) + n, int(y)) for n in range(int(wide))] for x, y, wide, _ in found]


def test_a_proof_without_an_address_has_neither_link_nor_code() -> None:
    assert (Proof("a" * 64).url, Proof("a" * 64).qr) == ("", None)
    assert Proof("a" * 64, ADDRESS).url == f"{ADDRESS}/verify/{'a' * 64}"
