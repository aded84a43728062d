/** The drawing itself: one canvas, painted when something has changed, and the frame in which everything is decided. */

import { axis } from "./axis.js";
import { bars, densest, densityLevel } from "./density.js";
import { barHeight, draw } from "./draw.js";
import { candidates } from "./events.js";
import { place } from "./labels.js";
import { arrange, whole } from "./lanes.js";
import { levelFor, tileIndex, Tiles } from "./tiles.js";
import { Move, View } from "./view.js";

const MOVE = 180;
const FADE = 140;
const FLING_SLOWS = 260;
const FLING_ENDS = 0.02;
const BETWEEN_WANTS = 80;
const BESIDE_AFTER = 400;
const NEARLY_ALL = 0.95;
const MANY = 100;
const DESERT = 0.35;
const COARSER_KEPT = 3;
const MOST_PIXELS = 2;

export class Drawing {
  /** `rested` is called when what is shown has changed and stands still; `drawn` after each frame. */
  constructor({ canvas, theme, words, extent, today, tiles, drawn }) {
    Object.assign(this, { canvas, theme, words, today, drawn });
    this.context = canvas.getContext("2d");
    this.view = new View(extent);
    this.lanes = whole();
    this.items = [];
    this.known = new Map();
    this.peak = 1;
    this.active = "";
    this.activeBar = null;
    this.height = 0;
    // While the lanes that the address asks for are not known, nothing is fetched.
    this.waits = false;
    // While the first view is sought, nothing is shown.
    this.seeks = false;
    this.tiles = this._store(tiles);
  }

  /** The canvas has another size, in CSS pixels; returns the height that the lanes need at least. */
  resize(width, height) {
    const ratio = Math.min(devicePixelRatio || 1, MOST_PIXELS);
    this.height = height;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.view.resize(width);
    const needed = this.arrange();
    this.frame(performance.now());
    return needed;
  }

  arrange() {
    this.settle = true;
    return arrange(this.lanes, this.height - this.theme.axisHeight, this.theme) + this.theme.axisHeight;
  }

  /** Where the view is, or where it is going. */
  get goal() {
    return this.move?.to ?? { start: this.view.start, end: this.view.end };
  }

  moveTo(start, end) {
    this.fling(0);
    this.move = new Move(this.view, start, end, performance.now(), this.theme.still ? 0 : MOVE);
    this.request();
  }

  pan(pixels) {
    this.move = null;
    this.view.pan(pixels);
    this.request();
  }

  zoom(factor, x) {
    this.move = null;
    this.view.zoom(factor, x);
    this.request();
  }

  /** Go on at a speed, in pixels a millisecond, ever slower; 0 stops. */
  fling(speed) {
    this.speed = this.theme.still ? 0 : speed;
    if (speed) this.request();
  }

  /** Take up other lanes and the tiles that have them, once those that are in view have come. */
  take(lanes, tiles, taken) {
    const store = this._store(tiles);
    this.waits = false;
    this.next?.store.close();
    this.next = { lanes, store, taken };
    store.want(this._wanted(true));
    this._adopt();
  }

  request() {
    this.asked ||= requestAnimationFrame((now) => this.frame(now));
  }

  /** The weightiest choose their places anew. */
  rest() {
    this.settle = true;
    this.request();
  }

  /** Whether nothing is on its way that the view waits for. */
  get isComplete() {
    return !this.waits && this.wantedFor !== undefined && this.tiles.idle && !this.next;
  }

  get moving() {
    return Boolean(this.move || this.speed);
  }

  frame(now) {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    const past = Math.min(now - (this.last ?? now), 50);
    this.last = now;
    this._advance(now, past);
    this._gather(now);
    const levelling = this._level();
    this.items = place(this.candidates, this.view, this.theme, { settle: this.settle });
    this.settle = false;
    const fading = this._fade(past);
    if (!this.seeks) draw(this.context, this.scene());
    this.drawn();
    if (this.moving || fading || levelling) this.request();
    else this.last = undefined;
  }

  scene() {
    const { view, theme, words, lanes, bars, peak, items, today, active, activeBar, height } = this;
    return { view, theme, words, lanes, bars, peak, items, today, active, activeBar, height, axis: axis(view, words) };
  }

  /** Whether the view has gone closer to where nearly all events begin, so that a few far ones do not make it a desert. */
  seek() {
    const { view } = this;
    const all = bars(this.tiles, view, densityLevel(levelFor(view.scale)), null);
    const found = densest(all, NEARLY_ALL);
    if (!found || found.total < MANY || found.end - found.start > view.span * DESERT) return false;
    const margin = Math.max((found.end - found.start) * 0.05, 1);
    const [start, end] = [Math.max(found.start - margin, view.start), Math.min(found.end + margin, view.end)];
    if (end - start > view.span * DESERT * 1.5 || end - start < 31) return false;
    view.show(start, end);
    this.wantedAt = undefined;
    this.frame(performance.now());
    return true;
  }

