"""Words of this programme: what a team types is what its people are shown."""

import pytest

from audit.model.vocabulary import TermKind
from audit.store.place import add_place, offered_places, places
from audit.store.programme import programme
from audit.store.vocabulary import vocabulary
from tests.pages.conftest import run
from tests.pages.test_observe import button


def test_the_five_questions_are_asked_in_ones_own_words_and_given_back(own):
    at = run("set_up/words")
    assert at.title[0].value.startswith("The five questions are asked in the English words")
    at.text_input(key="words.questions.reliability.name").set_value("Verlässlichkeit")
    at.text_input(key="words.questions.reliability.meaning").set_value("Halten wir, was wir versprechen?")
    button(at, "Save the five questions").click().run()
    assert at.success[0].value.startswith("Saved\\: 1 question changed")
    assert at.title[0].value == "One of the five questions is in your own words."
    term = vocabulary(own).term(TermKind.DIMENSION, "reliability")
    assert (term.name, term.sentence) == ("Verlässlichkeit", "Halten wir, was wir versprechen?")
    for field in ("name", "meaning"):
        at.text_input(key=f"words.questions.reliability.{field}").set_value("")
    button(at, "Save the five questions").click().run()
    assert at.title[0].value.startswith("The five questions are asked in the English words")
    button(at, "Save the five questions").click().run()
    assert at.success[0].value == "Nothing was changed."


def test_the_language_people_write_in_is_chosen_once(own):
    at = run("set_up/words")
    at.selectbox(key="words.language.chosen").select("de").run()
    assert "read aloud in German" in at.success[0].value
    assert programme(own).language == at.selectbox(key="words.language.chosen").value == "de"


def test_all_five_are_named_in_the_sentence_of_the_page(own):
    at = run("set_up/words")
    for key in ("reliability", "assurance", "tangibles", "empathy", "responsiveness"):
        at.text_input(key=f"words.questions.{key}.name").set_value(key[:3])
    button(at, "Save the five questions").click().run()
    assert at.title[0].value.endswith("in your own words\\: Rel, Ass, Tan, Emp, Res.")


def test_a_signal_is_added_retired_and_brought_back(own):
    at = run("set_up/words")
    at.text_input(key="words.signal.name").set_value("geduzt")
    at.text_input(key="words.signal.meaning").set_value("mit Du angesprochen")
    button(at, "Add this signal").click().run()
    assert at.success[0].value.startswith("Added\\: Geduzt")
    own_form = run("set_up/words")
    own_form.session_state["words.change"] = True
    own_form.run()
    own_form.selectbox(key="words.chosen").select("geduzt").run()
    own_form.text_input(key="words.signal.geduzt.name").set_value("personal")
    button(own_form, "Save").click().run()
    assert "This list has a signal named personal already" in own_form.error[0].value
    own_form.text_input(key="words.signal.geduzt.name").set_value("Per Du")
    button(own_form, "Save").click().run()
    assert vocabulary(own).term(TermKind.SIGNAL, "geduzt").name == "Per Du"
    button(own_form, "Retire it").click().run()
    assert vocabulary(own).term(TermKind.SIGNAL, "geduzt").is_retired
    assert any("**Per Du**" in part.value and part.value.startswith("Retired") for part in own_form.markdown)
    button(own_form, "Bring it back").click().run()
    button(own_form, "Delete it").click().run()
    assert [term.key for term in vocabulary(own).of(TermKind.SIGNAL) if term.key == "geduzt"] == []


def test_a_cause_is_added_renamed_retired_and_deleted(own):
    at = run("set_up/words")
    at.text_input(key="words.cause.name").set_value("Wegweiser")
    button(at, "Add this cause").click().run()
    assert at.success[0].value == "Added\\: Wegweiser."
    at.session_state["words.causes.box"] = True
    at.run()
    at.selectbox(key="words.causes.chosen").select("wegweiser").run()
    at.text_input(key="words.cause.wegweiser.name").set_value("Beschilderung")
    button(at, "Save").click().run()
    button(at, "Retire it").click().run()
    assert vocabulary(own).term(TermKind.CAUSE, "wegweiser").name == "Beschilderung"
    assert any("**Beschilderung**" in part.value and part.value.startswith("Retired") for part in at.markdown)
    button(at, "Delete it").click().run()
    assert len(vocabulary(own).of(TermKind.CAUSE)) == 6
    button(at, "Undo the last change: Beschilderung").click().run()
    assert vocabulary(own).term(TermKind.CAUSE, "wegweiser").is_retired
    assert not any(each.label.startswith("Undo the last") for each in at.button)


@pytest.fixture
def with_places(own):
    for name in ("Lesesaal", "Lesesaal EG", "Magazin"):
        add_place(own, name)
    return own


def test_places_are_renamed_merged_parted_and_retired(with_places):
    at = run("set_up/words")
    at.session_state["naming.place.box"] = True
    at.run()
    at.selectbox(key="naming.place.chosen").select("Lesesaal EG").run()
    at.text_input(key="naming.place.Lesesaal EG.name").set_value("Lesesaal").run()
    button(at, "Rename it").click().run()
    assert "already" in at.error[0].value
    at.selectbox(key="naming.place.Lesesaal EG.into").select("Lesesaal").run()
    button(at, "Merge the two").click().run()
    assert places(with_places) == ("Lesesaal", "Magazin")
    button(at, r"Part Lesesaal EG again").click().run()
    assert places(with_places) == ("Lesesaal", "Lesesaal EG", "Magazin")
    at.selectbox(key="naming.place.chosen").select("Magazin").run()
    button(at, "Retire it").click().run()
    assert offered_places(with_places) == ("Lesesaal", "Lesesaal EG")
    button(at, "Bring it back").click().run()
    at.text_input(key="naming.place.Magazin.name").set_value("Tiefmagazin").run()
    button(at, "Rename it").click().run()
    assert offered_places(with_places) == ("Lesesaal", "Lesesaal EG", "Tiefmagazin")


def test_a_method_is_switched_off_and_on_by_a_tap_and_the_last_one_stays(own):
    at = run("set_up/words")
    every = list(at.pills(key="words.methods.offered").value)
    at.pills(key="words.methods.offered").set_value(every[1:]).run()
    assert at.success[0].value.startswith("Sit and listen is offered no more")
    at.pills(key="words.methods.offered").set_value(every).run()
    assert at.success[0].value.startswith("Sit and listen is offered again")
    at.pills(key="words.methods.offered").set_value([]).run()
    assert "at least 1" in at.error[0].value
    assert len(at.pills(key="words.methods.offered").value) == 1
