/** The drawn timeline: brings its parts together over the element that carries `data-timeline`. */

import { readAddress } from "./address.js";
import { Bins } from "./bins.js";
import { today } from "./calendar.js";
import { Card } from "./card.js";
import { Controls } from "./controls.js";
import { Course } from "./course.js";
import { Drawing } from "./drawing.js";
import { Hands } from "./input.js";
import { fetchLanes, LaneNames, whole } from "./lanes.js";
import { Links } from "./links.js";
import { Pointing } from "./pointing.js";
import { Theme } from "./theme.js";
import { Words } from "./words.js";

const PAN = 0.15;
const PAN_FAR = 0.8;
const LONGEST_TODAY = 366;
const KEY_ZOOM = 1.6;

class Timeline {
  constructor(section) {
    const find = (name) => section.querySelector(`[data-${name}]`);
    const data = section.dataset;
    this.section = section;
    this.stage = find("stage");
    this.plot = find("plot");
    this.words = new Words(find("words"), document.documentElement.lang || "en");
    this.theme = new Theme(section, find("canvas").getContext("2d"));
    this.today = today();
    this.version = Number(data.version);
    this.address = readAddress();
    this.folded = new Set(this.address.folded);
    this.by = "";
    this.order = this.address.order;
    const extent = data.firstDay === "" ? null : { first: Number(data.firstDay), last: Number(data.lastDay) };
    this.drawing = new Drawing({
      canvas: find("canvas"),
      theme: this.theme,
      words: this.words,
      extent,
      today: this.today,
      tiles: this._tileSettings(data.filters, this.version),
      drawn: () => this._drawn(),
    });
    this.links = new Links(find("links"), this.words);
    this.card = new Card(find("card"), this.words);
    const { stage, drawing, links, card, words, theme } = this;
    this.pointing = new Pointing({ stage, drawing, links, card, words, theme });
    this.names = new LaneNames(find("lanes"), this.words, (lane) => this._fold(lane));
    this.course = new Course(this.drawing, this.words, { range: find("range"), status: find("status") }, () => ({
      by: this.by,
      order: this.order,
      folded: this.folded,
      keepLanes: this.by === this.address.by,
    }));
    this.bins = new Bins(find("bins"), this.drawing, this.words, this._binActs());
    this.controls = new Controls(section, this.words, this._controlActs());
    this.hands = new Hands(this.stage, this.plot, this._handActs());
  }

  start() {
    const { from, to } = this.section.dataset;
    const all = this.drawing.view.whole(this.today);
    const first = from === "" ? all.start : Number(from);
    const end = to === "" ? all.end : Number(to) + 1;
    this.course.isWhole = from === "" && to === "";
    this.drawing.seeks = this.course.isWhole;
    this.drawing.view.width = this.plot.clientWidth;
    this.drawing.view.show(Math.min(first, end - 1), Math.max(end, first + 1));
    this.controls.show(this.address.by, this.order);
    new ResizeObserver(() => this._resize()).observe(this.plot);
    this.theme.watch(() => this._resize());
    addEventListener("popstate", () => this._goBack());
    if (!this.address.by) return;
    this.drawing.waits = true;
    this._lanes(this.address.by, this.order);
  }

  _tileSettings(query, version) {
    return { address: this.section.dataset.tiles, version, query };
  }

  _resize() {
    this.hands.forgetPlace();
    const needed = this.drawing.resize(this.plot.clientWidth, this.plot.clientHeight);
    this.stage.style.minBlockSize = this.by ? `${Math.ceil(needed)}px` : "";
    this.names.place(this.drawing.lanes);
    this._linksLater();
  }

  /** After every frame. Only the focused link follows in each; the others when the view has come to rest. */
  _drawn() {
    if (!this.links) return;
    this.links.follow(this.drawing.items, this.theme);
    this.bins?.follow();
    this.course?.tellRange();
    this._linksLater();
    if (!this.isReady && this.drawing.isComplete) this._ready();
  }

  _ready() {
    if (this.course.isWhole && this.drawing.seek()) {
      this.isSought = true;
      return;
    }
    this.isReady = true;
    this.drawing.seeks = false;
    this._reach();
    const { start, end } = this.drawing.view;
    this.home = this.course.isWhole ? { start, end } : this.drawing.view.whole(this.today);
    this.drawing.request();
    this.drawing.settleIn();
    this.section.toggleAttribute("data-ready", true);
    performance.mark("timeline-ready");
  }

  /** The page tells when the last event begins; how long the events in view last their tiles tell. */
  _reach() {
    const ends = this.drawing.candidates.map((item) => Math.ceil(item.end) - 1).filter(Number.isFinite);
    if (!this.drawing.view.reach(Math.max(...ends, -Infinity)) || this.isSought || !this.course.isWhole) return;
    const { start, end } = this.drawing.view.whole(this.today);
    this.drawing.view.show(start, end);
    this.drawing.request();
  }

  _linksLater() {
    clearTimeout(this.linking);
    this.linking = setTimeout(() => this.links.update(this.drawing.items, this.theme), 120);
  }

  // Moves of every kind

  _moveTo(start, end, options = {}) {
    this.card.hide();
    this.drawing.moveTo(start, end);
    this.course.moved({ deliberate: true, ...options });
  }

  _all() {
    const { start, end } = this.drawing.view.whole(this.today);
    this._moveTo(start, end, { whole: true });
  }

