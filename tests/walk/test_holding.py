"""What the phone holds: one entry a stop, each saved once, sent by version, and every answer of a server understood."""

import re

import pytest
from playwright.sync_api import expect

from audit.web.walk.waiting_file import bring_in, read_waiting_file
from tests.photographs import a_jpeg

pytestmark = pytest.mark.browser
SYNC = re.compile("/walk/sync")
PROGRAMME = re.compile("/walk/programme")
HELD = """async (act) => {
    const { open } = await import("/walk/a/hold.js");
    const hold = window.hold ??= await open();
    while (!hold.programme) await new Promise((done) => hold.addEventListener("change", done, { once: true }));
    const begin = async () => {
        const journey = hold.programme.journeys[0];
        const walk = hold.startWalk({ journey_id: journey.id, method: "walk it through", place: "Held" });
        await hold.edit(walk.id);
        return [walk, journey.stages[0].touchpoints];
    };
    return await new Function("hold", "begin", `return (async () => { ${act} })();`)(hold, begin);
}"""


@pytest.fixture
def held(phones):
    """Return a way to run a few lines with the module that holds a walk, on a page without one."""
    phone = phones(bypass_csp=True).open("health")
    return lambda act: phone.page.evaluate(HELD, act)


def sends(words):
    """Tell of an answer whether it is to a sending that had these words in it, and not to one of before."""
    return lambda answer: SYNC.search(answer.url) and words in (answer.request.post_data or "")


def answers(page, status, body):
    """Let the server answer in another way to whatever is sent from now on."""
    page.unroute(SYNC)
    page.route(SYNC, lambda route: route.fulfill(status=status, json=body))


def test_keys_stand_in_the_order_they_were_made_and_are_of_the_seventh_kind(phone):
    script = """async () => {
        const { uuid7 } = await import("/walk/a/record.js");
        const keys = [];
        for (let n = 0; n < 5; n++) { keys.push(uuid7()); await new Promise((done) => setTimeout(done, 3)); }
        return keys;
    }"""
    keys = phone.page.evaluate(script)
    assert keys == sorted(set(keys))
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", key) for key in keys
    )


def test_saving_twice_finds_it_saved_and_mending_raises_the_version(held):
    act = """
        const [walk, [stop]] = await begin(), entry = hold.entry(walk.id, stop.id), versions = [];
        hold.changeEntry(entry.id, { outcome: "positive" });
        for (let n = 0; n < 3; n++) { hold.saveEntry(entry.id); versions.push(hold.entries.get(entry.id).version); }
        hold.changeEntry(entry.id, { what_happened: "More of it." });
        hold.saveEntry(entry.id);
        versions.push(hold.entries.get(entry.id).version);
        return [versions, hold.entry(walk.id, stop.id).id === entry.id];
    """
    assert held(act) == [[1, 1, 1, 2], True]


def test_a_problem_leaves_the_entry_open_and_the_clock_running(held):
    act = """
        const [walk, [stop]] = await begin(), entry = hold.entry(walk.id, stop.id);
        hold.startClock(entry.id);
        const { field } = hold.saveEntry(entry.id);
        return [field, Boolean(hold.entries.get(entry.id).clock_started_at), hold.stateOf(walk.id, stop.id)];
    """
    assert held(act) == ["outcome", True, "begun"]


def test_what_is_written_after_saving_is_not_sent_until_it_is_saved(held):
    act = """
        const [walk, [stop]] = await begin(), entry = hold.entry(walk.id, stop.id);
        hold.changeEntry(entry.id, { outcome: "positive", what_happened: "First." });
        hold.saveEntry(entry.id);
        hold.changeEntry(entry.id, { what_happened: "First. And then" });
        const file = JSON.parse((await hold.file()).text).walks.find((each) => each.walk.id === walk.id);
        return [hold.stateOf(walk.id, stop.id), file.entries[0].what_happened, file.unsaved[0].what_happened];
    """
    assert held(act) == ["changed", "First.", "First. And then"]


