"""What each step of a plan does. One that makes no sense at its moment does nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from tests.e2e.scoring import STAGES, eventually, evidence, expect_alive, go_to, lines, new_note, rate, station
from tests.e2e.serving import Server
from tests.e2e.traces.devices import Device, Tab
from tests.e2e.traces.memory import Memory, changed
from tests.e2e.traces.plan import Step
from tests.e2e.traces.values import on_device, plain

ADA = "ada@palate.example"
PASSWORD = "four words without belonging"
MOST_TABS = 3
CHOICES = [1, 2, 3, 4, 5, "no_evidence", "not_asked"]
LONGEST = 20  # seconds that a busy machine may take to write to its disk


@dataclass
class Trip:
    """One card, two devices, and what their person remembers of both."""

    server: Server
    devices: list[Device]
    memory: Memory = field(default_factory=Memory)

    def take(self, step: Step) -> None:
        device = self.devices[step.device]
        tab = device.tabs[step.tab % len(device.tabs)]
        if step.what in DEEDS:
            self.does(device, tab, lambda: DEEDS[step.what](tab, f"{len(self.memory.done)} {step.what}", step.n))
        else:
            HAPPENINGS[step.what](self, device, tab, step.n)

    def does(self, device: Device, tab: Tab, deed: Callable[[], None]) -> None:
        """Something on the card, remembered as soon as it is on the device."""
        before = device.shown(tab)
        deed()
        after = device.shown(tab)
        for name in changed(before, after):
            [value] = after.get(name, {""})
            self.remember(tab, name, value, before.get(name, frozenset()))

    def remember(self, tab: Tab, name: str, value: str, over: frozenset[str]) -> None:
        eventually(lambda: newest(tab.page, name)[1] == value, LONGEST)
        identity = newest(tab.page, name)[0]
        self.memory.note(identity, name, value, over, tab.known)
        tab.known.add(identity)


def newest(page: Page, name: str) -> tuple[str, str | None]:
    """Id and value of what the device has kept last of a field."""
    ops = [op for op in on_device(page) if op["field"] == name]
    return (ops[-1]["id"], plain(name, ops[-1]["value"])) if ops else ("", None)


# What a person does to a card


def write_a_line(tab: Tab, words: str, n: int) -> None:
    box = new_note(tab.page)
    if tab.draft:
        box.press("Enter")
    box.fill(words)
    box.press("Enter")


def begin_a_line(tab: Tab, words: str, n: int) -> None:
    """Key by key, and not ended; a line that is begun already goes on."""
    new_note(tab.page).press("End")
    new_note(tab.page).press_sequentially(f" {words}")
    text = new_note(tab.page).input_value()
    eventually(lambda: any(is_line(op, text) for op in on_device(tab.page)), LONGEST)
    tab.draft = next(op["field"] for op in on_device(tab.page) if is_line(op, text))


def is_line(op: dict[str, object], text: str) -> bool:
    return isinstance(op["value"], dict) and op["value"].get("text") == text


def write_over_a_line(tab: Tab, words: str, n: int) -> None:
    for row in chosen(lines(tab.page), n):
        row.locator("textarea").fill(words)


def delete_a_line(tab: Tab, words: str, n: int) -> None:
    for row in chosen(lines(tab.page), n):
        row.locator("textarea").fill("")
        tab.page.keyboard.press("Escape")


def star_a_line(tab: Tab, words: str, n: int) -> None:
    for row in chosen(lines(tab.page), n):
        row.locator(".star").click()


def move_a_line(tab: Tab, words: str, n: int) -> None:
    for row in chosen(lines(tab.page), n):
        row.locator("summary").click()
        for button in chosen(row.locator(".tags button"), n):
            button.click()


def rate_it(tab: Tab, words: str, n: int) -> None:
    rate(tab.page, CHOICES[n % len(CHOICES)])


def take_the_rating_back(tab: Tab, words: str, n: int) -> None:
    for button in chosen(station(tab.page).get_by_role("button", name="Take the rating back"), n):
        button.click()


def give_the_evidence(tab: Tab, words: str, n: int) -> None:
    for box in chosen(evidence(tab.page), n):  # two versions stand in its place
        box.fill(words)


def tell_a_fact(tab: Tab, words: str, n: int) -> None:
    for button in chosen(station(tab.page).locator(".facts button"), n):
        button.click()


def tap_a_probe(tab: Tab, words: str, n: int) -> None:
    for button in chosen(station(tab.page).locator(".chip"), n):
        button.click()


def chosen(found: Locator, n: int) -> list[Locator]:
    """One of those that can be seen, if there are any."""
    seen = found.locator("visible=true").all()
    return seen[n % len(seen) :][:1] if seen else []


DEEDS: dict[str, Callable[[Tab, str, int], None]] = {
    "write a line": write_a_line,
    "begin a line": begin_a_line,
    "write over a line": write_over_a_line,
    "delete a line": delete_a_line,
    "star a line": star_a_line,
    "move a line": move_a_line,
    "rate": rate_it,
    "take the rating back": take_the_rating_back,
    "give the evidence": give_the_evidence,
    "tell a fact": tell_a_fact,
    "tap a probe": tap_a_probe,
}


# What else happens


def answer_a_conflict(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    """Keep one of the versions on this page, or both. The page is loaded anew then, where it can be."""
    for button in chosen(station(tab.page).locator(".versions button"), n):
        answer(trip, device, tab, button)


def answer(trip: Trip, device: Device, tab: Tab, button: Locator) -> None:
    name = str(button.get_attribute("value")).partition(":")[2].partition(":")[0]
    over, before = device.shown(tab)[name], newest(tab.page, name)
    tab.page.evaluate("window.isAnswered = false")
    button.click()
    tab.page.wait_for_function(ANSWERED, arg=name)
    expect_alive(tab.page)
    eventually(lambda: newest(tab.page, name) != before, LONGEST)
    trip.remember(tab, name, str(newest(tab.page, name)[1]), over)
    device.loaded(tab)


ANSWERED = "(name) => window.isAnswered === undefined || !document.getElementById(`versions-${name}`)"


def go_to_a_question(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    go_to(tab.page, STAGES[n % len(STAGES)])


def reload(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    if device.is_signed_in:
        device.reload(tab)


def close_and_open_again(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    if device.is_signed_in:
        tab.page.close()
        device.tabs.remove(tab)
        device.open(STAGES[n % len(STAGES)])


def open_another_tab(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    if device.is_signed_in and len(device.tabs) < MOST_TABS:
        device.open(STAGES[n % len(STAGES)])


def lose_the_network(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    device.cut()


def find_the_network(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    device.mend()


def lose_answers(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    device.way.losing = "/ops"


def hear_answers(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    device.way.losing = ""


def kill_the_server(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    if trip.server.is_up:
        trip.server.kill()


def start_the_server(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    if not trip.server.is_up:
        trip.server.start()


def end_the_session(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    device.context.clear_cookies()
    device.is_signed_in = False


def sign_in_again(trip: Trip, device: Device, tab: Tab, n: int) -> None:
    if device.is_reached and not device.is_signed_in:
        device.sign_in(ADA, PASSWORD)


HAPPENINGS: dict[str, Callable[[Trip, Device, Tab, int], None]] = {
    "answer a conflict": answer_a_conflict,
    "go to a question": go_to_a_question,
    "reload": reload,
    "close and open again": close_and_open_again,
    "open another tab": open_another_tab,
    "lose the network": lose_the_network,
    "find the network": find_the_network,
    "lose answers": lose_answers,
    "hear answers": hear_answers,
    "kill the server": kill_the_server,
    "start the server": start_the_server,
    "end the session": end_the_session,
    "sign in again": sign_in_again,
}
