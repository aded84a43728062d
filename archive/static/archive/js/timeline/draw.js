/** Paints one frame on the canvas: grid, density, events, axis. Nothing here reads the page's layout. */

import { MARK } from "./labels.js";
import { drawMark } from "./marks.js";

const NUMBER_ROOM = 34;

/**
 * `scene`: `{view, theme, words, lanes, bars, peak, items, axis, today, active, height}`; `bars` has a list for each lane, `peak` is
 * the count that is as high as a lane's outline.
 */
export function draw(context, scene) {
  const { view, height } = scene;
  context.clearRect(0, 0, view.width, height);
  context.textBaseline = "alphabetic";
  const axisTop = height - scene.theme.axisHeight;
  drawGrid(context, scene, axisTop);
  scene.lanes.forEach((lane, number) => drawDensity(context, scene, lane, scene.bars[number]));
  drawLaneRules(context, scene);
  drawToday(context, scene, axisTop);
  for (const item of scene.items) drawStem(context, scene, item);
  for (const item of scene.items) drawItem(context, scene, item);
  drawAxis(context, scene, axisTop);
}

function verticals(context, view, days, from, to) {
  context.beginPath();
  for (const { day } of days) {
    const x = Math.round(view.x(day)) + 0.5;
    context.moveTo(x, from);
    context.lineTo(x, to);
  }
  context.stroke();
}

function drawGrid(context, { view, theme, axis }, axisTop) {
  context.lineWidth = 1;
  context.strokeStyle = theme.rule;
  context.globalAlpha = 0.55;
  verticals(context, view, axis.ticks, 0, axisTop);
  context.globalAlpha = 1;
  verticals(context, view, axis.groups, 0, axisTop);
}

function drawLaneRules(context, { view, theme, lanes }) {
  if (lanes.length < 2 && lanes[0]?.value === null) return;
  context.strokeStyle = theme.rule;
  context.beginPath();
  for (const lane of lanes) {
    const y = Math.round(lane.base) - 0.5;
    context.moveTo(0, y);
    context.lineTo(view.width, y);
  }
  context.stroke();
}

/** The height of a bar grows with the square root of its count, so that few are seen beside many. */
export const barHeight = (count, peak, most) => Math.max(Math.sqrt(count / peak) * most, 1.5);

function drawDensity(context, scene, lane, bars) {
  const { view, theme, words } = scene;
  const ground = lane.value !== null && !lane.folded;
  context.fillStyle = theme.event;
  for (const bar of bars) {
    const left = view.x(bar.day);
    const right = view.x(bar.day + bar.days);
    const gap = right - left > 4 ? 1 : 0;
    const height = barHeight(bar.count, scene.peak, lane.outline - 6);
    context.globalAlpha = scene.activeBar === bar ? 0.75 : ground ? 0.16 : 0.3;
    context.fillRect(left, lane.base - height, Math.max(right - left - gap, 1), height);
  }
  context.globalAlpha = 1;
  if (ground) return;
  context.font = theme.tickFont;
  context.fillStyle = theme.inkSoft;
  for (const bar of bars) {
    if (!bar.sure || bar.days * view.scale < NUMBER_ROOM) continue;
    const left = Math.max(view.x(bar.day), 0);
    const right = Math.min(view.x(bar.day + bar.days), view.width);
    const number = words.number(bar.count);
    if (right - left < NUMBER_ROOM + number.length * 3) continue;
    context.textAlign = "center";
    context.fillText(number, (left + right) / 2, lane.base - 5);
  }
  context.textAlign = "left";
}

function drawToday(context, { view, theme, today, words, lanes }, axisTop) {
  const x = Math.round(view.x(today)) + 0.5;
  if (x < 0 || x > view.width) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, axisTop);
  context.stroke();
  if (lanes[0]?.value !== null) return;
  context.font = theme.tickFont;
  context.fillStyle = theme.accent;
  const label = words.text("today-mark");
  const after = x + 5 + context.measureText(label).width < view.width;
  context.textAlign = after ? "left" : "right";
  context.fillText(label, after ? x + 5 : x - 5, 11);
  context.textAlign = "left";
}

/** A hairline from a mark that is a moment down to its place on the axis. */
function drawStem(context, { view, theme }, item) {
  if (item.isSpan || item.lane.value !== null) return;
  const x = Math.round(item.x0 + MARK / 2) + 0.5;
  context.globalAlpha = 0.6 * item.alpha * item.presence;
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, item.y + theme.labelHeight + MARK);
  context.lineTo(x, item.lane.base);
  context.stroke();
  context.globalAlpha = 1;
}

function drawItem(context, { theme, active }, item) {
  const colour = active === item.key ? theme.accent : theme.event;
  context.globalAlpha = item.alpha * item.presence;
  const markTop = item.y + theme.labelHeight;
  drawMark(context, item, theme, markTop, colour);
  if (item.text) {
    context.font = theme.labelFont;
    // Paper around the letters keeps them clear of rules and bars.
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = theme.paper;
    context.strokeText(item.text, item.labelX, markTop - 5);
    context.fillStyle = active === item.key ? theme.accent : theme.ink;
    context.fillText(item.text, item.labelX, markTop - 5);
  }
  context.globalAlpha = 1;
}

function drawAxis(context, { view, theme, axis }, top) {
  context.strokeStyle = theme.ruleFirm;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, Math.round(top) + 0.5);
  context.lineTo(view.width, Math.round(top) + 0.5);
  context.stroke();
  verticals(context, view, axis.ticks, top, top + 5);
  const line = theme.axisHeight / 2.35;
  context.font = theme.tickFont;
  context.fillStyle = theme.inkSoft;
  for (const { day, label } of axis.ticks) {
    const x = view.x(day);
    if (x > -2 && x + context.measureText(label).width + 3 < view.width) context.fillText(label, x + 3, top + line);
  }
  drawGroups(context, view, theme, axis.groups, top + 2 * line);
}

function drawGroups(context, view, theme, groups, y) {
  context.font = theme.groupFont;
  context.fillStyle = theme.ink;
  groups.forEach(({ day, label }, number) => {
    const width = context.measureText(label).width;
    const next = groups[number + 1];
    const end = next ? view.x(next.day) - 10 : view.width;
    // What the view is in the midst of stays named at its left edge, until the next one comes up to it.
    const x = Math.max(view.x(day) + 3, 3);
    if (x + width <= Math.min(end, view.width)) context.fillText(label, x, y);
  });
}
