"""The front end as it goes out: few bytes, each module once, and every name of it its own."""

import gzip
import re
from collections import Counter
from importlib import resources

from audit.web.walk import front_end

ASSETS = resources.files("audit.web.walk") / "assets"
MOST_FIRST, MOST_IN_ALL = 40_000, 80_000
TOP = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
LONGEST, WIDEST = 300, 120  # lines of a module, letters of a line


def packed(name):
    return len(gzip.compress(front_end.content(name), mtime=0))


def modules():
    return {each.name: each.read_text(encoding="utf-8") for each in ASSETS.iterdir() if each.name.endswith(".js")}


def test_the_first_screen_and_all_of_it_are_small():
    assert packed(front_end.PAGE) <= MOST_FIRST
    assert sum(map(packed, front_end.names_for_phones())) <= MOST_IN_ALL


def test_the_page_holds_its_styles_and_its_script_and_ends_neither_early():
    page = front_end.content(front_end.PAGE).decode()
    assert re.findall(r"<(link rel=\"stylesheet|script[^>]* src=)", page) == []
    assert "__" not in page
    assert ".app.dark" in page
    assert [page.count(each) for each in ("<script", "</script", "<!--")] == [1, 1, 0]
    assert page.count("<style") == page.count("</style")


def test_what_is_joined_imports_nothing_and_gives_out_the_walk_alone():
    joined = front_end.content(front_end.ALL).decode()
    assert re.findall(r"^import\b.*", joined, re.MULTILINE) == []
    assert re.findall(r"^export .*", joined, re.MULTILINE) == [
        'export async function mount(parent, { inside = false, code = "", place = "" } = {}) {'
    ]


def test_each_name_in_what_is_joined_stands_for_one_thing():
    alone = front_end.names_for_phones()
    names = [top for name, text in modules().items() if name not in alone for top in TOP.findall(text)]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert {"uuid7", "Hold", "stopScreen"} <= set(names)


def test_every_module_goes_to_the_phone_once_joined_or_alone():
    alone, joined = front_end.names_for_phones(), set(front_end.content(front_end.PAGE).decode().splitlines())
    for name, text in modules().items():
        own = {line.strip() for line in text.splitlines() if not re.match(r"\s*(//|/\*\*|import|export|$)", line)}
        assert (own <= joined) != (name in alone), name


def test_a_module_can_be_read_through_in_one_go():
    too_long = {name for name, text in modules().items() if len(text.splitlines()) > LONGEST}
    too_wide = {name for name, text in modules().items() if max(map(len, text.splitlines())) > WIDEST}
    assert (too_long, too_wide) == (set(), set())
