"""The form of a kit: every usable question of its level with a box for its place. Works without script."""

from collections.abc import Mapping, Sequence

from flask_wtf import FlaskForm
from wtforms import Field, Form, FormField, HiddenField
from wtforms.validators import ValidationError

from app.domain.bank import BankRecord, Kind
from app.domain.errors import Refused
from app.domain.kit import KIND_WORDS, Kit, RoundKind
from app.web.fields import Choice, Line, Prose, Rows, Whole, needed

PLAIN = ("title", "minutes", "opening_words", "closing_words")
MOST = 20
SCENARIOS = "Scenarios"


def minutes_needed(_form: object, field: Field) -> None:
    if field.data is None and not field.errors:
        raise ValidationError("Say how many minutes there are for questions.")


class PlaceRow(Form):
    record = HiddenField()
    place = Whole("Place", between=(1, MOST))


class KitForm(FlaskForm):
    title = Line("Title", [needed("Give the kit a title, such as Product conversation.")])
    round_kind = Choice("Kind of round", choices=[(kind.value, words) for kind, words in KIND_WORDS.items()])
    minutes = Whole("Usable minutes", [minutes_needed], between=(5, 240))
    opening_words = Prose("Opening words", longest=2_000)
    closing_words = Prose("Closing words", longest=2_000)
    questions = Rows(FormField(PlaceRow))

    @classmethod
    def of(cls, kit: Kit, usable: Sequence[BankRecord]) -> "KitForm":
        """The form of a kit, new or not. It offers what the kit holds, and what is `usable` at its level."""
        offered = {record.id: record for record in (*kit.records, *usable)}
        places = {slot.record.id: slot.position + 1 for slot in kit.slots}
        rows = [{"record": str(one), "place": places.get(one)} for one in offered]
        form = cls(data={"questions": rows, **{name: getattr(kit, name) for name in (*PLAIN, "round_kind")}})
        form.offered = {str(one): record for one, record in offered.items()}
        return form

    @property
    def rows(self) -> list[tuple[BankRecord, PlaceRow]]:
        """Each record that is offered, with its row; a row for anything else is left out."""
        rows = [(self.offered.get(entry.form.record.data), entry.form) for entry in self.questions]
        return [(record, row) for record, row in rows if record]

    def shelves(self, names: Mapping[str, str]) -> list[tuple[str, list[tuple[BankRecord, PlaceRow]]]]:
        """Headings with their rows, in the order of `names` (competency code to name); scenarios come last."""
        shelves: dict[str, list[tuple[BankRecord, PlaceRow]]] = {code: [] for code in (*names, SCENARIOS)}
        for record, row in sorted(self.rows, key=lambda pair: pair[0].key):
            code = record.competencies[0] if record.kind == Kind.QUESTION else SCENARIOS
            shelves[code].append((record, row))
        return [(names.get(code, code), rows) for code, rows in shelves.items() if rows]

    def fill(self, kit: Kit) -> None:
        """Write everything into the kit. Refused without a question, and whatever the domain refuses."""
        placed = sorted((pair for pair in self.rows if pair[1].place.data), key=lambda pair: pair[1].place.data)
        if not placed:
            raise Refused("Choose at least one question: write 1 beside it.", "questions")
        kit.fill([record for record, _ in placed])
        kit.round_kind = RoundKind(self.round_kind.data)
        for name in PLAIN:
            setattr(kit, name, getattr(self, name).data)
