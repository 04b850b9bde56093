"""What a device remembers of how its user likes the screen: cookies, so that the first byte of a page is right already.

A script cannot hide what the page has painted before it ran; with "They can see my screen" that would be too late.
"""

from flask import Response, make_response, request

VIEW, SCREEN = "palate-view", "palate-screen"
A_YEAR = 365 * 24 * 3600


def is_whole() -> bool:
    """All questions on one page? What the address says, else what was chosen last, unless it names one question."""
    said = request.args.get("all")
    if said is None and "at" not in request.args:
        return request.cookies.get(VIEW) == "all"
    return said == "1"


def is_shared() -> bool:
    """Can the candidate see this screen?"""
    said = request.args.get("shared")
    return request.cookies.get(SCREEN) == "shared" if said is None else said == "1"


def remembered(page: str) -> Response:
    """The page, with what its address chose kept on the device. The second cookie ends with the browser, and the
    script of the page sets it too."""
    response = make_response(page)
    if "all" in request.args:
        response.set_cookie(VIEW, "all" if is_whole() else "one", A_YEAR, samesite="Lax", secure=request.is_secure)
    if "shared" in request.args:
        response.set_cookie(SCREEN, "shared" if is_shared() else "mine", samesite="Lax", secure=request.is_secure)
    return response
