// The task, drawn from the numbers of its state.
import { focused } from "/runs.js";
import { color, runColor } from "/theme.js";

const STEP = 50; // milliseconds between two steps of the pendulum
const TRAIL = 60;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const trail = [];
let previous = null;
let current = null;
let since = 0;
let paused = false;
let drawnAt = 0;
let told = 0;

/** A step was taken. */
export function move(acted) {
  if (acted !== focused()?.acted) return;
  if (acted.step === 0 || acted.run !== current?.run) {
    if (acted.observation.length !== 1 || acted.step > 1 || acted.run !== current?.run) trail.length = 0;
    previous = null;
  } else {
    previous = current;
  }
  current = acted;
  since = performance.now();
  trail.push(acted);
  if (trail.length > TRAIL) trail.shift();
}

/** Another run is shown. */
export function reset() {
  previous = current = null;
  trail.length = 0;
  document.getElementById("stage-text").textContent = "No policy yet: the first one is written at the first evaluation.";
  draw();
}

const fixed = (value, digits = 2) => value.toFixed(digits).replace("-", "−");

const pendulum = {
  note: "The arc is the torque.",
  text: (s) => `θ ${fixed(angle(s) * 180 / Math.PI, 0)}°, θ̇ ${fixed(s.observation[2], 1)} rad/s, torque ${fixed(s.action[0])} N m`,
  draw(c, w, h, t) {
    const theta = previous ? between(angle(previous), angle(current), t) : angle(current);
    const torque = current.action[0];
    const x = w / 2;
    const y = h / 2;
    const l = Math.min(w, h) * 0.38;
    ring(c, x, y, l);
    // Gymnasium's θ turns counter-clockwise from upright.
    c.strokeStyle = c.fillStyle = color("muted");
    trail.slice(-24).forEach((s, i, all) => {
      c.globalAlpha = 0.28 * (i / all.length);
      dot(c, x - l * Math.sin(angle(s)), y - l * Math.cos(angle(s)), 3);
    });
    c.globalAlpha = 1;
    c.lineCap = "round";
    c.strokeStyle = runColor(current.run);
    c.lineWidth = 13;
    line(c, x, y, x - l * Math.sin(theta), y - l * Math.cos(theta));
    c.fillStyle = color("card");
    dot(c, x, y, 4);
    torqueArc(c, x, y, l * 0.42, torque / 2);
  },
};

const plane = {
  note: "Line and band: the policy; dashed: the optimum.",
  text: (s) => `x ${fixed(s.observation[0], 3)}, u ${fixed(s.action[0], 3)}`,
  draw(c, w, h) {
    const slices = focused().slices;
    const reach = 1.5;
    const px = (x) => 40 + (w - 54) * (x + reach) / (2 * reach);
    const py = (u) => 24 + (h - 54) * (1 - (u + 1.2) / 2.4);
    frame(c, w, h, px, py, [-1, 0, 1], [-1, 0, 1], "position x", "velocity u = x′ − x");
    clip(c, 40, 24, w - 54, h - 54, () => {
      if (slices?.kind === "state") {
        band(c, slices, px, py);
        if (slices.reference.length) curve(c, slices.x, slices.reference, px, py, color("muted"), 1.5, [4, 4]);
        curve(c, slices.x, slices.slices[0].mean, px, py, runColor(current.run), 2, []);
      }
      trail.forEach((s, i) => {
        c.globalAlpha = 0.15 + 0.6 * (i / trail.length);
        c.fillStyle = color("text");
        if (s.step > 0) dot(c, px(s.observation[0] - s.action[0]), py(s.action[0]), 2.5);
      });
      c.globalAlpha = 1;
      c.fillStyle = color("text");
      dot(c, px(current.observation[0] - current.action[0]), py(current.action[0]), 5);
    });
  },
};

const bandit = {
  note: "Filled: its density; dashed: π*; dotted: the reward.",
  text: (s) => `action drawn ${fixed(s.action[0], 3)}, reward ${fixed(s.reward, 3)}`,
  draw(c, w, h) {
    const slices = focused().slices;
    if (slices?.kind !== "density") return;
    const top = Math.max(...slices.slices[0].mean, ...slices.optimum, 0.5) * 1.08;
    const worst = Math.min(...slices.reference);
    const px = (a) => 40 + (w - 54) * (a + 1) / 2;
    const py = (p) => 24 + (h - 54) * (1 - p / top);
    const ry = (r) => 24 + (h - 54) * (r / worst);
    frame(c, w, h, px, py, [-1, -0.5, 0, 0.5, 1], ticks(top), "action", "density");
    clip(c, 40, 24, w - 54, h - 54, () => {
      area(c, slices.x, slices.slices[0].mean, px, py, runColor(current.run));
      curve(c, slices.x, slices.reference, px, ry, color("muted"), 1.5, [2, 4]);
      if (slices.optimum.length) curve(c, slices.x, slices.optimum, px, py, color("text"), 1.5, [6, 4]);
      curve(c, slices.x, slices.slices[0].mean, px, py, runColor(current.run), 2, []);
      trail.forEach((s, i) => {
        c.globalAlpha = 0.15 + 0.7 * (i / trail.length);
        c.strokeStyle = color("text");
        c.lineWidth = 1.5;
        if (s.step > 0) line(c, px(s.action[0]), py(0) - 1, px(s.action[0]), py(0) - 9);
      });
      c.globalAlpha = 1;
    });
  },
};

