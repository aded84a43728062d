/** Gives each event a row of its lane in which neither its mark nor its label touches another. */

const GAP = 14;
const EDGE = 4;
const LEAST = 24;
const STUB = 44;
const WIDEST = 240;
const LONGEST = 480;
const STEP = 20;
const LEAVING = 9;
const FEW = 24;
const MOST_LABELS = 60;
const MOST_MARKS = 240;

/** The width of a mark that is a moment, in pixels. */
export const MARK = 9;

/**
 * Set `row`, `left`, `right`, `x0`, `x1`, `labelX`, `text` and `width` of the candidates that find room, and return
 * these, each lane's rows counted from its base. While the view moves, what has a place keeps it (`settle` false); when
 * it rests, the weightiest choose first.
 */
export function place(candidates, view, theme, { settle }) {
  const taken = new Map();
  const placed = [];
  let labels = 0;
  const visible = candidates.filter((item) => !item.lane.folded && locate(item, view));
  const turns = inTurn(visible, view);
  const order = settle ? turns : [...turns.filter(hasPlace), ...turns.filter((item) => !hasPlace(item))];
  const seen = new Set(order);
  for (const item of candidates) if (!seen.has(item)) forget(item);
  for (const item of order) {
    const texts = labels < MOST_LABELS ? textsOf(item, view, theme, settle) : [null];
    const rows = rowsOf(taken, item.lane);
    const yields = visible.length <= FEW && !item.isLate;
    if (placed.length < MOST_MARKS && (findRoom(item, texts, view, rows) || (yields && makeRoom(item, view, rows)))) {
      if (item.text) labels += 1;
      placed.push(item);
    } else forget(item);
  }
  if (settle) for (const rows of taken.values()) for (const row of rows) widen(row, view, theme);
  return placed;
}

/** By weight; but of what lasts through most of the view only so many that rows are left for what happens in it. */
function inTurn(visible, view) {
  const long = new Map();
  const [first, late] = [[], []];
  for (const item of visible) {
    const isLong = Math.min(item.x1, view.width) - Math.max(item.x0, 0) > view.width / 2;
    const before = long.get(item.lane) ?? 0;
    if (isLong) long.set(item.lane, before + 1);
    item.isLate = isLong && before >= Math.max(Math.floor(item.lane.rows / 3), 1);
    (item.isLate ? late : first).push(item);
  }
  return [...first, ...late];
}

/** How much of the title to try to show: as much as there was room for when the view rested, else a part, else nothing. */
function textsOf(item, view, theme, settle) {
  const most = theme.fitted(item.event.title, Math.min(WIDEST, view.width * 0.6));
  if (settle) item.wide = null;
  return item.wide ? [item.wide, most, null] : [most, null];
}

/** Where nothing follows in its row, a title is shown as far as there is room. */
function widen(row, view, theme) {
  row.sort((a, b) => a.left - b.left);
  row.forEach((item, number) => {
    if (!item.text || item.text === item.event.title) return;
    const end = Math.min(row[number + 1]?.left - GAP || Infinity, view.width - EDGE);
    const room = Math.floor(Math.min(end - item.labelX, LONGEST) / STEP) * STEP;
    if (room <= item.width) return;
    item.wide = theme.fitted(item.event.title, room);
    measure(item, item.wide, view);
  });
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

/** With one of these texts, null for none; what has no end, if need be, with no more than its beginning. */
function findRoom(item, texts, view, rows) {
  const ends = item.end === Infinity ? [item.x1, Math.min(item.x0 + STUB, item.x1)] : [item.x1];
  for (const words of texts) {
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

/** Where events are few, each has its mark, even if labels of those that weigh more must give way to it. */
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
