/**
 * The places on the map, those too close together as one. A disc says how many events, a ring where the place surely
 * lies; where the ring is wider than the disc, the disc is hollow: it is no point.
 */

import { clustered } from "./clusters.js";

const LEAST_DISC = 26;
const MOST_DISC = 44;
const APART = 48;
const MOST_IN_TAB_ORDER = 60;

export class Markers {
  /** @param texts `cluster`: what a cluster is called, with {places} and {events} */
  constructor(map, places, texts, open) {
    this.map = map;
    this.places = places;
    this.texts = texts;
    this.open = open;
    this.most = Math.max(...places.map((place) => place.count));
    this.shown = new Map();
    this.numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
    this.short = new Intl.NumberFormat(document.documentElement.lang || "en", { notation: "compact" });
    map.on("moveend", () => this.draw());
    this.draw();
  }

  /** Keeps those that are still right, so that none flickers or loses the focus. */
  draw() {
    const wanted = new Map(this.inSight().map((cluster) => [keyOf(cluster), cluster]));
    for (const [key, layers] of this.shown) {
      if (wanted.has(key)) continue;
      layers.forEach((layer) => layer.remove());
      this.shown.delete(key);
    }
    for (const [key, cluster] of wanted) {
      if (!this.shown.has(key)) this.shown.set(key, this.added(cluster));
    }
    this.order([...wanted.keys()]);
  }

  inSight() {
    const zoom = this.map.getZoom();
    if (this.clusters?.zoom !== zoom) {
      const pixels = (place) => this.map.project([place.latitude, place.longitude], zoom);
      this.clusters = { zoom, all: clustered(this.places, pixels, APART) };
    }
    const bounds = this.map.getBounds().pad(0.25);
    return this.clusters.all.filter(({ places: [first] }) => bounds.contains([first.latitude, first.longitude]));
  }

  /** The keyboard comes to the busiest first, and to no more of them than somebody would pass through. */
  order(keys) {
    keys.forEach((key, place) => {
      const element = this.shown.get(key)[0].getElement();
      element.tabIndex = place < MOST_IN_TAB_ORDER ? 0 : -1;
      // Moving the focused element in the document would take its focus away.
      if (!document.activeElement?.classList.contains("map-marker")) element.parentElement.append(element);
    });
  }

  added(cluster) {
    const [place] = cluster.places;
    const alone = cluster.places.length === 1;
    const size = this.size(cluster.count);
    const position = [place.latitude, place.longitude];
    const area = alone && place.uncertainty_m ? ring(position, place.uncertainty_m).addTo(this.map) : null;
    const wide = area && this.radius(area, position) > size / 2;
    const icon = L.divIcon({ className: classes(alone, wide), iconSize: [size, size], html: this.face(cluster) });
    const marker = L.marker(position, { icon, keyboard: false, riseOnHover: true }).addTo(this.map);
    this.equip(marker, cluster, area);
    return area ? [marker, area] : [marker];
  }

  equip(marker, cluster, area) {
    const element = marker.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", this.label(cluster));
    const act = () => this.open(cluster, element);
    marker.on("click", act);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
    for (const [starts, ends] of [["mouseover", "mouseout"], ["focus", "blur"]]) {
      element.addEventListener(starts, () => area?.getElement()?.classList.add("map-area-near"));
      element.addEventListener(ends, () => area?.getElement()?.classList.remove("map-area-near"));
    }
  }

  label({ places, count }) {
    if (places.length === 1) return [places[0].name, places[0].counted, places[0].area].filter(Boolean).join(", ");
    const numbers = { places: this.numbers.format(places.length), events: this.numbers.format(count) };
    return this.texts.cluster.replace(/\{(\w+)\}/g, (_whole, name) => numbers[name]);
  }

  face({ count }) {
    const face = document.createElement("span");
    face.textContent = count < 10_000 ? this.numbers.format(count) : this.short.format(count);
    return face;
  }

  /** The disc's width in pixels, by the logarithm of the count. */
  size(count) {
    const share = Math.log(count + 1) / Math.log(Math.max(this.most, count, 9) + 1);
    return Math.round(LEAST_DISC + (MOST_DISC - LEAST_DISC) * share);
  }

  /** How far the ring reaches to the north, in pixels. */
  radius(area, [latitude, longitude]) {
    const north = Math.min(latitude + area.getRadius() / 111_320, 85);
    return this.map.project([latitude, longitude]).y - this.map.project([north, longitude]).y;
  }

  /** Gives the focus to the marker under which a place now stands. */
  focus(place) {
    for (const [key, cluster] of this.inSight().map((cluster) => [keyOf(cluster), cluster])) {
      if (cluster.places.includes(place)) this.shown.get(key)?.[0].getElement().focus();
    }
  }
}

function ring(position, radius) {
  return L.circle(position, { radius, className: "map-area", interactive: false });
}

function keyOf({ places }) {
  return `${places[0].slug} ${places.length}`;
}

function classes(alone, wide) {
  return ["map-marker", alone ? "" : "map-cluster", wide ? "map-marker-wide" : ""].filter(Boolean).join(" ");
}
