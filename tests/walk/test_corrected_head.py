"""The head of a walk that was corrected in the app reaches its phone, and what was noted there is not lost over it."""

import pytest

pytestmark = pytest.mark.browser
CORRECTED_MEANWHILE = """async ([closing, isLeft]) => {
    const { open } = await import("/walk/a/hold.js");
    const hold = await open();
    const settled = async () => {
        await hold.sync();
        while (hold.waiting.heads || hold.waiting.waiting) {
            await new Promise((done) => hold.addEventListener("change", done, { once: true }));
        }
    };
    while (!hold.programme) await new Promise((done) => hold.addEventListener("change", done, { once: true }));
    const journey = hold.programme.journeys[0], stops = journey.stages[0].touchpoints;
    const walk = hold.startWalk({ journey_id: journey.id, method: "walk it through", place: "Main hall" });
    await hold.edit(walk.id);
    const save = (stop) => {
        const entry = hold.entry(walk.id, stop.id);
        hold.changeEntry(entry.id, { outcome: "positive" });
        hold.saveEntry(entry.id);
    };
    save(stops[0]);
    await settled();
    const phone = JSON.parse(window.sent).phone;
    const { id, journey_id, method, started_at } = hold.walks.get(walk.id);
    const corrected = { id, journey_id, method, started_at, version: 9, place: "Annex" };
    const answer = await fetch("/walk/sync", {
        method: "POST", headers: { "content-type": "application/json", "x-walk": "1" },
        body: JSON.stringify({ protocol: 1, phone, sent_at: new Date().toISOString(), walk: corrected }),
    });
    if ((await answer.json()).walk.state !== "kept") throw new Error("not corrected");
    hold.sync(); // it looks up what the phone holds while more is noted
    save(stops[1]);
    if (closing) hold.changeWalk(walk.id, { closing_words: closing, recognised: "no" });
    if (isLeft) hold.leave();
    await settled();
    return [hold.walks.get(walk.id), JSON.parse(window.sent).walk, window.posts];
}"""
LISTENING = """
    window.posts = 0;
    const ask = window.fetch;
    window.fetch = (address, given) => {
        if (String(address).endsWith("/walk/sync")) { window.posts += 1; window.sent = given.body; }
        return ask(address, given);
    };
"""


@pytest.fixture
def corrected(phones):
    """Return a way to correct the place of a walk in the app while its phone goes on."""
    phone = phones(bypass_csp=True)
    phone.page.add_init_script(LISTENING)
    phone.open("health")
    return lambda closing, is_left: phone.page.evaluate(CORRECTED_MEANWHILE, [closing, is_left])


@pytest.mark.parametrize("is_left", [False, True], ids=["at it", "left"])
def test_a_corrected_head_is_taken_and_sent_no_more(corrected, is_left):
    walk, _, posts = corrected("", is_left)
    assert (walk["place"], walk["version"]) == ("Annex", 9)
    assert posts == 3


@pytest.mark.parametrize("is_left", [False, True], ids=["at it", "left"])
def test_what_was_noted_of_the_walk_meanwhile_goes_out_above_the_corrected_head(corrected, is_left):
    walk, sent, _ = corrected("A long queue.", is_left)
    assert (walk["place"], walk["closing_words"], walk["recognised"]) == ("Annex", "A long queue.", "no")
    assert {name: sent[name] for name in ("version", "place", "closing_words", "recognised")} == {
        "version": 10,
        "place": "Annex",
        "closing_words": "A long queue.",
        "recognised": "no",
    }
