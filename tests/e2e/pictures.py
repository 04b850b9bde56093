"""The README's pictures: `python -m tests.e2e.pictures FOLDER`, from a fresh demo company."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.e2e.browser import chromium
from tests.e2e.conftest import sign_in
from tests.e2e.serving import Server, served

LAPTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}


def main(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as server, chromium() as browser:
        of_the_interviewer(browser, server, folder)
        of_the_manager(browser, server, folder)


def of_the_interviewer(browser: Browser, server: Server, folder: Path) -> None:
    page = entered(browser, server, "interviewer", LAPTOP)
    page.screenshot(path=folder / "today.png")
    page.get_by_role("link", name="Open the card").first.click()
    start(page)
    page.goto(f"{page.url.partition('?')[0]}?at=CASE-EXPORT-SR.S1")
    page.get_by_role("button", name="They asked").first.click()
    note = page.get_by_role("textbox", name="Note").first
    note.fill("“So it worked if Ines closes May on Wednesday without retyping.”")
    note.press("Control+Enter")
    page.keyboard.press("Escape")
    page.locator("input[type=radio][value='4']").first.check(force=True)
    page.locator("[data-save][data-state=saved]").wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=folder / "scoring.png")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.screenshot(path=folder / "phone.png")


def start(page: Page) -> None:
    button = page.get_by_role("button", name="Start")
    if button.count():
        button.first.click()
        page.wait_for_load_state()


def of_the_manager(browser: Browser, server: Server, folder: Path) -> None:
    page = entered(browser, server, "hiring manager", LAPTOP)
    page.goto(f"{server.url}/openings/1/comparison?candidate=1&candidate=2&candidate=3")
    page.screenshot(path=folder / "comparison.png")
    page.goto(f"{server.url}/candidates/1")
    pdf = page.request.get(f"{server.url}/scorecards/2/scorecard.pdf").body()
    file = folder / "scorecard.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-png", "-r", "70", "-f", "1", "-singlefile", file, folder / "scorecard"], check=True)
    file.unlink()


def entered(browser: Browser, server: Server, role: str, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size, color_scheme="light")  # type: ignore[arg-type]
    sign_in(page, server.links[role])
    page.goto(server.url)
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]))