  /** The event at a place, or the nearest within `reach` pixels of it. */
  itemAt({ x, y }, reach) {
    const distance = (item) => {
      const across = Math.max(item.left - x, x - item.right, 0);
      const down = Math.max(item.y - y, y - item.y - this.theme.labelHeight - 12, 0);
      return Math.hypot(across, down);
    };
    const near = this.items.map((item) => [distance(item), item]).filter(([far]) => far <= reach);
    return near.sort(([a], [b]) => a - b)[0]?.[1] ?? null;
  }

  /** `{bar, lane, top}` of the density at a place, or null. */
  barAt({ x, y }) {
    const number = this.lanes.findIndex((lane) => y >= lane.base - lane.outline && y <= lane.base);
    const day = this.view.day(x);
    const bar = this.bars[number]?.find((one) => one.day <= day && day < one.day + one.days);
    return bar ? { bar, lane: this.lanes[number], top: this.barTop(bar, this.lanes[number]) } : null;
  }

  barTop(bar, lane) {
    return lane.base - barHeight(bar.count, this.peak, lane.outline - 6);
  }

  _store(settings) {
    return new Tiles({
      ...settings,
      changed: () => {
        this._adopt();
        this.settle ||= !this.moving;
        this.request();
      },
    });
  }

  _adopt() {
    if (!this.next) return;
    const { lanes, store, taken } = this.next;
    const isHere = this._wanted(false).every(([level, index]) => store.get(level, index));
    if (!isHere && !store.idle) return;
    this.tiles.close();
    Object.assign(this, { lanes, tiles: store, next: null, known: new Map(), candidates: null, key: "" });
    this.arrange();
    taken();
    this.request();
  }

  _advance(now, past) {
    if (this.move?.step(now)) this.move = null;
    if (!this.speed) return;
    this.view.pan(this.speed * past);
    this.speed *= Math.exp(-past / FLING_SLOWS);
    if (Math.abs(this.speed) < FLING_ENDS) this.speed = 0;
  }

  /** From the tiles that are here: the bars of each lane and the candidates for a name. */
  _gather(now) {
    const level = levelFor(this.view.scale);
    const key = [level, tileIndex(level, this.view.start), tileIndex(level, this.view.end), this.tiles.revision].join();
    if (key !== this.key || !this.candidates) {
      this.key = key;
      this.bars = this.lanes.map((lane) => bars(this.tiles, this.view, densityLevel(level), lane.value));
      this.candidates = candidates(this.tiles, this.view, level, this.lanes, this.known);
      this.known = new Map(this.candidates.map((item) => [item.key, item]));
      this.activeBar = null;
    }
    this._want(now, key);
  }

  /** Not in every frame of a quick move: what is passed at speed is not fetched. */
  _want(now, key) {
    if (this.waits || key === this.wantedFor) return;
    clearTimeout(this.later);
    if (now - (this.wantedAt ?? -Infinity) < BETWEEN_WANTS) {
      this.later = setTimeout(() => this.request(), BETWEEN_WANTS);
      return;
    }
    this.wantedAt = now;
    this.wantedFor = key;
    this.tiles.want(this._wanted(this.isSettled));
  }

  /** The first view is complete: from now on what is beside it is fetched too, and what is new fades in. */
  settleIn() {
    this.isSettled = true;
    this.wantedFor = "";
    this.later = setTimeout(() => this.request(), BESIDE_AFTER);
  }

  /** `[level, index]` of the tiles in view, and with `beside` of those around and above. */
  _wanted(beside) {
    const level = levelFor(this.view.scale);
    const levels = [...new Set([level, densityLevel(level)])];
    const within = (of, more) => {
      const [from, to] = [tileIndex(of, this.view.start) - more, tileIndex(of, this.view.end) + more];
      return Array.from({ length: to - from + 1 }, (_, number) => [of, from + number]);
    };
    const visible = levels.flatMap((of) => within(of, 0));
    if (!beside) return visible;
    const seen = new Set(visible.map(String));
    const around = [...within(Math.min(level + COARSER_KEPT, 33), 0), ...within(level, 1)];
    return [...visible, ...around.filter((one) => !seen.has(String(one)))];
  }

  /** Let the scale of the density follow its highest bar; whether it is still on its way. */
  _level() {
    const { start, end } = this.view;
    let most = 0;
    for (const lane of this.bars) {
      for (const bar of lane) if (bar.count > most && bar.day < end && bar.day + bar.days > start) most = bar.count;
    }
    if (!most) return false;
    const near = Math.abs(most - this.peak) < 0.01 * most;
    this.peak = near || this.theme.still || !this.isSettled ? most : this.peak + (most - this.peak) * 0.25;
    return this.peak !== most;
  }

  /** New names come up out of the paper, names that change rows glide; whether any is still on its way. */
  _fade(past) {
    const step = this.theme.still || !this.isSettled ? 1 : Math.max(past, 8) / FADE;
    let going = false;
    for (const item of this.items) {
      const y = item.lane.rowsBase - (item.row + 1) * this.theme.rowHeight;
      item.alpha = Math.min(item.alpha + step, 1);
      const rest = y - item.y;
      item.y = Number.isNaN(item.y) || Math.abs(rest) < 0.5 || this.theme.still ? y : item.y + rest * Math.min(step * 2.5, 1);
      going ||= item.alpha < 1 || item.y !== y;
    }
    return going;
  }
}
