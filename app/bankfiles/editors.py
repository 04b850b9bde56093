"""The JSON Schema of the bank's files, for editors: `python -m app.bankfiles.editors > question_bank/schema.json`."""

import json
import sys

from pydantic import TypeAdapter

from app.bankfiles.practice import PracticeRecord
from app.bankfiles.schema import CompetencyRecord, KitRecord, Question, Scenario


def json_schema() -> str:
    """Return the schema of a file, which is one record or a list of records of one kind, as JSON text."""
    records = (Question, Scenario, KitRecord, PracticeRecord, CompetencyRecord)
    _, together = TypeAdapter.json_schemas([(record, "validation", TypeAdapter(record)) for record in records])
    references = [{"$ref": f"#/$defs/{record.__name__}"} for record in records]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of the question bank",
        "oneOf": [*references, *({"type": "array", "minItems": 1, "items": one} for one in references)],
        "$defs": together["$defs"],
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(json_schema())
