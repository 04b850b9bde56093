"""What a machine can see on a page: accessibility, widths, the console, what the CSP refuses."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE, TABLET, DESKTOP = 390, 820, 1440
HEIGHT = 1000


def complaints(page: Page) -> list[str]:
    """A list that fills with errors of the console, refusals of the CSP among them, and of scripts."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(f"script: {error}"))
    return said


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands: one line for each fault.

    Axe looks at a phone in the light and at a desktop in the dark; nothing scrolls sideways at three widths.
    """
    found = []
    for width, scheme in ((PHONE, "light"), (TABLET, None), (DESKTOP, "dark")):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{page.url} at {width}: {fault}" for fault in overflow(page)]
        if scheme:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{page.url} at {width}, {scheme}: {fault}" for fault in violations(page)]
    return found


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"axe {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"][:3]]


def overflow(page: Page) -> list[str]:
    """Does the page scroll sideways, and what makes it?"""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wider}px wider than the window: {page.evaluate(STANDS_OUT)}"] if wider > 0 else []


STANDS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1);
  return wide.map((one) => `${one.localName}.${one.className}`).join(" > ").slice(0, 300);
}"""
