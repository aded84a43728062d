/** How many begin when, as bars of one width over the whole view, from whatever tiles are here. */

import { BINS, tileDays, tileIndex } from "./tiles.js";

/** Bars of less than a day are of events that give a time; while days are narrow, their whole counts say more. */
const DAYS_UNTIL = -4;

/** The level whose bins are drawn where the events are of `level`. */
export const densityLevel = (level) => (level < 0 && level >= DAYS_UNTIL ? 0 : level);

/**
 * `[{day, days, count, sure}]`, of `lane` or of all where it is null. `sure` is false where the bar is a share of a
 * coarser one, whose own count is not known yet.
 */
export function bars(tiles, view, level, lane) {
  const found = [];
  for (let index = tileIndex(level, view.start); index <= tileIndex(level, view.end); index += 1) {
    addTile(found, tiles, level, index, lane);
  }
  return found;
}

const binsOf = (tile, lane) => (lane === null ? tile.bins : tile.lanes[lane]);

function addTile(found, tiles, level, index, lane) {
  const first = index * tileDays(level);
  const days = 2 ** level;
  const add = (bin, count, sure) => {
    if (count > 0) found.push({ day: first + bin * days, days, count, sure });
  };
  const tile = tiles.get(level, index);
  if (tile) {
    binsOf(tile, lane)?.forEach((count, bin) => add(bin, count, true));
    return;
  }
  const finer = tiles.finer(level, index);
  if (finer) {
    const counts = new Array(BINS).fill(0);
    finer.forEach((part, number) => addFiner(counts, binsOf(part, lane) ?? [], number, finer.length));
    counts.forEach((count, bin) => add(bin, count, true));
    return;
  }
  const above = tiles.coarser(level, index);
  const counts = above && binsOf(above, lane);
  if (!counts) return;
  const share = 2 ** (above.level - level);
  for (let bin = 0; bin < BINS; bin += 1) {
    const at = Math.floor((first + bin * days - above.first_day) / 2 ** above.level);
    add(bin, (counts[at] ?? 0) / share, false);
  }
}

function addFiner(counts, bins, part, parts) {
  const from = (part * BINS) / parts;
  bins.forEach((count, bin) => {
    counts[Math.floor(from + bin / parts)] += count;
  });
}

/** How many begin from one day to another, both inclusive, as far as the bars tell; `sure` false: about so many. */
export function sum(found, first, last) {
  let total = 0;
  let sure = true;
  for (const bar of found) {
    if (bar.day + bar.days <= first || bar.day > last) continue;
    const inside = Math.min(bar.day + bar.days, last + 1) - Math.max(bar.day, first);
    total += bar.count * Math.min(inside / bar.days, 1);
    sure &&= bar.sure && inside >= bar.days;
  }
  return { total: Math.round(total), sure };
}

/** The shortest `{start, end, total}` within which `share` of the `total` begin, or null where nothing does. */
export function densest(found, share) {
  const total = found.reduce((all, bar) => all + bar.count, 0);
  let [best, from, inside] = [null, 0, 0];
  for (const bar of found) {
    inside += bar.count;
    while (inside - found[from].count >= total * share) inside -= found[from++].count;
    const [start, end] = [found[from].day, bar.day + bar.days];
    if (inside >= total * share && (!best || end - start < best.end - best.start)) best = { start, end, total };
  }
  return best;
}
