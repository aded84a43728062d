/**
 * TopoJSON (https://github.com/topojson/topojson-specification) to rings that a flat map can draw.
 *
 * A ring is a list of [latitude, longitude] in degrees. The shapes go round the globe without a cut at the 180th
 * meridian, so a ring may step from 179° to -179°: here it goes on to 181°, and is drawn once more a whole turn away
 * where it lies beyond the edge. A ring round a pole is closed along the pole.
 */

const TURN = 360;
const EDGE = 180;
const POLE = -90;

/** All rings of one of the topology's collections, each polygon a list of rings, the first its outside. */
export function polygons(topology, name) {
  const arcs = topology.arcs.map((arc) => positions(arc, topology.transform));
  return topology.objects[name].geometries
    .flatMap((geometry) => (geometry.type === "Polygon" ? [geometry.arcs] : (geometry.arcs ?? [])))
    .flatMap((polygon) => withCopies(polygon.map((indexes) => ring(indexes, arcs))));
}

/** The points of an arc, which are kept as steps from one to the next. */
function positions(arc, { scale, translate }) {
  let [x, y] = [0, 0];
  return arc.map(([stepX, stepY]) => {
    x += stepX;
    y += stepY;
    return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
  });
}

function ring(indexes, arcs) {
  const points = indexes.flatMap((index, place) => {
    // A negative number is the complement of an arc that runs the other way.
    const arc = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
    return place ? arc.slice(1) : arc;
  });
  return closed(unwound(points));
}

/** The same without jumps: each longitude is within half a turn of the one before. */
function unwound(points) {
  let turn = 0;
  return points.map(([latitude, longitude], place) => {
    const step = place ? longitude - points[place - 1][1] : 0;
    if (Math.abs(step) > EDGE) turn -= Math.sign(step) * TURN;
    return [latitude, longitude + turn];
  });
}

function closed(points) {
  const first = points[0];
  const last = points.at(-1);
  if (Math.abs(last[1] - first[1]) < EDGE) return points;
  return [...points, [POLE, last[1]], [POLE, first[1]]];
}

/** The polygon, and where it reaches over an edge of the map once more from the other side. */
function withCopies(rings) {
  const longitudes = rings[0].map((point) => point[1]);
  const copies = [rings];
  if (longitudes.some((longitude) => longitude > EDGE)) copies.push(moved(rings, -TURN));
  if (longitudes.some((longitude) => longitude < -EDGE)) copies.push(moved(rings, TURN));
  return copies;
}

function moved(rings, turn) {
  return rings.map((points) => points.map(([latitude, longitude]) => [latitude, longitude + turn]));
}
