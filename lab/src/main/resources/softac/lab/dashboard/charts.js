// The learning curves.
import uPlot from "/uplot.js";
import { runs, visible } from "/runs.js";
import { element } from "/text.js";
import { color, runColor, runDash } from "/theme.js";

const SMALL = [
  { id: "critic", title: "Critic loss", symbol: "J_Q", columns: ["train/critic_loss"], log: true },
  { id: "actor", title: "Policy loss", symbol: "J_π", columns: ["train/actor_loss"] },
  { id: "alpha", title: "Temperature", symbol: "α", columns: ["train/ent_coef"], log: true },
  { id: "entropy", title: "Entropy", symbol: "H(π)", columns: ["train/entropy"], line: target },
  { id: "q", title: "Q", symbol: "min Q(s₀, a₀)", columns: ["eval/q_value"] },
  { id: "bias", title: "Q bias", symbol: "Q − G", columns: ["eval/q_bias"], line: zero },
  { id: "other", title: "Other losses", symbol: "J(α), J_V", columns: ["train/ent_coef_loss", "train/value_loss"] },
  { id: "speed", title: "Speed", symbol: "steps/s", columns: ["time/fps"], fromZero: true },
];
const RETURN = { id: "return", columns: ["eval/mean_reward", "rollout/ep_rew_mean"], line: best };
const FONT = "12px system-ui, sans-serif";

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat("en");

function best() {
  const known = new Set(visible().map((run) => run.settings.best).filter((value) => value !== null));
  return known.size === 1 ? { value: [...known][0], label: "near-optimal" } : null;
}

function target() {
  const known = new Set(visible().map((run) => run.setting("temperature.target-entropy")).filter((text) => text !== ""));
  return known.size === 1 ? { value: Number([...known][0]), label: "target" } : null;
}

function zero() {
  return { value: 0, label: "" };
}

/** A number in few letters, for axes. */
export function short(value) {
  const size = Math.abs(value);
  if (size >= 1e4) return compact.format(value).replace("-", "−");
  if (size !== 0 && size < 1e-3) return value.toExponential(0).replaceAll("-", "−");
  return String(Number(value.toPrecision(5))).replace("-", "−");
}

/** Room around all plots: at the right for half of the last label. */
export const PADDING = [10, 20, 0, 0];

/** The axes of all plots. */
export function axis(side, values, size) {
  return {
    side,
    size,
    gap: 6,
    font: FONT,
    stroke: () => color("muted"),
    grid: { stroke: () => color("grid"), width: 1 },
    ticks: { show: false },
    values: (plot, splits) => splits.map((value) => (value === null ? "" : values(value))),
  };
}

class Chart {
  constructor(spec, card) {
    this.spec = spec;
    this.log = false;
    this.plain = false; // without the second line of each run
    this.place = card.querySelector(".plot");
    this.readout = card.querySelector(".readout");
    this.level = card.querySelector(".level");
    this.place.setAttribute("role", "img");
    new ResizeObserver(() => this.resize()).observe(this.place);
    const second = card.querySelector(".second");
    second?.addEventListener("click", () => {
      this.plain = !this.plain;
      second.setAttribute("aria-pressed", String(!this.plain));
      this.show();
    });
    const button = card.querySelector(".log");
    button?.addEventListener("click", () => {
      this.log = !this.log;
      button.setAttribute("aria-pressed", String(this.log));
      this.build();
    });
  }

  resize() {
    this.plot?.setSize({ width: this.place.clientWidth, height: this.place.clientHeight });
  }

  /** Makes the plot anew: other runs, other colours, another scale. */
  build() {
    this.plot?.destroy();
    const spec = this.spec;
    this.lines = runs.flatMap((run) => spec.columns.map((column, i) => ({ run, column, second: i > 0 })));
    const series = this.lines.map(({ run, second }) => ({
      show: run.visible && !(second && this.plain),
      stroke: runColor(run.number) + (second && spec.id === "return" ? "b0" : ""),
      width: second ? 1.5 : 2,
      dash: second && spec.id === "return" ? [5, 4] : runDash(run.number),
      spanGaps: true,
      points: { show: (plot, i) => plot.data[i].filter(Number.isFinite).length < 2, size: 7, fill: runColor(run.number) },
    }));
    const options = {
      width: this.place.clientWidth || 300,
      height: this.place.clientHeight || 180,
      padding: PADDING,
      legend: { show: false },
      cursor: { sync: { key: "steps", setSeries: false }, drag: { x: false, y: false }, points: { size: 7 }, y: false },
      scales: {
        x: { time: false, range: () => [0, Math.max(1, ...visible().map((run) => run.settings.steps))] },
        y: this.log ? { distr: 3, range: (plot, min, max) => logRange(min, max) } : { range: (plot, min, max) => this.range(min, max) },
      },
      axes: [axis(2, (value) => compact.format(value), 30), axis(3, short, 58)],
      series: [{}, ...series],
      hooks: { drawAxes: [(plot) => this.drawLine(plot)], setCursor: [() => this.read()] },
    };
    this.plot = new uPlot(options, this.data(), this.place);
    this.nameLine();
    this.read();
  }

