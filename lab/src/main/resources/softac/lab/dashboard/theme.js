// Light and dark: the system's choice until the button says otherwise.
const RUNS = {
  light: ["#0b6bb0", "#c85200", "#00795e", "#9b3d8f", "#7d6500", "#3f4a56", "#2f8fd0", "#b3264a"],
  dark: ["#62b4f2", "#ff9a52", "#41cfa6", "#e48fd0", "#e3c650", "#c3ccd6", "#9fc3ff", "#ff8198"],
};
const KEY = "softac-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
const listeners = [];

function stored() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

/** light or dark. */
export function theme() {
  return root.dataset.theme;
}

/** Calls back whenever colours change. */
export function onTheme(callback) {
  listeners.push(callback);
}

/** A colour of the style sheet. */
export function color(name) {
  return getComputedStyle(root).getPropertyValue("--" + name).trim();
}

/** The colour of a run; eight can be told apart, also by colour-blind eyes, and then dashes begin. */
export function runColor(run) {
  const palette = RUNS[theme()];
  return palette[run % palette.length];
}

/** Dashes of a run's line. */
export function runDash(run) {
  return [[], [8, 3], [3, 3], [12, 3, 3, 3]][Math.floor(run / RUNS.light.length) % 4];
}

function apply(name) {
  root.dataset.theme = name;
  const button = document.getElementById("theme");
  button.setAttribute("aria-pressed", String(name === "dark"));
  listeners.forEach((callback) => callback());
}

export function begin() {
  apply(stored() ?? (system.matches ? "dark" : "light"));
  system.addEventListener("change", () => {
    if (!stored()) apply(system.matches ? "dark" : "light");
  });
  document.getElementById("theme").addEventListener("click", () => {
    const name = theme() === "dark" ? "light" : "dark";
    try { localStorage.setItem(KEY, name); } catch { /* then only until it is closed */ }
    apply(name);
  });
}
