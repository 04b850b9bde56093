"""The versions of a record: where each of them stands, and what changed between any two."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request

from app.db import db
from app.domain.access import counted_until
from app.domain.bank import BankRecord
from app.domain.kit import Kit
from app.domain.opening import Round
from app.domain.versions import parts
from app.queries import bank, figures
from app.web.bank.blueprint import DIGITS, WORDS, chosen, pages, versions_of
from app.web.http import now, or_404, viewer


@dataclass(frozen=True)
class Place:
    """One version and where it stands. `cards`: locked ones that count for the viewer; `before`: the version that it
    took the place of."""

    record: BankRecord
    before: BankRecord | None
    kits: Sequence[Kit]
    rounds: Sequence[Round]
    cards: int


@pages.get("/bank/<key>/versions")
def history(key: str) -> str:
    versions = versions_of(key)
    until = counted_until(now())
    kits, rounds = bank.kits_with(db.session, key), bank.rounds_asking(db.session, viewer(), key)
    cards = figures.of_versions(db.session, viewer(), until)
    retirements = bank.retirements(db.session, key)
    befores = [*versions[1:], None]
    return render_template(
        "bank/versions.html",
        record=versions[0],
        standing=[place(one, before, kits, rounds, cards) for one, before in zip(versions, befores, strict=True)],
        retirements=retirements,
        until=until,
        zone=viewer().zone,
        words=WORDS,
        digits=DIGITS,
    )


@pages.get("/bank/<key>/changes")
def changes(key: str) -> str:
    """Of the two versions that the address names by the beginnings of their digests; else of the newest two."""
    versions = versions_of(key)
    new = or_404(chosen(versions, request.args.get("to", "")))
    old = or_404(chosen(versions, request.args.get("from", "") or before(versions, new).digest[:DIGITS]))
    found = parts(old, new)
    return render_template(
        "bank/changes.html",
        old=old,
        new=new,
        versions=versions,
        changed=[part for part in found if part.is_changed],
        same=[part for part in found if not part.is_changed],
        zone=viewer().zone,
        digits=DIGITS,
    )


def place(
    record: BankRecord,
    earlier: BankRecord | None,
    kits: Sequence[Kit],
    rounds: Sequence[Round],
    cards: Counter[str],
) -> Place:
    holding = [kit for kit in kits if record.id in {one.id for one in kit.records}]
    ids = {kit.id for kit in holding}
    return Place(record, earlier, holding, [one for one in rounds if one.kit_id in ids], cards[record.digest])


def before(versions: Sequence[BankRecord], record: BankRecord) -> BankRecord:
    """The version that this one took the place of; the first one is compared with itself."""
    return versions[min(versions.index(record) + 1, len(versions) - 1)]
