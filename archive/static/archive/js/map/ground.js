/** What lies under the places: countries, coarse from afar and fine from near, and the lines of the graticule. */

import { polygons } from "./shapes.js";

const FINE_FROM_ZOOM = 4;
/** Between the lines of the graticule, by the least zoom at which they stand so close. */
const DEGREES_BETWEEN_LINES = [[5, 5], [3.5, 10], [2, 15], [0, 30]];
/** Mercator's map has no poles; this is where Leaflet ends it. */
const FURTHEST_LATITUDE = 85;

export class Ground {
  constructor(map, { coarse, fine }) {
    this.map = map;
    this.addresses = { coarse, fine };
    this.shapes = {};
    this.shown = null;
    this.renderer = L.svg({ pane: pane(map, "ground", 200), padding: 0.4 });
    this.lines = L.svg({ pane: pane(map, "graticule", 210), padding: 0.4 });
    map.on("zoomend", () => this.rule());
    this.rule();
    map.on("zoomend", () => this.show());
  }

  /** Draws the shapes that this zoom asks for; what is drawn stays until they have come. */
  async show() {
    const wanted = this.map.getZoom() >= FINE_FROM_ZOOM ? "fine" : "coarse";
    this.wanted = wanted;
    this.shapes[wanted] ??= this.load(wanted);
    const layer = await this.shapes[wanted];
    if (this.wanted !== wanted || this.shown === layer) return;
    layer.addTo(this.map);
    this.shown?.remove();
    this.shown = layer;
  }

  /** Draws the graticule, finer from near. */
  rule() {
    const [, degrees] = DEGREES_BETWEEN_LINES.find(([least]) => this.map.getZoom() >= least);
    if (degrees === this.degrees) return;
    this.degrees = degrees;
    this.graticule?.remove();
    const options = { renderer: this.lines, interactive: false, className: "map-graticule" };
    this.graticule = L.polyline(graticule(degrees), options).addTo(this.map);
  }

  async load(name) {
    const answer = await fetch(this.addresses[name]);
    if (!answer.ok) throw new Error(`${answer.status} ${this.addresses[name]}`);
    const options = { renderer: this.renderer, interactive: false, className: "map-country", smoothFactor: 1 };
    return L.polygon(polygons(await answer.json(), "countries"), options);
  }
}

function graticule(degrees) {
  const lines = [];
  for (let degree = -180; degree <= 180; degree += degrees) {
    lines.push([[-FURTHEST_LATITUDE, degree], [FURTHEST_LATITUDE, degree]]);
    if (Math.abs(degree) < FURTHEST_LATITUDE) lines.push([[degree, -180], [degree, 180]]);
  }
  return lines;
}

/** A pane of its own, so that what lies in it keeps its order whenever it is drawn. */
function pane(map, name, level) {
  map.createPane(name).classList.add(`map-level-${level}`);
  return name;
}
