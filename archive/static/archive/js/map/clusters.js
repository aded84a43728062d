/**
 * Places that would stand too close together on the map become one cluster, which stands at the busiest of them:
 * a point between them would be a place where nothing happened.
 */

/**
 * @param places {count, latitude, longitude}, those with most events first
 * @param pixels the point (x, y, in pixels) at which a place stands at this zoom
 * @param distance in pixels: no two clusters are nearer to each other
 * @returns clusters {places, count, x, y}, each with the busiest place first
 */
export function clustered(places, pixels, distance) {
  const clusters = [];
  const cells = new Map();
  for (const place of places) {
    const { x, y } = pixels(place);
    const [column, row] = [Math.floor(x / distance), Math.floor(y / distance)];
    const near = nearest(cells, column, row, x, y, distance);
    if (near) {
      near.places.push(place);
      near.count += place.count;
      continue;
    }
    const cluster = { places: [place], count: place.count, x, y };
    clusters.push(cluster);
    const key = `${column}:${row}`;
    cells.set(key, [...(cells.get(key) ?? []), cluster]);
  }
  return clusters.sort((one, other) => other.count - one.count);
}

/** The nearest cluster within the distance: none lies further away than in a neighbouring cell. */
function nearest(cells, column, row, x, y, distance) {
  let found = null;
  let least = distance;
  for (let across = column - 1; across <= column + 1; across += 1) {
    for (let down = row - 1; down <= row + 1; down += 1) {
      for (const cluster of cells.get(`${across}:${down}`) ?? []) {
        const away = Math.hypot(cluster.x - x, cluster.y - y);
        if (away < least) [found, least] = [cluster, away];
      }
    }
  }
  return found;
}