def test_a_walk_that_was_only_opened_is_not_sent(held):
    assert held(
        "await begin(); await hold.sync(); const { waiting, heads } = hold.waiting; return [waiting, heads];"
    ) == [0, 0]


def test_one_that_is_refused_stays_with_its_sentence_and_blocks_none_of_the_others(phone):
    def with_a_stranger(route):
        answer = route.fetch()
        given = answer.json()
        stops = given["journeys"][0]["stages"][0]["touchpoints"]
        stops.insert(0, stops[0] | {"id": "01a0b3c4-0000-7000-8000-000000000000", "name": "Gone since"})
        route.fulfill(response=answer, json=given | {"version": "another"})

    phone.page.route(PROGRAMME, with_a_stranger)
    with phone.page.expect_response(PROGRAMME):
        phone.page.reload()
    phone.begin().stands_at("Gone since").outcome("Good").save()
    phone.stands_at("Greeting").outcome("Bad").save().stands_at("Answer")
    phone.says("1 not taken: see the start. 1 arrived").list_stops()
    expect(phone.page.get_by_role("button", name="Gone since")).to_contain_text("not taken: ")


def test_where_another_text_stands_both_are_shown_and_mine_can_be_sent_above_it(phone):
    phone.begin().outcome("Good").write("Mine was first.").save().arrived(1)
    with phone.page.expect_response(sends("And more.")) as sent:
        phone.list_stops()
        phone.page.get_by_role("button", name="Greeting").click()
        phone.write(" And more.").save()
    message = sent.value.request.post_data_json
    (entry,) = message["entries"]
    other = message | {"entries": [entry | {"version": 9, "what_happened": "Theirs, corrected in the app."}]}
    post = """(body) => fetch("/walk/sync", {
        method: "POST", headers: {"content-type": "application/json", "x-walk": "1"}, body: JSON.stringify(body),
    }).then((answer) => answer.json())"""
    assert phone.page.evaluate(post, other)["entries"][0]["state"] == "kept"
    phone.list_stops()
    phone.page.get_by_role("button", name="Greeting").click()
    phone.write(" And most.").save()
    phone.says("1 stop has two texts").list_stops()
    phone.page.get_by_role("button", name="Greeting").click()
    sheet = phone.page.get_by_role("dialog", name="Two texts at Greeting")
    expect(sheet).to_contain_text("Mine was first. And more. And most.")
    expect(sheet).to_contain_text("Theirs, corrected in the app.")
    with phone.page.expect_response(sends("And most.")) as answered:
        sheet.get_by_role("button", name="Use mine").click()
    (answer,) = answered.value.json()["entries"]
    assert (answer["state"], answer["version"]) == ("kept", 10)


def test_a_phone_that_was_taken_back_keeps_everything_and_offers_it_as_a_file_that_comes_in(phone, desk):
    answers(phone.page, 401, {"sentence": "This phone is not known here. Ask for a new invitation."})
    phone.begin().outcome("Good").write("Still mine.").photograph(a_jpeg())
    phone.button("Keep").click()
    phone.save().says("This phone can send nothing here now. All is kept on it.")
    phone.outcome("Bad").list_stops()
    phone.button("Back to the start").click()
    expect(phone.page.locator(".notice")).to_contain_text("Ask for a new invitation.")
    with phone.page.expect_download() as loaded:
        phone.button("Save what waits as a file").click()
    content = loaded.value.path().read_bytes()
    assert "Still mine." in content.decode()
    done = bring_in(desk, read_waiting_file("walks.json", content))
    assert (done.walks, done.added, done.photos) == (1, 1, 1)
    assert [each.partition(":")[0] for each in done.problems] == ["Answer"], "it was begun and not saved"


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (409, {"sentence": "Other versions."}, "Page and server differ: 1 waiting"),
        (507, {"sentence": "No room."}, "The server cannot take it now: 1 waiting"),
        (503, {"sentence": "Busy."}, "The server cannot take it now: 1 waiting"),
    ],
)
def test_a_server_that_cannot_take_it_now_is_asked_again_and_then_it_arrives(phone, status, body, says):
    answers(phone.page, status, body)
    phone.page.evaluate("sessionStorage.setItem('moments-walk-reload', String(Date.now()))")
    phone.begin().outcome("Good").save().says(says)
    phone.list_stops().button("Back to the start").click()
    expect(phone.page.locator(".notice")).to_contain_text(body["sentence"])
    expect(phone.page.get_by_role("button", name="Save what waits as a file")).to_have_count(int(status != 409))
    phone.page.unroute(SYNC)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(1)


