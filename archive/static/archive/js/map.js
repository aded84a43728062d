/** Draws the map above the list. Without it the same places stand in the table beside it. */

import { Ground } from "./map/ground.js";
import { Markers } from "./map/markers.js";
import { popupContent } from "./map/popups.js";

const WORLD = [[-56, -179], [78, 179]];
const FURTHEST = [[-85, -200], [85, 200]];
const CLOSEST_AT_FIRST = 6;
const CLOSEST = 10;
const MARGIN = 40;
/** in metres */
const WIDEST_AT_FIRST = 1_000_000;

const box = document.querySelector("[data-map]");
if (box) {
  draw(box).catch((error) => {
    box.hidden = true;
    box.parentElement.querySelector("[role=status]").textContent = box.dataset.wordsFailed;
    console.warn(error);
  });
}

async function draw(element) {
  const asked = fetch(element.dataset.places);
  const map = laidOut(element);
  const ground = new Ground(map, element.dataset);
  const [answer] = await Promise.all([asked, ground.show()]);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const { places } = await answer.json();
  if (places.length) show(map, places, element.dataset);
  element.dataset.drawn = places.length;
}

function laidOut(element) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    maxZoom: CLOSEST,
    maxBounds: FURTHEST,
    maxBoundsViscosity: 1,
    scrollWheelZoom: false,
    inertia: !still,
    zoomAnimation: !still,
    fadeAnimation: false,
    markerZoomAnimation: !still,
  });
  const { wordsCloser: zoomInTitle, wordsWider: zoomOutTitle } = element.dataset;
  L.control.zoom({ zoomInText: "+", zoomOutText: "−", zoomInTitle, zoomOutTitle }).addTo(map);
  const fit = () => map.setMinZoom(Math.max(0, map.getBoundsZoom(WORLD, false) - 0.25));
  map.fitBounds(WORLD, { animate: false });
  fit();
  map.on("resize", fit);
  // The wheel scrolls the page until somebody has turned to the map.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur mouseout", () => map.scrollWheelZoom.disable());
  return map;
}

function show(map, places, texts) {
  map.fitBounds(extent(places), { maxZoom: CLOSEST_AT_FIRST, padding: [MARGIN, MARGIN], animate: false });
  const markers = new Markers(map, places, { cluster: texts.wordsCluster }, (cluster, opener) => {
    if (cluster.places.length === 1 || !closer(map, markers, cluster, opener)) popup(map, cluster.places, texts, opener);
  });
}

/** What holds all the places, with their rings where these are no wider than a country. */
function extent(places) {
  const bounds = L.latLngBounds([]);
  for (const place of places) {
    const point = L.latLng(place.latitude, place.longitude);
    bounds.extend(point);
    const radius = place.uncertainty_m ?? 0;
    if (radius && radius <= WIDEST_AT_FIRST) bounds.extend(point.toBounds(2 * radius));
  }
  return bounds;
}

/** Zooms until the cluster's places stand apart; says no where no zoom would part them. */
function closer(map, markers, { places }, opener) {
  const bounds = L.latLngBounds(places.map((place) => [place.latitude, place.longitude]));
  const apart = bounds.getNorthEast().distanceTo(bounds.getSouthWest()) > 100;
  if (!apart || map.getZoom() >= CLOSEST) return false;
  const zoom = Math.min(map.getBoundsZoom(bounds, false, L.point(MARGIN * 2, MARGIN * 2)), CLOSEST);
  const keyboard = document.activeElement === opener;
  if (keyboard) map.once("moveend", () => markers.focus(places[0]));
  map.setView(bounds.getCenter(), Math.max(zoom, map.getZoom() + 1));
  return true;
}

function popup(map, places, texts, opener) {
  const words = { page: texts.wordsPage, narrow: texts.wordsNarrow, together: texts.wordsTogether, close: texts.wordsClose };
  const narrow = (place) => texts.narrow + encodeURIComponent(place.slug);
  const shown = L.popup({ closeButton: false, minWidth: 200, maxWidth: 280, offset: [0, -8], className: "map-popup-frame" });
  shown.setLatLng([places[0].latitude, places[0].longitude]);
  const close = () => {
    shown.close();
    opener.focus();
  };
  shown.setContent(popupContent(places, words, narrow, close));
  shown.openOn(map);
  const content = shown.getElement();
  content.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  content.querySelector("a").focus({ preventScroll: true });
}
