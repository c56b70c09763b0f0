// How long somebody waited, as it is typed on the way: read here as audit/model/waiting.py reads it on the server.

const MOST_MINUTES = 60 * 24 * 60;
const LONGEST_SECONDS = 366 * 86400;
const SECONDS = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const UNIT = "seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w";
const PART = `(\\d{1,6}(?:[.,]\\d{1,3})?)\\s*(${UNIT})\\b`;
const DURATION = new RegExp(`^(?:${PART}(?:\\s*,|\\s+and\\b)?\\s*)+$`);
const PLAIN = /^(\d{1,5})(?:[.,](\d{1,2}))?$/; // 1,234 could be either, so it is neither
const CLOCK = /^(?:(\d{1,4}):(?=\d\d:))?(\d{1,5}):([0-5]\d)$/;

/** Return the minutes of what was typed, null where nothing was, undefined where it cannot be read. */
export function minutesOf(text) {
  const typed = asciiDigits(text.trim());
  if (!typed) return null;
  const minutes = plainly(typed) ?? inUnits(typed.toLowerCase());
  return minutes === undefined || minutes > MOST_MINUTES ? undefined : minutes;
}

/** Return a wait as a stopwatch shows it: "0:07", "12:30", "1:02:03". */
export function asClock(seconds) {
  const minutes = Math.floor(seconds / 60),
    two = (n) => String(n).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Return what is asked before Save about a wait that cannot be read. */
export function askAbout(text) {
  const pair = /^(\d{1,3})\s+(\d{1,2})(?:\s*(?:m|min|mins|minutes))?$/.exec(text.trim());
  if (pair)
    return (
      `“${text.trim()}” could be ${pair[1]}.${pair[2]} or ${pair[1]}${pair[2]} minutes. ` +
      "Which wait was it? Write 1:30, 1,5 or 90 s."
    );
  return `“${text.trim().slice(0, 24)}” is no wait that can be read. Write 1,5 or 1:30 minutes, 90 s, or 2 hours.`;
}

function plainly(typed) {
  let match = PLAIN.exec(typed);
  if (match) return Number(`${match[1]}.${match[2] ?? 0}`);
  match = CLOCK.exec(typed);
  return match ? Number(match[1] ?? 0) * 60 + Number(match[2]) + Number(match[3]) / 60 : undefined;
}

function inUnits(typed) {
  if (/\b(working|business|office)\b/.test(typed) || !DURATION.test(typed)) return undefined;
  let seconds = 0;
  for (const [, number, unit] of typed.matchAll(new RegExp(PART, "g")))
    seconds += Number(number.replace(",", ".")) * SECONDS[unit[0]];
  seconds = evenly(seconds);
  return seconds > 0 && seconds <= LONGEST_SECONDS ? seconds / 60 : undefined;
}

function evenly(number) {
  // a half goes to the even side, as Python rounds
  const whole = Math.round(number);
  return Math.abs(number % 1) === 0.5 && whole % 2 ? whole - 1 : whole;
}

/** Return a text with the digits of other scripts as ours: the server reads no others in every place. */
export function asciiDigits(text) {
  const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10]; // the keyboards of Arabic, Persian, Hindi, Bengali, wide digits
  return text.replace(/\p{Nd}/gu, (digit) => {
    const zero = zeros.find((first) => digit.codePointAt(0) >= first && digit.codePointAt(0) < first + 10);
    return zero === undefined ? digit : String(digit.codePointAt(0) - zero);
  });
}