def test_too_much_at_once_is_sent_in_smaller_parts(phone):
    sizes = []

    def at_most_one(route):
        sizes.append(len(route.request.post_data_json["entries"]))
        if sizes[-1] > 1:
            route.fulfill(status=413, json={"sentence": "Too much."})
        else:
            route.continue_()

    phone.begin().page.context.set_offline(True)
    for name in ("Greeting", "Answer", "Invoice"):
        phone.stands_at(name).outcome("Mixed").save()
    phone.page.locator("section.stops").wait_for()
    phone.page.route(SYNC, at_most_one)
    phone.page.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(3)
    assert sizes[0] == 3
    assert sizes[-3:] == [1, 1, 1]


def test_a_clock_that_is_wrong_by_hours_is_said_and_stops_nothing(phones, server):
    phone = phones()
    phone.page.clock.install(time=1_600_000_000)
    phone.open()
    expect(phone.page.locator(".notice")).to_contain_text("hours behind. Go on: the times are put right")
    phone.begin().outcome("Good").save().stands_at("Answer")


def test_where_nothing_may_be_stored_it_says_so_and_sends_all_the_same(phones):
    phone = phones()
    phone.page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };")
    phone.open()
    expect(phone.page.locator(".notice")).to_contain_text("lets nothing be stored")
    phone.begin().outcome("Good").save().says("Only kept while this page is open. 1 arrived")


def test_a_full_phone_says_so_and_keeps_it_once_there_is_room(phone):
    phone.begin()
    phone.page.evaluate("""() => {
        const { transaction } = IDBDatabase.prototype;
        window.makeRoom = () => { IDBDatabase.prototype.transaction = transaction; };
        IDBDatabase.prototype.transaction = function (stores, mode, fields) {
            if (mode === "readwrite") throw new DOMException("no room", "QuotaExceededError");
            return transaction.call(this, stores, mode, fields);
        };
    }""")
    phone.outcome("Good").says("No room left on this phone")
    phone.page.evaluate("makeRoom()")
    phone.says("Kept on this device")
    phone.page.reload()
    expect(phone.page.get_by_role("radio", name="Good", exact=True)).to_be_checked()


def test_a_stop_that_has_gone_from_the_journey_stays_in_the_walk_that_has_words_on_it(phone):
    phone.begin().outcome("Good").write("Before it went.").save().arrived(1)

    def without_it(route):
        answer = route.fetch()
        given = answer.json()
        del given["journeys"][0]["stages"][0]["touchpoints"][0]
        route.fulfill(response=answer, json=given | {"version": "without it"})

    phone.page.route(PROGRAMME, without_it)
    with phone.page.expect_response(PROGRAMME):
        phone.page.reload()
    phone.list_stops()
    expect(phone.page.get_by_role("heading", name="No longer in the journey")).to_be_visible()
    phone.page.get_by_role("button", name="Greeting").click()
    phone.stands_at("Greeting")


def without_journeys(route):
    answer = route.fetch()
    route.fulfill(response=answer, json=answer.json() | {"journeys": [], "version": "without any"})