  range(min, max) {
    const line = this.spec.line?.();
    if (min === null || min === undefined) return line ? [line.value - 1, line.value + 1] : [0, 1];
    const low = Math.min(min, this.spec.fromZero ? 0 : min, line ? line.value : min);
    const high = Math.max(max, line ? line.value : max);
    const margin = (high - low || Math.abs(high) || 1) * 0.06;
    return [this.spec.fromZero ? 0 : low - margin, high + margin];
  }

  /** A dashed line at what is known beforehand. */
  drawLine(plot) {
    const line = this.spec.line?.();
    if (!line || this.log) return;
    const y = Math.round(plot.valToPos(line.value, "y", true));
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = color("muted");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }

  /** What that line is, above the plot: beside the line it would lie over the curves. */
  nameLine() {
    const line = this.spec.line?.();
    if (!this.level) return;
    const text = line?.label ? `${line.label} ${short(line.value)}` : "";
    if (this.level.textContent === text) return;
    this.level.replaceChildren(...(text ? [element("i", "dotted"), text] : []));
  }

  data() {
    const positive = (values) => (this.log ? values.map((value) => (value > 0 ? value : null)) : values);
    const tables = this.lines.map(({ run, column }) => [run.steps(column), positive(run.column(column))]);
    const usable = tables.map(([x, y]) => (x.length === y.length ? [x, y] : [[], []]));
    if (usable.every(([x]) => x.length === 0)) return [[], ...usable.map(() => [])];
    return uPlot.join(usable);
  }

  update() {
    if (!this.plot) {
      this.build();
      return;
    }
    this.plot.setData(this.data());
    this.nameLine();
    this.read();
  }

  show() {
    this.lines?.forEach(({ run, second }, i) => {
      const show = run.visible && !(second && this.plain);
      if (this.plot.series[i + 1].show !== show) this.plot.setSeries(i + 1, { show });
    });
    this.update();
  }

  /** The value under the cursor, or the latest one, of the first run that is shown. */
  read() {
    const i = this.lines?.findIndex(({ run, column }) => run.visible && run.column(column).length > 0) ?? -1;
    if (i < 0) {
      this.readout.textContent = "no data yet";
      this.place.setAttribute("aria-label", "no data yet");
      return;
    }
    const { run, column } = this.lines[i];
    const at = this.plot.cursor.idx;
    const value = at === null || at === undefined ? null : this.plot.data[i + 1]?.[at];
    const hovered = value !== null && value !== undefined;
    const step = hovered ? this.plot.data[0][at] : Number(run.text("time/total_timesteps")); // of the last row, which a thinned curve may lack
    const text = hovered ? String(value) : run.text(column);
    if (text === "") {
      this.readout.textContent = "none";
      this.place.setAttribute("aria-label", `${column}: none`);
      return;
    }
    this.readout.replaceChildren(text.replace("-", "−"), element("span", "at", ` at ${whole.format(step)}`));
    this.readout.style.color = runs.length > 1 ? runColor(run.number) : "";
    this.place.setAttribute("aria-label", `${column}: ${text} at step ${step}`);
  }
}

function logRange(min, max) {
  if (!(min > 0)) return [0.1, 1];
  return [min / 1.3, max * 1.3];
}

function card(spec) {
  const section = element("section", "card");
  const head = element("div", "head");
  const title = element("h3", "", spec.title + " ");
  title.append(element("span", "", spec.symbol));
  head.append(title);
  if (spec.log) {
    const button = element("button", "log", "log");
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", `${spec.title}: logarithmic scale`);
    head.append(button);
  }
  if (spec.line) head.append(element("span", "key level"));
  head.append(element("output", "readout"));
  section.append(head, element("div", "plot"));
  document.getElementById("curves").append(section);
  return section;
}

let charts = [];

export function begin() {
  charts = [new Chart(RETURN, document.getElementById("return")), ...SMALL.map((spec) => new Chart(spec, card(spec)))];
  build();
}

/** Other runs or other colours. */
export function build() {
  charts.forEach((chart) => chart.build());
}

/** More rows. */
export function update() {
  charts.forEach((chart) => chart.update());
}

/** Runs were hidden or shown. */
export function show() {
  charts.forEach((chart) => chart.show());
}