const hill = {
  note: "The height is the reward; the arrow the action.",
  text: (s) => `s ${fixed(s.observation[0], 3)}, action ${fixed(s.action[0], 3)}`,
  draw(c, w, h, t) {
    const reach = 4;
    const height = (s) => Math.exp(-((s - 1) ** 2));
    const px = (s) => 14 + (w - 28) * (s + reach) / (2 * reach);
    const py = (z) => 40 + (h - 84) * (1 - z);
    const xs = Array.from({ length: 161 }, (_, i) => -reach + (i / 160) * 2 * reach);
    area(c, xs, xs.map(height), px, (z) => Math.min(py(z), h - 22), color("muted"), h - 22);
    curve(c, xs, xs.map(height), px, py, color("muted"), 2, []);
    const now = current.observation[0];
    const s = previous ? previous.observation[0] + (now - previous.observation[0]) * t : now;
    trail.slice(-12).forEach((one, i) => {
      c.globalAlpha = 0.05 * i;
      c.fillStyle = runColor(current.run);
      dot(c, px(one.observation[0]), py(height(one.observation[0])) - 10, 8);
    });
    c.globalAlpha = 1;
    c.fillStyle = runColor(current.run);
    dot(c, px(s), py(height(s)) - 10, 10);
    arrow(c, px(s), py(height(s)) - 10, px(s) + current.action[0] * 46, color("text"));
    label(c, "s = 1 is the top", px(1), h - 6, "center");
  },
};

/** Any other task: a bar for each number it shows. */
const bars = {
  note: "A bar for each number observed.",
  text: (s) => `${s.observation.length} numbers observed, ${s.action.length} actions`,
  draw(c, w, h) {
    const values = current.observation;
    const most = Math.max(1, ...trail.flatMap((s) => s.observation.map(Math.abs)));
    const wide = Math.max(2, Math.min(28, (w - 20) / values.length - 3));
    values.forEach((value, i) => {
      c.fillStyle = runColor(current.run);
      const x = 10 + (i + 0.5) * ((w - 20) / values.length) - wide / 2;
      const long = (value / most) * (h / 2 - 14);
      c.fillRect(x, h / 2 - Math.max(0, long), wide, Math.max(1, Math.abs(long)));
    });
    c.strokeStyle = color("muted");
    c.lineWidth = 1;
    line(c, 8, h / 2, w - 8, h / 2);
  },
};

const SCENES = { "Pendulum-v1": pendulum, "Lqr-v0": plane, "ContinuousBandit-v0": bandit, "TwoPeakBandit-v0": bandit, "Hill-v0": hill };

function scene() {
  return SCENES[focused()?.settings.task] ?? bars;
}

function angle(s) {
  return Math.atan2(s.observation[1], s.observation[0]);
}

/** The short way round. */
function between(from, to, t) {
  const turn = Math.atan2(Math.sin(to - from), Math.cos(to - from));
  return from + turn * t;
}

function line(c, x0, y0, x1, y1) {
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}

function dot(c, x, y, r) {
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  c.fill();
}

function ring(c, x, y, l) {
  c.strokeStyle = color("grid");
  c.lineWidth = 1.5;
  c.beginPath();
  c.arc(x, y, l, 0, 2 * Math.PI);
  c.stroke();
  c.setLineDash([3, 5]);
  c.strokeStyle = color("muted");
  line(c, x, y, x, y - l - 8); // where it is to stand
  c.setLineDash([]);
}

/** An arc with a head: the torque, a quarter of a turn and a half when it is strongest. */
function torqueArc(c, x, y, r, part) {
  if (Math.abs(part) < 0.01) return;
  const from = -Math.PI / 2;
  const to = from - part * Math.PI * 0.75;
  c.strokeStyle = c.fillStyle = color("force");
  c.lineWidth = 3.5;
  c.lineCap = "butt";
  c.beginPath();
  c.arc(x, y, r, from, to, part > 0);
  c.stroke();
  head(c, x + r * Math.cos(to), y + r * Math.sin(to), to + (part > 0 ? -Math.PI / 2 : Math.PI / 2));
}

