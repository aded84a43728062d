/**
 * Hands: mouse, touch, trackpad and keyboard, told to `act` as moves of the drawing.
 *
 * The page's own scrolling is not taken away: a plain vertical wheel zooms only while the drawing is *held*, from a
 * press in it until the pointer leaves it or Escape is pressed. With Ctrl, which is also how a
 * trackpad tells of a pinch, it always zooms; sideways it always pans. A finger that moves up or down scrolls the page.
 */

const SLACK = 5;
const LINE = 16;
const MOST_DELTA = 60;
const FLING_FROM = 0.35;
const LATELY = 60;

export class Hands {
  constructor(stage, plot, act) {
    Object.assign(this, { stage, plot, act });
    this.pointers = new Map();
    this.dragging = false;
    this.rectangle = null;
    addEventListener("scroll", () => (this.rectangle = null), { passive: true, capture: true });
    addEventListener("resize", () => (this.rectangle = null), { passive: true });
    const listen = (name, options) => stage.addEventListener(name, (event) => this[`_${name}`](event), options);
    for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave", "dblclick"]) listen(name);
    listen("click", { capture: true });
    listen("wheel", { passive: false });
    listen("keydown");
    listen("dragstart");
  }

  /** Where an event is in the drawing; the layout is read only when it may have changed. */
  at(event) {
    this.rectangle ??= this.plot.getBoundingClientRect();
    return { x: event.clientX - this.rectangle.left, y: event.clientY - this.rectangle.top };
  }

  forgetPlace() {
    this.rectangle = null;
  }

  hold(held) {
    this.held = held;
    this.stage.toggleAttribute("data-held", held);
  }

  _dragstart(event) {
    event.preventDefault();
  }

  _pointerdown(event) {
    if (event.button !== 0 || event.target.closest("[data-not-drawing]")) return;
    this.hold(true);
    this.wasDragged = false;
    this.pointers.set(event.pointerId, { ...this.at(event), time: event.timeStamp });
    this.path = [];
    this.act.grab();
  }

  _pointermove(event) {
    const before = this.pointers.get(event.pointerId);
    const now = { ...this.at(event), time: event.timeStamp };
    if (!before) {
      if (event.pointerType !== "touch") this.act.point(event.target.closest("[data-not-drawing]") ? null : now);
      return;
    }
    if (this.pointers.size === 2) this._pinch(event.pointerId, now);
    else this._drag(event, before, now);
  }

  _drag(event, before, now) {
    if (!this.dragging && Math.abs(now.x - before.x) < SLACK) return;
    this._take(event.pointerId);
    this.act.pan(before.x - now.x);
    this.path = [...this.path.filter((past) => now.time - past.time < LATELY), now];
    this.pointers.set(event.pointerId, now);
  }

  _pinch(moved, now) {
    const [other] = [...this.pointers].filter(([id]) => id !== moved).map(([, place]) => place);
    const before = this.pointers.get(moved);
    const spread = (place) => Math.max(Math.hypot(place.x - other.x, place.y - other.y), 20);
    const middle = (place) => (place.x + other.x) / 2;
    for (const id of this.pointers.keys()) this._take(id);
    this.act.pan(middle(before) - middle(now));
    this.act.zoom(spread(now) / spread(before), middle(now));
    this.pointers.set(moved, now);
    this.path = [];
  }

  _take(pointer) {
    this.dragging = true;
    this.wasDragged = true;
    this.stage.toggleAttribute("data-dragging", true);
    if (!this.stage.hasPointerCapture(pointer)) this.stage.setPointerCapture(pointer);
  }

  _pointerup(event) {
    if (!this.pointers.delete(event.pointerId) || this.pointers.size) return;
    if (this.dragging) this._release();
    this.dragging = false;
    this.stage.toggleAttribute("data-dragging", false);
  }

  _release() {
    const [first, last] = [this.path[0], this.path.at(-1)];
    const speed = first && last.time > first.time ? (first.x - last.x) / (last.time - first.time) : 0;
    this.act.release(Math.abs(speed) > FLING_FROM ? speed : 0);
  }

  _pointercancel(event) {
    this.pointers.delete(event.pointerId);
    this.dragging = false;
    this.stage.toggleAttribute("data-dragging", false);
  }

  _pointerleave(event) {
    if (event.pointerType === "touch") return;
    if (!this.dragging) this.hold(false);
    this.act.point(null);
  }

  _click(event) {
    if (event.target.closest("[data-not-drawing]")) return;
    if (this.wasDragged) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      this.act.press(event, this.at(event), event.pointerType === "touch");
    }
    this.wasDragged = false;
  }

  _dblclick(event) {
    if (event.target.closest("a, button, [data-not-drawing]")) return;
    event.preventDefault();
    this.act.step(event.shiftKey ? 0.5 : 2, this.at(event).x);
  }

  _wheel(event) {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
    const [across, down] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) this._wheelZoom(event, down, 0.01);
    else if (Math.abs(across) > Math.abs(down)) this._wheelPan(event, across);
    else if (event.shiftKey) this._wheelPan(event, down);
    else if (this.held && down) this._wheelZoom(event, down, 0.004);
  }

  _wheelPan(event, pixels) {
    event.preventDefault();
    this.act.pan(pixels);
    this.act.moved();
  }

  _wheelZoom(event, delta, strength) {
    event.preventDefault();
    const bounded = Math.max(-MOST_DELTA, Math.min(delta, MOST_DELTA));
    this.act.zoom(Math.exp(-bounded * strength), this.at(event).x);
    this.act.moved();
  }

  _keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("[data-not-drawing]")) return;
    if (event.key === "Escape") this.hold(false);
    if (this.act.key(event)) event.preventDefault();
  }
}
