"""The question bank: what there is to ask, every word of one record, its versions, and its retirement."""

from app.web.bank import retirement, versions, views  # noqa: F401 - they register their pages
from app.web.bank.blueprint import STATUS_WORDS, TYPE_WORDS, pages

__all__ = ["STATUS_WORDS", "TYPE_WORDS", "pages"]