function arrow(c, x0, y, x1, paint) {
  if (Math.abs(x1 - x0) < 3) return;
  c.strokeStyle = c.fillStyle = paint;
  c.lineWidth = 2.5;
  line(c, x0, y, x1, y);
  head(c, x1, y, x1 > x0 ? 0 : Math.PI);
}

function head(c, x, y, direction) {
  c.save();
  c.translate(x, y);
  c.rotate(direction);
  c.beginPath();
  c.moveTo(9, 0);
  c.lineTo(-2, 6);
  c.lineTo(-2, -6);
  c.fill();
  c.restore();
}

function label(c, text, x, y, align) {
  c.fillStyle = color("muted");
  c.font = "12px system-ui, sans-serif";
  c.textAlign = align;
  c.fillText(text, x, y);
}

function frame(c, w, h, px, py, xs, ys, xTitle, yTitle) {
  c.lineWidth = 1;
  for (const x of xs) {
    c.strokeStyle = color("grid");
    line(c, px(x), 24, px(x), h - 30);
    label(c, String(x).replace("-", "−"), px(x), h - 16, "center");
  }
  for (const y of ys) {
    c.strokeStyle = color("grid");
    line(c, 40, py(y), w - 14, py(y));
    label(c, String(y).replace("-", "−"), 34, py(y) + 4, "right");
  }
  label(c, xTitle, w - 14, h - 2, "right");
  label(c, yTitle, 8, 13, "left");
}

function ticks(top) {
  const step = top > 8 ? 4 : top > 4 ? 2 : top > 2 ? 1 : 0.5;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
}

function clip(c, x, y, w, h, paint) {
  c.save();
  c.beginPath();
  c.rect(x, y, w, h);
  c.clip();
  paint();
  c.restore();
}

function path(c, xs, ys, px, py) {
  xs.forEach((x, i) => (i === 0 ? c.moveTo(px(x), py(ys[i])) : c.lineTo(px(x), py(ys[i]))));
}

function curve(c, xs, ys, px, py, paint, width, dash) {
  c.beginPath();
  path(c, xs, ys, px, py);
  c.strokeStyle = paint;
  c.lineWidth = width;
  c.setLineDash(dash);
  c.stroke();
  c.setLineDash([]);
}

function area(c, xs, ys, px, py, paint, bottom = py(0)) {
  c.beginPath();
  c.moveTo(px(xs[0]), bottom);
  xs.forEach((x, i) => c.lineTo(px(x), py(ys[i])));
  c.lineTo(px(xs.at(-1)), bottom);
  c.globalAlpha = 0.18;
  c.fillStyle = paint;
  c.fill();
  c.globalAlpha = 1;
}

function band(c, slices, px, py) {
  const { lower, upper } = slices.slices[0];
  c.beginPath();
  path(c, slices.x, lower, px, py);
  for (let i = slices.x.length - 1; i >= 0; i--) c.lineTo(px(slices.x[i]), py(upper[i]));
  c.globalAlpha = 0.16;
  c.fillStyle = runColor(current.run);
  c.fill();
  c.globalAlpha = 1;
}

/** Draws the present state; where motion is unwanted, once a second. */
export function draw() {
  const canvas = document.getElementById("stage");
  const w = canvas.clientWidth;
  const h = canvas.clientHeight;
  const ratio = devicePixelRatio;
  if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
    canvas.width = Math.round(w * ratio);
    canvas.height = Math.round(h * ratio);
  }
  const c = canvas.getContext("2d");
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, w, h);
  if (!current) {
    ring(c, w / 2, h / 2, Math.min(w, h) * 0.38);
    return;
  }
  const t = still.matches ? 1 : Math.min(1, (performance.now() - since) / STEP);
  scene().draw(c, w, h, t);
  canvas.dataset.state = current.observation.join(" ");
}

function tell(now) {
  if (!current || now - told < 250) return;
  told = now;
  const text = `step ${current.step} · return ${fixed(current.sum, Math.abs(current.sum) < 10 ? 3 : 1)}\n${scene().text(current)}`;
  document.getElementById("stage-text").textContent = text;
  document.getElementById("stage-note").textContent = `The latest policy, acting in a copy of the task. ${scene().note}`;
}

function frameDue(now) {
  if (!paused && now - drawnAt >= (still.matches ? 1000 : 0)) {
    drawnAt = now;
    draw();
    tell(now);
  }
  requestAnimationFrame(frameDue);
}

export function begin() {
  const button = document.getElementById("pause");
  button.addEventListener("click", () => {
    paused = !paused;
    button.setAttribute("aria-pressed", String(paused));
    button.textContent = paused ? "Go on" : "Pause";
  });
  new ResizeObserver(draw).observe(document.getElementById("stage"));
  requestAnimationFrame(frameDue);
}
