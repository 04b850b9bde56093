"""The form that amends a card: the fields that may change, filled with what is locked, and the reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from app.domain.content import Content, Draft, ItemContent
from app.domain.errors import Refused
from app.domain.fields import LONGEST_TEXT
from app.domain.findings import findings
from app.domain.late import LateField, with_late
from app.domain.rubric import MISSING_WORDS, SCALE, Missing, Recommendation
from app.domain.sheet import Entry, Sheet
from app.web.fields import Choice, at_most, cleaned

RATINGS = [SelectChoice(str(point), f"{point} {words}") for point, words in SCALE.items()] + [
    SelectChoice(reason.value, words) for reason, words in MISSING_WORDS.items()
]
RECOMMENDATIONS = [SelectChoice(one.value, one.words) for one in Recommendation]


def lines_cleaned(text: str | None) -> str:
    """What a textarea sends, with the line ends that the card has."""
    return cleaned((text or "").replace("\r\n", "\n"))


class Words(TextAreaField):
    """Text as long as a card may hold."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, [at_most(LONGEST_TEXT)], filters=[lines_cleaned], **options)


class ItemForm(Form):
    """What one item says."""

    rating = RadioField("Rating", choices=RATINGS)
    under = Choice("Answered under")
    sentence = Words("Evidence in a sentence", description="Starred lines stay as they are.")
    claims = Words("Wrong claims")

    def changed(self, before: ItemContent) -> ItemContent:
        """The item as the form has it; what was not touched stays as it was, to the character."""
        said = self.rating.data
        rated = said.isdecimal()
        missing = None if rated else Missing(said)
        return replace(
            before,
            rating=int(said) if rated else None,
            missing=missing,
            under=self.under.data if missing == Missing.ANSWERED_UNDER else "",
            sentence=_kept(before.sentence, self.sentence.data),
            claims=_kept(before.claims, self.claims.data),
        )


class AmendmentForm(FlaskForm):
    """The whole card. `seen` is the fingerprint of the version that the author has before them, `late` the operations
    that came after the lock and with which the form is filled in."""

    seen = HiddenField()
    late = HiddenField()
    recommendation = RadioField("Recommendation", choices=RECOMMENDATIONS)
    summary = Words("Summary")
    reason = Words("Why you change the card", description="Both versions stay, with this reason.")

    def __init__(self, sheet: Sheet, typed: Mapping[str, Any] | None, late: Sequence[LateField] = ()) -> None:
        self.taken = [op for one in late for op in one.ops]
        self.before = with_late(sheet.content, sheet.kit, late) if late and sheet.kit else sheet.content
        said = self.before.recommendation.value if self.before.recommendation else None
        super().__init__(
            seen=sheet.fingerprint,
            late=" ".join(op.id for op in self.taken),
            recommendation=said,
            summary=self.before.summary,
        )
        self.sheet = sheet
        self.items = [
            _item_form(number, entry, self.before.items[entry.content.key], sheet, typed)
            for number, entry in enumerate(sheet.entries)
        ]

    def validate(self, *args: Any, **options: Any) -> bool:
        whole = super().validate(*args, **options)
        incomplete = [form for form in self.items if not form.validate()]
        if incomplete:
            self.form_errors.append("One of the items is not complete. It is marked below.")
        return whole and not incomplete

    def rows(self) -> Iterator[tuple[Entry, ItemForm]]:
        return zip(self.sheet.entries, self.items, strict=True)

    def _by_key(self) -> Iterator[tuple[str, ItemForm]]:
        return ((entry.content.key, form) for entry, form in self.rows())

    def changed(self, names: Mapping[str, str]) -> Content:
        """The card as the form has it. Refused when somebody amended meanwhile, or when it could not be locked."""
        before = self.before
        if self.seen.data != self.sheet.fingerprint:
            self.seen.data = self.sheet.fingerprint
            raise Refused(
                "The card was amended meanwhile, in another window. Compare with the versions, then send again."
            )
        changed = {key: form.changed(before.items[key]) for key, form in self._by_key()}
        content = replace(
            before,
            items={key: changed.get(key, item) for key, item in before.items.items()},
            recommendation=Recommendation(self.recommendation.data),
            summary=_kept(before.summary, self.summary.data),
        )
        stops = [one.sentence for one in findings(Draft(content, {}), self.sheet.kit, names) if one.stops]
        if stops:
            raise Refused(stops[0])
        return content


def _item_form(number: int, entry: Entry, said: ItemContent, sheet: Sheet, typed: Mapping[str, Any] | None) -> ItemForm:
    form = ItemForm(
        typed,
        prefix=f"item-{number}-",
        rating=str(said.rating) if said.rating is not None else said.missing and said.missing.value,
        under=said.under,
        sentence=said.sentence,
        claims=said.claims,
    )
    others = [SelectChoice(one.content.key, one.title) for one in sheet.entries if one is not entry]
    form.under.choices = [SelectChoice("", "Choose the question"), *others]
    return form


def _kept(before: str, after: str) -> str:
    return before if lines_cleaned(before) == after else after
