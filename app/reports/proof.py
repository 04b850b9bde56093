"""What a paper carries so that it can be checked: its fingerprint, in words, as a QR code and in the file."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from app.domain.comparison import Comparison
from app.domain.proof import Kind, bundle, typed

FIELD = "palatefingerprint"  # the name in the file's own properties, beside title and author
QUIET = 4  # modules of white around a QR code, as its standard wants


@dataclass(frozen=True)
class QrCode:
    """`side` in modules, quiet zone included; `path` draws the dark ones."""

    side: int
    path: str


@dataclass(frozen=True)
class Proof:
    """`address`: where people reach this Palate, without a slash at its end; "" if that is not known here, and then
    there is no QR code."""

    fingerprint: str
    address: str = ""

    @property
    def url(self) -> str:
        return f"{self.address}/verify/{self.fingerprint}" if self.address else ""

    @cached_property
    def qr(self) -> QrCode | None:
        return qr_code(self.url) if self.url else None


def proof_of(kind: Kind, shown: Comparison, address: str) -> Proof | None:
    """That of a paper of several cards; None where there is no card on it."""
    return Proof(bundle(kind, shown.card_prints), address) if shown.cards else None


def qr_code(text: str) -> QrCode:
    """A QR code that still reads with a seventh of it lost (level M)."""
    import segno

    rows = segno.make_qr(text, error="m", boost_error=False).matrix
    runs = [run for y, row in enumerate(rows) for run in _runs(row, y)]
    return QrCode(len(rows) + 2 * QUIET, "".join(runs))


def fingerprint_in(pdf: bytes) -> str | None:
    """The fingerprint in the properties of a PDF that was made here; None if it has none or is no PDF."""
    from pypdf import PdfReader

    try:
        said = (PdfReader(BytesIO(pdf)).metadata or {}).get(f"/{FIELD}")
    except Exception:  # whatever is wrong with a file from outside, it has no fingerprint that could be read
        return None
    return typed(str(said)) if said else None


def _runs(row: bytearray, y: int) -> list[str]:
    """A rectangle for each run of dark modules in a row."""
    edges = [x for x in range(len(row) + 1) if bool(x and row[x - 1]) != bool(x < len(row) and row[x])]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [f"M{start + QUIET} {y + QUIET}h{end - start}v1H{start + QUIET}z" for start, end in pairs]
