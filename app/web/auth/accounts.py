"""Finding and making accounts. Flask-Security asks here who a session belongs to."""

from typing import Any

from flask_security import UserDatastore
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.people import Person
from app.web.auth.models import Account, NoRole, new_uniquifier
from app.web.auth.passwords import hashed


class AccountStore(UserDatastore):
    """All that Flask-Security needs of the database, as it only keeps sessions and hashes here."""

    def __init__(self) -> None:
        super().__init__(Account, NoRole)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> Account | None:  # noqa: ARG002 - its name
        """One account with its person and their grants, in one statement. Addresses are stored in lower case."""
        whole = joinedload(Account.person).joinedload(Person.grants)
        accounts = db.session.query(Account)  # allowed: accounts belong to the web, and queries know nothing of it
        return accounts.filter_by(**wanted).options(whole).one_or_none()

    def put(self, model: Account) -> None:
        db.session.add(model)


store = AccountStore()


def of_email(email: str) -> Account | None:
    return store.find_user(email=email)


def of_person(person: Person) -> Account:
    """The account of a person; made when they had none."""
    found = store.find_user(person_id=person.id)
    return found or _made(person)


def set_password(account: Account, password: str) -> None:
    """Keep the hash, and end every session that the old password began."""
    account.password = hashed(password)
    account.fs_uniquifier = new_uniquifier()


def _made(person: Person) -> Account:
    account = Account(person=person, email=person.email)
    db.session.add(account)
    db.session.flush()
    return account
