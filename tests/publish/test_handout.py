"""The hand-out asks for nothing from anywhere, runs nothing, and tells what was shown with the figures beside it."""

import re
from html.parser import HTMLParser

from audit.model.review import Item
from audit.publish.handout import handout, pictured
from audit.publish.review_words import TITLES
from tests.publish.leaving import a_report, moved, still_open

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg"><clipPath id="one"/><g clip-path="url(#one)"><use href="#one"/></g></svg>'
)
ASKING = {"src", "srcset", "href", "action", "poster", "data", "background", "xlink:href"}


class Page(HTMLParser):
    """Every tag with its attributes, and whether each that was opened was closed."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.text += " "
        if tag not in {"meta", "use", "clippath", "path", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def made(given=None, pictures=None):
    return handout(given or a_report(), pictures or {})


def test_nothing_is_asked_for_and_nothing_runs():
    page = Page(made(a_report(restated=moved()), {0: PICTURE, 2: PICTURE}))
    assert page.open == []
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base", "a"}
    asked = [value for _, given in page.tags for name, value in given.items() if name in ASKING]
    assert all(value.startswith("#") for value in asked)
    assert not any(name.startswith("on") for _, given in page.tags for name in given)
    styles = re.findall(r"url\(([^)]{0,8})", made())
    assert set(styles) == {"data:fon"}


def test_its_policy_lets_no_browser_ask_either():
    metas = [given for tag, given in Page(made()).tags if tag == "meta"]
    policy = next(each["content"] for each in metas if each.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_peoples_words_are_read_and_never_markup():
    page = Page(made())
    assert 'onerror="alert(1)">' in page.text
    assert "Spring & all" in page.text


def test_the_facilitators_notes_on_a_slide_stay_with_the_facilitator():
    assert "For my eyes only" not in made()
    assert "All came." in made()


def test_two_pictures_do_not_borrow_each_others_parts():
    page = made(pictures={0: PICTURE, 2: PICTURE})
    assert page.count('id="p0-one"') == page.count("url(#p0-one)") == page.count('href="#p2-one"') == 1


def test_a_word_that_is_wider_in_the_readers_face_is_not_cut_off_at_the_edge_of_its_picture():
    assert re.search(r"figure svg\{[^}]*overflow:visible", made())


def test_the_figures_stand_beside_every_picture_with_their_evidence():
    text = " ".join(Page(made()).text.split())
    assert "Reliability 4.3 (4.0 to 4.5) n 40, strong" in text
    assert (
        "Desk 40 % (20 % to 70 %) 80 % (60 % to 90 %) 70 % promised 2 of 3, seen 16 of 20; kept, surely better"
        in text.replace("\u00a0", " ")
    )
    assert "Desk 1,031 5 good, 87 bad" in text


def test_hidden_slides_and_mere_questions_are_not_told():
    headlines = [slide.headline for slide in pictured(a_report())]
    assert "What the room chose" not in headlines
    assert "What should we fix first?" not in headlines
    assert headlines[-1] == "First: Desk"


def test_the_vote_is_told_in_words_where_no_slide_tells_it():
    heading = "What the room chose to fix first"
    assert heading not in made()
    without = tuple(slide for slide in a_report().slides if slide.chart != "votes")
    assert heading in made(a_report(slides=without))


def test_what_moved_since_is_said_and_only_then():
    assert "Restated since" not in made()
    assert "owes 8" in made(a_report(restated=moved()))
    assert "Not closed yet" in made(still_open())


def test_each_point_is_headed_by_its_title():
    assert TITLES.keys() == set(Item)
    points = dict.fromkeys(slide.item for slide in pictured(a_report()))
    heads = re.findall("<h2>(.*?)</h2>", handout(a_report(), {}))
    assert heads[: len(points) + 1] == ["In full", *(TITLES[item] for item in points)]
