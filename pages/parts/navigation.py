"""The navigation: every page with its file, name, address and icon, in the group it belongs to."""

from pathlib import Path

PAGES = Path(__file__).resolve().parents[1]
NAVIGATION: dict[str, list[tuple[str, str, str, str]]] = {
    "": [("home/start/page.py", "Start", "", ":material/home:")],
    "Observe": [
        ("observe/log_walk_through/page.py", "Log a walk-through", "log", ":material/directions_walk:"),
        ("observe/my_walks/page.py", "My walks", "walks", ":material/history:"),
    ],
    "Understand": [
        ("understand/journey.py", "Journey", "journey", ":material/route:"),
        ("understand/rater/page.py", "RATER", "rater", ":material/bar_chart:"),
        ("understand/trust/page.py", "Trust ledger", "trust", ":material/balance:"),
        ("understand/watermelon/page.py", "Watermelon", "watermelon", ":material/nutrition:"),
        ("understand/coverage/page.py", "Coverage & fairness", "coverage", ":material/explore:"),
        ("understand/change/page.py", "Change over time", "change", ":material/timeline:"),
        ("understand/voices/page.py", "Voices", "voices", ":material/forum:"),
        ("understand/agreement/page.py", "Observer agreement", "agreement", ":material/group:"),
    ],
    "Act": [
        ("act/recoveries/page.py", "Recoveries", "recoveries", ":material/healing:"),
        ("act/answers/page.py", "You said, we did", "answers", ":material/campaign:"),
        ("act/commitments/page.py", "Commitments", "commitments", ":material/handshake:"),
        ("act/review/page.py", "All-staff review", "review", ":material/groups:"),
        ("act/wall/page.py", "Thanks and answers", "wall", ":material/favorite:"),
    ],
    "Set up": [
        ("set_up/programme/page.py", "Programme", "programme", ":material/tune:"),
        ("set_up/journeys/page.py", "Journeys and touchpoints", "journeys", ":material/map:"),
        ("set_up/catalogue/page.py", "Service catalogue", "catalogue", ":material/menu_book:"),
        ("set_up/words/page.py", "Words of this programme", "words", ":material/translate:"),
        ("set_up/people/page.py", "People and phones", "people", ":material/phonelink_setup:"),
        ("set_up/posters/page.py", "Posters and calendar", "posters", ":material/qr_code_2:"),
        ("set_up/import_export/page.py", "Data in and out", "data", ":material/swap_vert:"),
    ],
}


def page_at(path: str) -> Path:
    """Return the file of the page whose address is `path` ("" = where people arrive), for links between pages."""
    return next(PAGES / file for entries in NAVIGATION.values() for file, _, at, _ in entries if at == path)
