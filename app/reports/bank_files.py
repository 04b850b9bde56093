"""The bank as the files that it is exchanged by. What is read from them has the same digests."""

import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

from app.bankfiles.writer import as_entry, file_text, list_text, text_of
from app.domain.bank import BankRecord, Kind, Question
from app.domain.rubric import Competency

FIELDS = ("code", "name", "gloss", "phrase", "chef", "cook")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bank gives the same bytes


def record_file(record: BankRecord) -> bytes:
    return file_text(record.words).encode()


def bank_zip(competencies: Sequence[Competency], records: Sequence[BankRecord]) -> bytes:
    """`competencies.yaml`, a file of questions for each competency, a file for each scenario."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _files(competencies, records):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _files(competencies: Sequence[Competency], records: Sequence[BankRecord]) -> Iterator[tuple[str, str]]:
    asked: dict[str, list[Question]] = defaultdict(list)
    for record in records:
        if isinstance(record.words, Question):
            asked[record.words.competency].append(record.words)
    yield "competencies.yaml", "\n".join(_competency(one) for one in competencies)
    for one in competencies:
        if asked[one.code]:
            yield f"questions/{one.name.lower().replace(' ', '-')}.yaml", list_text(asked[one.code])
    for record in records:
        if record.kind == Kind.SCENARIO:
            yield f"scenarios/{record.key.lower()}.yaml", file_text(record.words)


def _competency(one: Competency) -> str:
    return as_entry(text_of({name: getattr(one, name) for name in FIELDS}))
