/**
 * The marks of events: solid occurred, hollow planned or forecast, dashed alleged, struck did not occur, a notch where
 * somebody denies it; soft edges where the date is approximate, uncertain or open.
 */

import { MARK } from "./labels.js";

/** A mark that is a moment is round. */
const HEIGHT = MARK;
const SOFT = 12;
const OPEN = 140;

/** Draw the mark of a placed event whose row begins at `y`. */
export function drawMark(context, item, theme, top, colour) {
  const { event } = item;
  const soft = event.soft !== "";
  const left = item.x0 - (soft ? SOFT / 2 : 0);
  const right = Math.max(item.x1, item.x0 + MARK) + (soft ? SOFT / 2 : 0);
  const ink = softened(context, item, left, right, soft, colour);
  context.beginPath();
  context.roundRect(left, top, right - left, HEIGHT, HEIGHT / 2);
  if (event.factuality === "occurred") {
    context.fillStyle = ink;
    context.fill();
  } else {
    hollow(context, event.factuality, ink, theme);
  }
  if (event.factuality === "did_not_occur") strike(context, left, right, top, ink);
  if (event.denied) notch(context, left, right, top, event.factuality === "occurred" ? null : ink, theme);
}

function hollow(context, factuality, ink, theme) {
  context.fillStyle = theme.paper;
  context.fill();
  context.strokeStyle = ink;
  context.lineWidth = 1.75;
  context.setLineDash(factuality === "alleged" ? [3.2, 2.6] : []);
  context.stroke();
  context.setLineDash([]);
}

function strike(context, left, right, top, ink) {
  const middle = top + HEIGHT / 2;
  const short = right - left < MARK * 1.4;
  context.strokeStyle = ink;
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(left - 4, short ? top + HEIGHT + 3 : middle);
  context.lineTo(right + 4, short ? top - 3 : middle);
  context.stroke();
}

function notch(context, left, right, top, edge, theme) {
  const at = Math.max(left, 0) + Math.min((right - left) / 2, 16);
  context.beginPath();
  context.moveTo(at - 4, top - 1.5);
  context.lineTo(at, top + 5);
  context.lineTo(at + 4, top - 1.5);
  context.fillStyle = theme.paper;
  context.fill();
  if (!edge) return;
  context.strokeStyle = edge;
  context.lineWidth = 1.5;
  context.stroke();
}

/** The colour itself, or one that fades where the date does not say exactly, or says nothing. */
function softened(context, item, left, right, soft, colour) {
  const openStart = item.start === -Infinity;
  const openEnd = item.end === Infinity;
  if (!soft && !openStart && !openEnd) return colour;
  const gradient = context.createLinearGradient(left, 0, right, 0);
  const length = Math.max(right - left, 1);
  const fade = (isOpen) => Math.min((isOpen ? OPEN : soft ? SOFT : 0) / length, isOpen ? 0.7 : 0.4);
  const clear = `color-mix(in srgb, ${colour} 0%, transparent)`;
  if (soft || openStart) gradient.addColorStop(0, clear);
  gradient.addColorStop(fade(openStart), colour);
  gradient.addColorStop(1 - fade(openEnd), colour);
  if (soft || openEnd) gradient.addColorStop(1, clear);
  return gradient;
}
