/** Gives each event a row of its lane in which neither its mark nor its label touches another. */

const GAP = 14;
const EDGE = 4;
const LEAST = 24;
const STUB = 44;
const WIDEST = 240;
const LEAVING = 9;
const MOST_LABELS = 60;
const MOST_MARKS = 240;

/** The width of a mark that is a moment, in pixels. */
export const MARK = 9;

/**
 * Set `row`, `left`, `right`, `x0`, `x1`, `labelX`, `text` and `width` of the candidates that find room, and return these, each lane's
 * rows counted from its base. While the view moves, what has a place keeps it (`settle` false); when it rests, the
 * weightiest choose first.
 */
export function place(candidates, view, theme, { settle, lastLabels = MOST_LABELS }) {
  const taken = new Map();
  const placed = [];
  const most = Math.min(WIDEST, view.width * 0.6);
  let labels = 0;
  const visible = candidates.filter((item) => !item.lane.folded && locate(item, view));
  const order = settle ? visible : [...visible.filter(hasPlace), ...visible.filter((item) => !hasPlace(item))];
  const seen = new Set(order);
  for (const item of candidates) if (!seen.has(item)) forget(item);
  for (const item of order) {
    const fitted = labels < lastLabels ? theme.fitted(item.event.title, most) : null;
    const rows = rowsOf(taken, item.lane);
    const few = visible.length <= lastLabels;
    if (placed.length >= MOST_MARKS || !(findRoom(item, fitted, view, rows) || (few && makeRoom(item, view, rows)))) {
      forget(item);
      continue;
    }
    if (item.text) labels += 1;
    placed.push(item);
  }
  return placed;
}

const hasPlace = (item) => item.row >= 0;

function forget(item) {
  item.row = -1;
  item.alpha = 0;
  item.y = NaN;
}

/** Where the mark stands, in pixels; false where it does not stand in the view. */
function locate(item, view) {
  const [start, end] = [view.x(item.start), view.x(item.end)];
  item.x0 = Math.max(start, -2 * MARK);
  item.x1 = Math.min(Math.max(end, item.x0 + MARK), view.width + 2 * MARK);
  // What is about to leave the view grows faint, so that no name comes or goes at once.
  item.presence = Math.min(Math.max(Math.min(item.x1, view.width - start) / LEAVING, 0), 1);
  item.isSpan = end - start > MARK * 1.5;
  return end >= 0 && start <= view.width && item.x1 >= 0;
}

/** With its label or else without; what has no end, if need be, with no more than its beginning. */
function findRoom(item, fitted, view, rows) {
  const ends = item.end === Infinity ? [item.x1, Math.min(item.x0 + STUB, item.x1)] : [item.x1];
  for (const words of fitted ? [fitted, null] : [null]) {
    for (const end of ends) {
      item.x1 = end;
      measure(item, words, view);
      const row = freeRow(rows, item);
      if (row < 0) continue;
      take(rows, row, item);
      return true;
    }
  }
  return false;
}

function take(rows, row, item) {
  item.row = row;
  rows[row].push(item);
}

/** The place of an item, `left` to `right`, is at least as wide as a pointer needs. */
function measure(item, fitted, view) {
  const middle = (item.x0 + item.x1) / 2;
  item.text = fitted ? fitted.text : "";
  item.width = fitted ? fitted.width : 0;
  item.labelX = fitted ? labelStart(item, item.width, view.width) : item.x0;
  item.left = Math.min(item.labelX, item.x0, middle - LEAST / 2);
  item.right = Math.max(item.labelX + item.width, item.x1, middle + LEAST / 2);
}

/** Where events are few, each has its mark, even if labels must give way to it. */
function makeRoom(item, view, rows) {
  for (const [number, row] of rows.entries()) {
    const inTheWay = row.filter((other) => touch(item, other));
    const bare = inTheWay.map((other) => ({ ...other }));
    for (const other of bare) measure(other, null, view);
    if (bare.some((other) => touch(item, other))) continue;
    for (const other of inTheWay) measure(other, null, view);
    take(rows, number, item);
    return true;
  }
  return false;
}

/** Above the mark's beginning, and wholly in the view while any of the mark is. */
const labelStart = (item, width, viewWidth) => Math.max(Math.min(item.x0, viewWidth - width - EDGE), EDGE);

function rowsOf(taken, lane) {
  if (!taken.has(lane)) taken.set(lane, Array.from({ length: lane.rows }, () => []));
  return taken.get(lane);
}

function freeRow(rows, item) {
  const isFree = (row) => !row.some((other) => touch(item, other));
  if (item.row >= 0 && item.row < rows.length && isFree(rows[item.row])) return item.row;
  return rows.findIndex(isFree);
}

function touch(one, other) {
  const room = (item) => item.right + (item.text ? GAP : 0);
  return one.left < room(other) && room(one) > other.left;
}
