// The policy over a slice of observations: the deterministic action, and where about two thirds of the drawn ones lie.
import uPlot from "/uplot.js";
import { PADDING, axis, short } from "/charts.js";
import { focused } from "/runs.js";
import { color, runColor } from "/theme.js";

const place = document.getElementById("slice");
const slider = document.getElementById("slider");
const label = document.getElementById("slider-label");
const degrees = (x) => x.map((value) => value * 180 / Math.PI);
let plot = null;
let drawn = "";

function view() {
  const slices = focused()?.slices;
  if (!slices || slices.kind === "none") return null;
  const slice = slices.slices[Math.min(Number(slider.value), slices.slices.length - 1)];
  if (slices.kind === "density") {
    return { kind: "density", x: slices.x, columns: [slice.mean, slices.optimum.length ? slices.optimum : slices.x.map(() => null)], key: "density of π, dashed π*" };
  }
  const x = slices.kind === "angle" ? degrees(slices.x) : slices.x;
  const reference = slices.reference.length ? slices.reference : x.map(() => null);
  return { kind: slices.kind, x, columns: [slice.mean, reference, slice.lower, slice.upper], low: slices.low, high: slices.high, fixed: slice.fixed, key: key(slices) };
}

/** What is drawn, in the task's units: its box is what tanh is stretched to. */
function key({ kind, low, high }) {
  const scale = high === 1 ? "" : `${short(high)} `;
  const tanh = low === -high ? `${scale}tanh μ` : `tanh μ from ${short(low)} to ${short(high)}`;
  return kind === "angle" ? `torque ${tanh} N m, band μ ± σ` : `action ${tanh}, band μ ± σ`;
}

/** Makes the plot anew: another run, other colours. */
export function build() {
  plot?.destroy();
  plot = null;
  const now = view();
  const paint = focused() ? runColor(focused().number) : color("muted");
  drawn = `${focused()?.number} ${now?.kind}`;
  const banded = now !== null && now.columns.length === 4;
  const options = {
    width: place.clientWidth || 300,
    height: place.clientHeight || 180,
    padding: PADDING,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
    scales: {
      x: { time: false, range: (u, min, max) => (now ? [now.x[0], now.x.at(-1)] : [-180, 180]) },
      y: { range: (u, min, max) => yRange(max) },
    },
    axes: [
      { ...axis(2, now?.kind === "angle" || !now ? (value) => `${short(value)}°` : short, 30), ...(now?.kind === "angle" || !now ? { splits: () => [-180, -90, 0, 90, 180] } : {}) },
      axis(3, short, 40),
    ],
    series: [
      {},
      { stroke: paint, width: 2, points: { show: false } },
      { stroke: color("muted"), width: 1.5, dash: [5, 4], points: { show: false } },
      ...(banded ? [{ stroke: "transparent", points: { show: false } }, { stroke: "transparent", points: { show: false } }] : []),
    ],
    bands: banded ? [{ series: [4, 3], fill: paint + "2b" }] : [],
  };
  plot = new uPlot(options, now ? [now.x, ...now.columns] : [[], [], []], place);
  words(now);
}

function yRange(max) {
  const now = view();
  if (!now) return [-1, 1];
  if (now.kind === "density") return [0, (max || 1) * 1.08];
  const values = now.kind === "angle" ? [now.low, now.high] : now.columns.flat().filter((value) => value !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || 1) * 0.06;
  return [low - margin, high + margin];
}

function words(now) {
  document.getElementById("policy-key").textContent = now?.key ?? "";
  const sliding = now?.kind === "angle" || !now;
  label.style.visibility = sliding ? "" : "hidden";
  const said = `${short(now?.fixed ?? 0)} rad/s`;
  document.getElementById("slider-value").textContent = said;
  slider.setAttribute("aria-valuetext", said);
  const names = { angle: "Torque over the angle from upright", state: "Action over the state", density: "Density of the action" };
  place.setAttribute("aria-label", now ? `${names[now.kind]}${sliding ? `, at angular velocity ${said}` : ""}` : "No policy yet");
}

/** Another policy, or another place of the slider. */
export function update() {
  const now = view();
  if (!plot || drawn !== `${focused()?.number} ${now?.kind}`) {
    build();
    return;
  }
  if (now) plot.setData([now.x, ...now.columns]);
  words(now);
}

export function begin() {
  slider.addEventListener("input", update);
  new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height: place.clientHeight })).observe(place);
  build();
}
