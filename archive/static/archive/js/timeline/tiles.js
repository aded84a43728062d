/**
 * The tiles of the drawing: fetched when they come into view, kept while there is room. A tile of level L is
 * 2^(L + 6) days long and has 64 bins.
 */

export const LOWEST = -6;
export const HIGHEST = 33;
export const BINS = 64;
const NARROWEST = 512;
const KEPT = 48;
const AT_ONCE = 6;
const AGAIN_AFTER = 3000;
const COARSER = 12;
const FINER = 4;

export const tileDays = (level) => 2 ** (level + 6);
export const tileIndex = (level, day) => Math.floor(day / tileDays(level));

/** The level at which a tile is 512 to 1024 pixels wide. */
export function levelFor(scale) {
  const level = Math.ceil(Math.log2(NARROWEST / scale)) - 6;
  return Math.min(Math.max(level, LOWEST), HIGHEST);
}

const exists = (level, index) => index >= -(2 ** (HIGHEST - level)) && index < 2 ** (HIGHEST - level);
const key = (level, index) => `${level}/${index}`;

export class Tiles {
  /** `address`: "/tiles/"; `query`: filters and lanes; `changed` is called when one has come. */
  constructor({ address, version, query, changed }) {
    Object.assign(this, { address, version, query, changed });
    this.kept = new Map();
    this.failed = new Map();
    this.pending = new Set();
    this.waiting = [];
    this.revision = 0;
    this.generation = new AbortController();
  }

  /** A tile that is here, or undefined; one of an earlier version serves until the present one comes. */
  get(level, index) {
    return this.kept.get(key(level, index));
  }

  /** Fetch these `[level, index]`, the first of them first, in place of what was waiting. */
  want(wanted) {
    this.waiting = wanted.filter(([level, index]) => this._isMissing(level, index));
    for (const [level, index] of wanted) this._touch(level, index);
    this._next();
  }

  get idle() {
    return this.pending.size === 0 && this.waiting.length === 0;
  }

  /** Forget what is on its way. */
  close() {
    this.generation.abort();
    this.waiting = [];
  }

  /** The nearest coarser tile that is here: `{tile, level, index}`, or null. */
  coarser(level, index) {
    for (let up = 1; up <= COARSER && level + up <= HIGHEST; up += 1) {
      const above = Math.floor(index / 2 ** up);
      const tile = this.get(level + up, above);
      if (tile) return tile;
    }
    return null;
  }

  /** The finer tiles that cover this one wholly, of the nearest level that does, or null. */
  finer(level, index) {
    for (let down = 1; down <= FINER && level - down >= LOWEST; down += 1) {
      const found = Array.from({ length: 2 ** down }, (_, part) => this.get(level - down, index * 2 ** down + part));
      if (found.every(Boolean)) return found;
    }
    return null;
  }

  _isMissing(level, index) {
    const name = key(level, index);
    if (!exists(level, index) || this.pending.has(name)) return false;
    if (performance.now() < (this.failed.get(name) ?? 0)) return false;
    return this.kept.get(name)?.version !== this.version;
  }

  _touch(level, index) {
    const name = key(level, index);
    const tile = this.kept.get(name);
    if (!tile) return;
    this.kept.delete(name);
    this.kept.set(name, tile);
  }

  _next() {
    while (this.waiting.length && this.pending.size < AT_ONCE) this._fetch(...this.waiting.shift());
  }

  async _fetch(level, index) {
    const name = key(level, index);
    const { generation, version } = this;
    this.pending.add(name);
    try {
      const query = this.query ? `?${this.query}` : "";
      const address = `${this.address}${version}/${level}/${index}.json${query}`;
      const response = await fetch(address, { signal: generation.signal });
      const answer = await response.json();
      if (response.ok) this._keep(name, answer);
      else if (answer.archive_version && answer.archive_version !== version) this._renew(answer.archive_version);
      else this.failed.set(name, Infinity);
    } catch {
      // Without a connection, or with an answer that is no tile: the coarser one stands for it, and later we ask again.
      if (!generation.signal.aborted) this._failed(name);
    }
    if (generation !== this.generation) return;
    this.pending.delete(name);
    this.changed();
    this._next();
  }

  _keep(name, tile) {
    this.kept.delete(name);
    this.kept.set(name, tile);
    this.revision += 1;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
  }

  /** The archive has changed: what is on its way is void, what is here stands until the new comes. */
  _renew(version) {
    this.generation.abort();
    this.generation = new AbortController();
    this.pending.clear();
    this.version = version;
    this._told();
  }

  _failed(name) {
    this.failed.set(name, performance.now() + AGAIN_AFTER);
    setTimeout(() => this._told(), AGAIN_AFTER + 1);
  }

  /** Something is otherwise than it was: whoever draws looks again at what there is and what is missing. */
  _told() {
    this.revision += 1;
    this.changed();
  }
}