def test_a_walk_whose_journey_has_gone_keeps_its_stops_and_is_sent_once_it_is_there_again(phone):
    answers(phone.page, 422, {"sentence": "This journey is not in the audit any more."})
    phone.begin().outcome("Good").save().says("1 not taken").list_stops()
    phone.button("Back to the start").click()
    phone.page.route(PROGRAMME, without_journeys)
    for _ in range(2):  # what went is known after another start too
        with phone.page.expect_response(PROGRAMME):
            phone.page.reload()
        expect(phone.page.get_by_text("There is no journey to walk yet.")).to_be_visible()
        expect(phone.page.locator(".notice")).to_contain_text("This journey is not in the audit any more.")
        phone.page.get_by_role("button", name="Go on with the walk").click()
        phone.stands_at("Answer").list_stops()
        expect(phone.page.locator("section li")).to_have_count(3)
        phone.button("Back to the start").click()
    phone.page.unroute(PROGRAMME)
    phone.page.unroute(SYNC)
    phone.page.reload()
    phone.arrived(1)


def test_a_walk_goes_on_after_what_is_saved_where_the_phone_went_off_before_the_next_stop_was_noted(held):
    act = """
        const [walk] = await begin(), stops = hold.stops(walk.id), at = [];
        for (const stop of stops) {
            hold.changeWalk(walk.id, { here: stop.id });
            at.push(hold.goesOnAt(walk.id) === null ? null : hold.goesOnAt(walk.id).id);
            const entry = hold.entry(walk.id, stop.id);
            hold.changeEntry(entry.id, { outcome: "positive" });
            hold.saveEntry(entry.id);
            at.push(hold.goesOnAt(walk.id) === null ? null : hold.goesOnAt(walk.id).id);
        }
        hold.changeEntry(hold.entry(walk.id, stops.at(-1).id).id, { outcome: "neutral" });
        const last = stops.at(-1).id;
        return [at.map((id) => stops.findIndex((stop) => stop.id === id)), hold.goesOnAt(walk.id).id === last];
    """
    assert held(act) == [[0, 1, 1, 2, 2, -1], True]


def test_everything_there_was_no_room_for_is_written_once_there_is(held):
    act = """
        const [walk, [stop]] = await begin(), entry = hold.entry(walk.id, stop.id);
        const { transaction } = IDBDatabase.prototype;
        IDBDatabase.prototype.transaction = function (stores, mode, fields) {
            if (mode === "readwrite") throw new DOMException("no room", "QuotaExceededError");
            return transaction.call(this, stores, mode, fields);
        };
        hold.changeEntry(entry.id, { what_happened: "No room for it." });
        const photo = hold.addPhoto(entry.id, new TextEncoder().encode("a picture").buffer);
        await hold.settled;
        const full = hold.storage;
        IDBDatabase.prototype.transaction = transaction;
        while (hold.storage) await new Promise((done) => hold.addEventListener("change", done, { once: true }));
        const asked = indexedDB.open("moments-walk"), result = (request) => new Promise((done) => {
            request.onsuccess = () => done(request.result);
        });
        const read = (await result(asked)).transaction(["photos", "entries"]);
        const written = await Promise.all([
            result(read.objectStore("photos").get(photo.id)), result(read.objectStore("entries").get(entry.id)),
        ]);
        asked.result.close();
        return [full, written[0]?.bytes.byteLength, written[1]?.what_happened];
    """
    assert held(act) == ["full", 9, "No room for it."]


def test_the_file_of_what_waits_has_its_photos(held):
    act = """
        const [walk, [stop]] = await begin(), entry = hold.entry(walk.id, stop.id);
        hold.addPhoto(entry.id, new TextEncoder().encode("a picture").buffer);
        const [photo] = JSON.parse((await hold.file()).text).photos.slice(-1);
        return [photo.entry_id === entry.id, photo.jpeg];
    """
    assert held(act) == [True, "data:image/jpeg;base64,YSBwaWN0dXJl"]


def test_a_full_phone_does_not_call_its_own_walk_open_in_another_tab(held):
    act = """
        const [walk, [stop]] = await begin(), entry = hold.entry(walk.id, stop.id);
        hold.leave();
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); };
        while (!(await hold.edit(walk.id))); // what was left a moment ago may still be locked
        hold.changeEntry(entry.id, { outcome: "positive" });
        hold.saveEntry(entry.id);
        await hold.settled;
        IDBObjectStore.prototype.put = put;
        return [hold.storage, hold.editing === walk.id];
    """
    assert held(act) == ["full", True]
