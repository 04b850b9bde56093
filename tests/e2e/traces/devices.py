"""A device of the person's: a browser profile with tabs of one card, and a way of its own to the server."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.proxy import Proxy
from tests.e2e.scoring import expect_alive, new_note
from tests.e2e.serving import Server
from tests.e2e.traces.memory import Shown
from tests.e2e.traces.values import note, on_device, on_screen, stored

SHELTERED = "html[data-sheltered]"


@dataclass(eq=False)
class Tab:
    """One load of the card. `known`: the operations that it may show; `draft`: the field of a line that is begun."""

    page: Page
    known: set[str] = field(default_factory=set)
    draft: str = ""


@dataclass(eq=False)
class Device:
    """`card`: the path of the card on the server."""

    context: BrowserContext
    way: Proxy
    server: Server
    card: str
    tabs: list[Tab] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)  # operations that the server had at the last load that it answered
    is_cut: bool = False
    is_signed_in: bool = True

    @property
    def is_reached(self) -> bool:
        return not self.is_cut and self.server.is_up

    def open(self, place: str) -> None:
        tab = Tab(self.context.new_page())
        tab.page.goto(f"{self.way.url}{self.card}?at={place}")
        self.tabs.append(tab)
        self.loaded(tab)
        if self.is_reached:
            expect(tab.page.locator(SHELTERED)).to_have_count(1)

    def reload(self, tab: Tab) -> None:
        tab.page.reload()
        self.loaded(tab)

    def loaded(self, tab: Tab) -> None:
        """The page has come, from the server or from the copy on the device."""
        expect_alive(tab.page)
        expect(new_note(tab.page)).to_have_value("")
        if self.is_reached:
            self.answered = set(stored(self.server))
        tab.draft = ""
        tab.known = self.answered | {op["id"] for op in on_device(tab.page)}

    def shown(self, tab: Tab) -> Shown:
        """What stands on the page, with the line that is being written."""
        shown = on_screen(tab.page, stored(self.server))
        words = new_note(tab.page).input_value()
        tab.draft = tab.draft if words else ""
        if tab.draft:
            shown[tab.draft] = frozenset({note(words, False, tab.page.locator("[name=tag]").input_value())})
        return shown

    def cut(self) -> None:
        self.is_cut = self.way.is_cut = True
        self.context.set_offline(True)

    def mend(self) -> None:
        self.is_cut = self.way.is_cut = False
        self.context.set_offline(False)

    def sign_in(self, email: str, password: str) -> None:
        """In a window of its own, as the card asks for it."""
        page = self.context.new_page()
        page.goto(f"{self.way.url}/sign-in")
        while "/sign-in" in page.url:  # once more, where the card has asked for a token of its own in this moment
            page.get_by_label("Email address").fill(email)
            page.get_by_label("Password").fill(password)
            with page.expect_navigation():
                page.get_by_role("button", name="Sign in").click()
        page.close()
        self.is_signed_in = True
