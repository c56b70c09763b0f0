// The walks of this phone as they stand: which go on, their stops in order, and how far each stop is.

import { Answers } from "./answers.js";
import { isBlank, isEmpty, same } from "./record.js";

export class Walks extends Answers {
  /** Return the walks that go on, the latest first. */
  get going() {
    const open = [...this.walks.values()].filter((walk) => !walk.finished_at && !walk.given_up_at);
    return open.sort((one, other) => (one.started_at < other.started_at ? 1 : -1));
  }

  get givenUp() {
    return [...this.walks.values()].find((walk) => walk.given_up_at && !walk.is_gone) ?? null;
  }

  /** Return the stops of a walk in their order: the journey's, those added here, and those that went from it since. */
  stops(walkId) {
    const walk = this.walks.get(walkId);
    const now = this.programme?.journeys.find((each) => each.id === walk.journey_id);
    const stops =
      (now ?? this._before(walk))?.stages.flatMap((stage) =>
        stage.touchpoints.map((touchpoint) => ({ ...touchpoint, stage: stage.name, stage_id: stage.id, gone: !now })),
      ) ?? [];
    const known = new Set(stops.map((stop) => stop.id));
    for (const added of this.touchpoints.values()) {
      if (added.walk_id !== walkId || known.has(added.id) || known.has(this.now(added.id))) continue;
      const last = stops.findLastIndex((stop) => stop.stage_id === added.stage_id);
      const stage = stops[last]?.stage ?? now?.stages.find((each) => each.id === added.stage_id)?.name ?? "";
      stops.splice(last + 1 || stops.length, 0, {
        ...unknownStop(),
        id: added.id,
        name: added.name,
        stage,
        stage_id: added.stage_id,
        added: true,
      });
      known.add(added.id);
    }
    for (const entry of this.entriesOf(walkId)) {
      const into = this.now(entry.touchpoint_id);
      if (isEmpty(entry) || known.has(entry.touchpoint_id)) continue;
      if (known.has(into) && this.entryAt(walkId, into) === entry) continue;
      const before = this._before(walk)
        ?.stages.flatMap((stage) => stage.touchpoints)
        .find((each) => each.id === entry.touchpoint_id);
      stops.push({
        ...unknownStop(),
        name: this.touchpoints.get(entry.touchpoint_id)?.name ?? "A stop of before",
        ...before,
        id: entry.touchpoint_id,
        stage: "No longer in the journey",
        stage_id: "",
        gone: true,
      });
      known.add(entry.touchpoint_id);
    }
    return stops;
  }

  /** Return what a touchpoint is today: the one it was merged into, or was found to be; else itself. */
  now(touchpointId) {
    return this.programme?.merged?.[touchpointId] ?? touchpointId;
  }

  /** Return the stop of a walk that a touchpoint is, or was merged into; or null. */
  stopOf(walkId, touchpointId) {
    const stops = this.stops(walkId),
      is = (id) => stops.find((stop) => stop.id === id);
    return is(touchpointId) ?? is(this.now(touchpointId)) ?? null;
  }

  /** Return the next stop that nothing is saved of yet, round again from the start of the walk; or null. */
  stopAfter(walkId, touchpointId, stops = this.stops(walkId)) {
    const at = stops.findIndex((stop) => stop.id === touchpointId);
    const ahead = [...stops.slice(at + 1), ...stops.slice(0, at)];
    return ahead.find((stop) => ["open", "begun"].includes(this.stateOf(walkId, stop.id))) ?? null;
  }

  /** Return the stop a walk goes on at: where it was, or the next where the phone went off after that was saved. */
  goesOnAt(walkId) {
    const was = this.stopOf(walkId, this.walks.get(walkId).here);
    return was && this.stateOf(walkId, was.id) === "saved" ? this.stopAfter(walkId, was.id) : was;
  }

  stages(walkId) {
    const walk = this.walks.get(walkId);
    return (this.programme?.journeys.find((each) => each.id === walk.journey_id) ?? this._before(walk))?.stages ?? [];
  }

  /** Return the journey of a walk as it was before stops went from it; an earlier version noted it on the walk. */
  _before(walk) {
    return this._rest[`before ${walk.journey_id}`] ?? walk.before;
  }

  /** Tell whether the journey of a walk is not in the audit any more. */
  isGone(walkId) {
    const { journey_id } = this.walks.get(walkId);
    return Boolean(this.programme) && !this.programme.journeys.some((each) => each.id === journey_id);
  }

  entriesOf(walkId) {
    return [...this.entries.values()].filter((entry) => entry.walk_id === walkId && !entry.saved?.withdrawn);
  }

  /** Return the entry of a stop: what was written there, else at one that was merged into it since; or null. */
  entryAt(walkId, touchpointId) {
    const entries = this.entriesOf(walkId),
      own = entries.find((entry) => entry.touchpoint_id === touchpointId);
    if (own && !isEmpty(own)) return own;
    return entries.find((entry) => this.now(entry.touchpoint_id) === touchpointId && !isEmpty(entry)) ?? own ?? null;
  }

  photosOf(entryId) {
    return [...this.photos.values()].filter((photo) => photo.entry_id === entryId);
  }

  /** Return how a stop stands: "open", "begun", "saved", "changed" (saved, then written in), "before" or "skipped". */
  stateOf(walkId, touchpointId) {
    const entry = this.entryAt(walkId, touchpointId),
      isAmong = (ids) => ids?.some((id) => this.now(id) === touchpointId);
    if (entry?.saved) return same(entry, entry.saved) ? "saved" : "changed";
    if (entry && !isBlank(entry)) return "begun";
    const walk = this.walks.get(walkId);
    if (isAmong(walk.saved_before)) return "before";
    return isAmong(walk.skipped) ? "skipped" : "open";
  }
}

/** Return what a stop says of itself where the programme does not say it. */
function unknownStop() {
  return { hint: "", why: "", anchors: {}, commitments: [], promised_minutes: null, service: "", latest: null };
}