  _today() {
    const span = Math.min(this.drawing.view.span, LONGEST_TODAY);
    this._moveTo(this.today + 0.5 - span / 2, this.today + 0.5 + span / 2);
  }

  _end(edge) {
    const { start, end } = this.drawing.goal;
    const all = this.drawing.view.whole(this.today);
    if (edge === "first") this._moveTo(all.start, all.start + end - start);
    else this._moveTo(all.end - (end - start), all.end);
  }

  _step(factor, x = this.drawing.view.width / 2) {
    const { start, end } = this.drawing.goal;
    const { view } = this.drawing;
    const at = start + ((end - start) * x) / view.width;
    const span = Math.min(Math.max((end - start) / factor, 1 / 24), Math.max(view.widest, end - start));
    const from = at - (span * x) / view.width;
    this._moveTo(from, from + span);
  }

  _pan(share, options) {
    const { start, end } = this.drawing.goal;
    const by = (end - start) * share;
    this._moveTo(start + by, end + by, options);
  }

  _key(event) {
    const far = event.shiftKey ? PAN_FAR : PAN;
    const keys = {
      ArrowLeft: () => this._pan(-far, { deliberate: false }),
      ArrowRight: () => this._pan(far, { deliberate: false }),
      "+": () => this._step(KEY_ZOOM),
      "=": () => this._step(KEY_ZOOM),
      "-": () => this._step(1 / KEY_ZOOM),
      _: () => this._step(1 / KEY_ZOOM),
      Home: () => this._end("first"),
      End: () => this._end("last"),
      t: () => this._today(),
      a: () => this._all(),
      Escape: () => this.card.hide(),
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    act?.();
    return Boolean(act);
  }

  _handActs() {
    const moved = () => {
      this.card.hide();
      this.course.moved();
    };
    return {
      grab: () => this.drawing.fling(0),
      pan: (pixels) => {
        this.drawing.pan(pixels);
        moved();
      },
      zoom: (factor, x) => {
        this.drawing.zoom(factor, x);
        moved();
      },
      moved,
      release: (speed) => this.drawing.fling(speed),
      step: (factor, x) => this._step(factor, x),
      point: (at) => this.pointing.point(at),
      press: (event, at, touched) => this.pointing.press(event, at, touched),
      key: (event) => this._key(event),
    };
  }

  _controlActs() {
    return {
      all: () => this._all(),
      today: () => this._today(),
      step: (factor) => this._step(factor),
      jump: (start, end) => this._moveTo(start, end),
      lanes: (by, order) => this._lanes(by, order, true),
    };
  }

  _binActs() {
    return {
      shown: (bar, lane) => this.pointing.showBar(bar, lane),
      left: () => this.card.leave(),
      enter: (bar) => this._moveTo(bar.day, bar.day + bar.days),
      pan: (share) => this._pan(share),
    };
  }

  // Lanes

  async _lanes(by, order, deliberate = false) {
    this.asking?.abort();
    this.asking = new AbortController();
    const { filters, lanes: address } = this.section.dataset;
    const chosen = by === this.address.by ? this.address.chosen : [];
    try {
      const answer = by
        ? await fetchLanes(address, filters, by, order, chosen, this.asking.signal)
        : { archive_version: this.drawing.tiles.version, lanes: [] };
      const lanes = by ? answer.lanes.map((lane) => ({ ...lane, folded: this.folded.has(lane.value) })) : whole();
      this._take(by, order, lanes, answer.archive_version, deliberate);
    } catch (error) {
      if (error.name === "AbortError") return;
      // Without a connection the drawing stays, or begins, as it is.
      this.controls.show(this.by, this.order);
      this.drawing.waits = false;
      this.drawing.request();
    }
  }

  _take(by, order, lanes, version, deliberate) {
    const query = new URLSearchParams(this.section.dataset.filters);
    if (by) query.set("by", by);
    if (by) for (const lane of lanes) query.append("lane", lane.value);
    this.drawing.take(lanes.length ? lanes : whole(), this._tileSettings(query.toString(), version), () => {
      Object.assign(this, { by, order });
      this.section.dataset.by = by;
      this.controls.show(by, order);
      this.names.show(this.drawing.lanes);
      this._resize();
      if (deliberate) this.course.moved({ deliberate: true, whole: this.course.isWhole });
    });
  }

  _fold(lane) {
    lane.folded = !lane.folded;
    if (lane.folded) this.folded.add(lane.value);
    else this.folded.delete(lane.value);
    this.drawing.arrange();
    this._resize();
    this.course.moved({ whole: this.course.isWhole });
  }

  _goBack() {
    const address = readAddress();
    if (address.range === undefined) {
      location.reload();
      return;
    }
    // A link within the page, such as the first one, may be followed before the drawing is ready.
    const { start, end } = address.range ?? this.home ?? this.drawing.view;
    this.drawing.moveTo(start, end);
    this.course.isWhole = address.range === null;
    this.folded = new Set(address.folded);
    for (const lane of this.drawing.lanes) lane.folded = this.folded.has(lane.value);
    if (address.by !== this.by || address.order !== this.order) this._lanes(address.by, address.order);
    else this._resize();
    this.course.follow();
  }
}

for (const section of document.querySelectorAll("[data-timeline]")) new Timeline(section).start();
