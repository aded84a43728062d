/** Which events the tiles name, as candidates for a place in the drawing, the most important first. */

import { tileIndex } from "./tiles.js";

const SECONDS = 86_400;

/** Where an event begins and ends, in days; infinite where it is open. */
export function extent(event) {
  const start = event.first_day === null ? -Infinity : event.first_day + (event.first_second ?? 0) / SECONDS;
  if (event.last_day === null) return { start, end: Infinity };
  const timed = event.last_second !== null && event.last_second !== undefined;
  return { start, end: event.last_day + (timed ? event.last_second / SECONDS : 1) };
}

/** Candidates `{key, event, lane, start, end}` of all tiles that can tell of the view; `lanes` as lanes.js has them. */
export function candidates(tiles, view, level, lanes, known) {
  const events = new Map();
  for (const tile of telling(tiles, view, level)) for (const event of tile.events) events.set(event.slug, event);
  const sorted = [...events.values()].sort((a, b) => b.weight - a.weight || (a.slug < b.slug ? -1 : 1));
  return sorted.flatMap((event) => inLanes(event, lanes, known));
}

function telling(tiles, view, level) {
  const found = new Set();
  for (let index = tileIndex(level, view.start); index <= tileIndex(level, view.end); index += 1) {
    const tile = tiles.get(level, index);
    // The coarser tile names the same great events on either side of a border: they stay while one moves.
    const above = tiles.coarser(level, index);
    if (above) found.add(above);
    if (tile) found.add(tile);
    else for (const part of tiles.finer(level, index) ?? []) found.add(part);
  }
  return found;
}

function inLanes(event, lanes, known) {
  const within = lanes.filter((lane) => lane.value === null || event.lanes.includes(lane.value));
  return within.map((lane) => {
    const key = lane.value === null ? event.slug : `${event.slug}@${lane.value}`;
    const item = known.get(key) ?? { key, row: -1, y: NaN, alpha: 0 };
    return Object.assign(item, { event, lane, ...extent(event) });
  });
}

