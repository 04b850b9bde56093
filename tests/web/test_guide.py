"""How to interview: five short texts that lead to each other, within reach before and during an interview."""

import re
from itertools import pairwise

import pytest

from app.web.guide import TITLES

MOST_WORDS = 400  # two minutes; the list of sources is not read through
NAMES = list(TITLES)
PERSON_WORDS = re.compile(r"\b(chef|cook|hire|winner)s?\b", re.IGNORECASE)


@pytest.fixture
def ada(client_of):
    return client_of("ada")


@pytest.fixture
def page(ada):
    """`page("probes")`: the page, whole."""
    return lambda name: ada.get(f"/guide/{name}").text


def text_of(page: str) -> str:
    """The words of the parts that are read: neither the ways to other pages nor the sources."""
    parts = re.findall(r"<section class=\"section\".*?</section>", page, re.DOTALL)
    read = (part for part in parts if 'class="sources"' not in part)
    return re.sub(r"<a class=\"cite\".*?</a>|<[^>]+>", " ", " ".join(read))


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_in_two_minutes(page, name):
    assert 200 <= len(text_of(page(name)).split()) <= MOST_WORDS


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_named_or_recommended(page, name):
    assert not PERSON_WORDS.search(text_of(page(name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_citation_has_its_source(page, name):
    cited = re.findall(r'href="#(source-\d)"', page(name))
    assert sorted(cited) == re.findall(r'<li id="(source-\d)"', page(name))


def test_each_leads_to_the_one_before_and_the_one_after(page):
    for before, after in pairwise(NAMES):
        assert f'<a href="/guide/{after}" rel="next">' in page(before)
        assert f'<a href="/guide/{before}" rel="prev">' in page(after)
    assert 'rel="prev"' not in page(NAMES[0])
    assert 'rel="next"' not in page(NAMES[-1])


@pytest.mark.parametrize("name", NAMES)
def test_each_leads_to_all(page, name):
    for other in NAMES:
        assert f'<a href="/guide/{other}"' in page(name)
    assert f'<a href="/guide/{name}" aria-current="page">' in page(name)


def test_there_is_no_other_page(ada):
    assert ada.get("/guide/hiring").status_code == 404


@pytest.mark.parametrize("path", ["/", "/method", "/bank"])
def test_it_is_reached_from_every_page_beside_how_this_works(ada, path):
    assert '<a href="/guide/words">How to interview</a></footer>' in ada.get(path).text


def test_the_bank_leads_to_the_probes(ada):
    assert '<a href="/guide/probes">How to interview</a>' in ada.get("/bank").text


def test_it_is_reached_before_going_in(ada, world):
    before = ada.get(f"/interviews/{world.dana_talk.id}").text
    for name in NAMES:
        assert f'<a href="/guide/{name}">' in before


def test_the_card_stays_open_while_it_is_read(ada, world):
    card = ada.get(f"/scorecards/{world.dana_ada.id}").text
    assert '<a class="take" href="/guide/probes" target="_blank" rel="noopener">' in card
