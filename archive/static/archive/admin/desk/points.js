/** Between Unicode code points, which the archive counts in, and UTF-16 code units, which browsers count in. */

const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;

/** How many code points stand before `units` of `text`; half a character counts as the whole one before it. */
export function pointsOf(text, units) {
  let points = 0;
  for (let at = 0; at < units && at < text.length; at += isHigh(text.charCodeAt(at)) ? 2 : 1) {
    points += 1;
  }
  return points;
}

/** The offset in code units of the code point number `points` of `text`. */
export function unitsOf(text, points) {
  let at = 0;
  for (let passed = 0; passed < points && at < text.length; passed += 1) {
    at += isHigh(text.charCodeAt(at)) ? 2 : 1;
  }
  return at;
}
