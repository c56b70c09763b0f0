// A photo on its way: made small on the phone, where all that a camera writes beside it goes, and sent in parts.

export const LONGEST_SIDE = 1600; // pixels
export const MOST_BYTES = 4_000_000;
export const MOST_PHOTOS = 12; // of one stop
const PART = 64_000; // bytes in one request: a cellar has a few kilobytes a second
const QUALITIES = [0.82, 0.6, 0.4];
const UNREADABLE =
  "This picture cannot be read here. It may be too large, or no picture: " +
  "take it again, or choose a JPEG, PNG or WebP.";

// Returns a JPEG of at most 1600 pixels a side, upright, without place, time, camera or comment.
export async function shrink(file) {
  const picture = await decoded(file);
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d", { alpha: false });
    pen.fillStyle = "#fff"; // behind what is see-through
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const small = await new Promise((give) => canvas.toBlob(give, "image/jpeg", quality));
      if (small && small.size <= MOST_BYTES) return small;
    }
    throw new Error(UNREADABLE);
  } finally {
    picture.close?.();
  }
}

// Sends what has not arrived of photo = {id, entry, blob, taken (ISO)}, beginning at byte `since`;
// `onPart(arrived)` after each part.
// Returns {arrived, state, sentence, status}: "kept" = it is there whole, "refused" = it never will be (the sentence
// says why), "later" = go on from `arrived` another time; the status is the server's, 0 where it did not answer.
export async function send(photo, since = 0, onPart = () => {}) {
  const total = photo.blob.size;
  let arrived = Math.min(since, total);
  for (;;) {
    const before = arrived;
    const answer = await put(photo, arrived, total);
    arrived = answer.arrived ?? arrived;
    if (answer.state !== "part") return { ...answer, arrived };
    onPart(arrived);
    if (arrived === before) return { ...answer, arrived, state: "later" };
  }
}

async function put(photo, from, total) {
  const address = new URL(`../photos/${photo.id}`, import.meta.url);
  address.search = new URLSearchParams({ entry: photo.entry, total, from, taken: photo.taken ?? "" });
  let status = 0;
  try {
    const body = photo.blob.slice(from, from + PART);
    const response = await fetch(address, { method: "PUT", headers: { "x-walk": "1" }, body });
    ({ status } = response);
    const answer = await response.json();
    return { state: "later", sentence: "", ...answer, status }; // what does not say how it stands is sent again
  } catch {
    return { state: "later", sentence: "", status: status === 200 ? 0 : status };
  }
}

async function decoded(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return await byElement(file); // some browsers show what they cannot make a bitmap of
  }
}

async function byElement(file) {
  const address = URL.createObjectURL(file);
  try {
    const element = new Image();
    element.src = address;
    await element.decode();
    return element;
  } catch {
    throw new Error(UNREADABLE);
  } finally {
    URL.revokeObjectURL(address);
  }
}
