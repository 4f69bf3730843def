// Lists and tables. Everything from a file goes through textContent: it is text, whatever it looks like.
import { focused, runs, view, visible } from "/runs.js";
import { runColor } from "/theme.js";

const whole = new Intl.NumberFormat("en");
const MOST_COMMANDS = 3; // on top of the page
const STATES = { waiting: "Waiting", running: "Running", done: "Done", stopped: "Stopped", unknown: "Unreadable" };

/** A new element with a text. */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function row(cells, kind = "td") {
  const made = element("tr");
  cells.forEach((cell, i) => {
    const one = element(i === 0 || kind === "th" ? "th" : "td", "", cell);
    if (one.tagName === "TH") one.scope = kind === "th" ? "col" : "row";
    made.append(one);
  });
  return made;
}

function fill(table, header, rows) {
  const head = element("thead");
  if (header) head.append(row(header, "th"));
  const body = element("tbody");
  body.append(...rows.map((cells) => row(cells)));
  table.replaceChildren(head, body);
}

function progress(run) {
  const { state, saved } = run.state;
  const steps = run.settings.steps;
  const evaluated = Number(run.text("time/total_timesteps")) || 0;
  const step = Math.max(evaluated, saved); // Ctrl-C saves between two evaluations
  if (step === 0) return steps ? `of ${whole.format(steps)} steps` : "";
  const behind = state === "stopped" && saved < step ? (saved === 0 ? ", nothing saved" : `, saved at ${whole.format(saved)}`) : "";
  return `step ${whole.format(step)} of ${whole.format(steps)}${behind}`;
}

/** What goes on with all that have stopped: a command for a whole group where none of its runs is still at work. */
function commands(stopped) {
  return [...new Set(stopped.map((run) => {
    const group = run.state.resumeGroup;
    const states = runs.filter((other) => group !== "" && other.state.resumeGroup === group).map((other) => other.state.state);
    return states.filter((state) => state === "stopped").length > 1 && !states.includes("running") ? group : run.state.resume;
  }))];
}

/** What has become of the runs, on top of the page. */
export function status(connected) {
  const bar = document.getElementById("status");
  const text = document.getElementById("status-text");
  const detail = document.getElementById("detail-text");
  const command = document.getElementById("command");
  const rest = document.getElementById("detail-rest");
  const say = (state, line, steps = "", more = "", type = "", after = "") => {
    bar.dataset.state = state;
    document.getElementById("progress").textContent = steps;
    if (text.textContent !== line) text.textContent = line;
    detail.textContent = more;
    command.textContent = type;
    rest.textContent = after;
  };
  if (!connected) {
    say("gone", "No connection to bin/sac watch", "", "It was ended, or its machine is busy. What is shown is the last that was heard; it goes on by itself.");
    return;
  }
  if (runs.length === 1) {
    const { state, resume, problem } = runs[0].state;
    const steps = progress(runs[0]);
    if (state === "stopped") say(state, STATES[state], steps, "It was interrupted or died. Go on with ", resume);
    else say(state, STATES[state], steps, problem);
    if (problem && state === "stopped") detail.textContent = `${problem}. Go on with `;
    return;
  }
  const counts = Object.keys(STATES).map((state) => [state, runs.filter((run) => run.state.state === state).length]).filter(([, n]) => n > 0);
  const stopped = runs.filter((run) => run.state.state === "stopped");
  const problem = runs.find((run) => run.state.problem);
  const worst = ["unknown", "stopped", "running", "waiting", "done"].find((state) => counts.some(([one]) => one === state)) ?? "waiting";
  const line = `${runs.length} runs: ${counts.map(([state, n]) => `${n} ${STATES[state].toLowerCase()}`).join(", ")}`;
  if (stopped.length > 0) {
    const which = stopped.length === 1 ? `${stopped[0].name} was` : `${stopped.length} were`;
    const all = commands(stopped);
    const left = all.length - MOST_COMMANDS;
    say(worst, line, "", `${which} interrupted or died. Go on with `, all.slice(0, MOST_COMMANDS).join("; "), left > 0 ? ` and ${left} more` : "");
  } else say(worst, line, "", problem ? `${problem.name}: ${problem.state.problem}` : "");
}

/** The legend: shows and hides runs. */
export function legend(onChange) {
  const list = document.getElementById("run-list");
  const select = document.getElementById("focus");
  list.replaceChildren(...runs.map((run) => {
    const button = element("button", "run");
    button.type = "button";
    button.setAttribute("aria-pressed", String(run.visible));
    const swatch = element("i", "swatch");
    swatch.setAttribute("aria-hidden", "true");
    swatch.style.background = runColor(run.number);
    const who = element("span", "who");
    who.append(swatch, element("span", "name", run.name));
    button.append(who, element("span", "state"));
    button.addEventListener("click", () => {
      run.visible = !run.visible;
      button.setAttribute("aria-pressed", String(run.visible));
      onChange();
    });
    const item = element("li");
    item.append(button);
    return item;
  }));
  select.replaceChildren(...runs.map((run) => {
    const option = element("option", "", run.name);
    option.value = String(run.number);
    return option;
  }));
  select.value = String(view.focus);
  document.getElementById("runs").hidden = false;
  document.getElementById("focus-label").hidden = runs.length < 2;
  states();
}

/** The states within the legend. */
export function states() {
  document.querySelectorAll("#run-list .state").forEach((span, i) => {
    const run = runs[i];
    if (run) span.textContent = [STATES[run.state.state].toLowerCase(), run.text("eval/mean_reward").replace("-", "−")].filter(Boolean).join(" · ");
  });
  const focus = focused();
  document.getElementById("title").textContent = focus?.settings.task || "Soft Actor-Critic";
  document.title = focus ? `${focus.settings.task || "softac"} · softac` : "softac";
}

/** Six digits, where runs stand side by side; whole numbers and whatever is none as they are. */
function brief(text) {
  const value = Number(text);
  return text === "" || !Number.isFinite(value) || Number.isInteger(value) ? text : String(Number(value.toPrecision(6)));
}

/** The last row of each table, digit for digit; of several runs where the pointer rests. */
export function numbers() {
  const shown = visible();
  const names = new Set(shown.flatMap((run) => [...run.tables.metrics.last.keys(), ...run.tables.timing.last.keys()]));
  const header = shown.length > 1 ? ["", ...shown.map((run) => run.name)] : null;
  const table = document.getElementById("numbers-table");
  fill(table, header, [...names].map((name) => [name, ...shown.map((run) => run.text(name))]));
  if (shown.length < 2) return;
  table.querySelectorAll("td").forEach((td) => {
    td.title = td.textContent;
    td.textContent = brief(td.textContent);
  });
}

/** All settings; where there are several runs, side by side. */
export function settings() {
  const shown = visible();
  const names = new Set(shown.flatMap((run) => run.settings.entries.map((entry) => entry.name)));
  const table = document.getElementById("settings-table");
  if (shown.length === 1) {
    const entries = shown[0].settings.entries;
    const sources = entries.some((entry) => entry.source);
    fill(table, null, entries.map((entry) => [entry.name, entry.value, ...(sources ? [entry.source] : [])]));
    return;
  }
  fill(table, ["", ...shown.map((run) => run.name)], [...names].map((name) => [name, ...shown.map((run) => run.setting(name))]));
  table.querySelectorAll("tbody tr").forEach((tr) => {
    const values = new Set([...tr.querySelectorAll("td")].map((td) => td.textContent));
    if (values.size > 1) tr.className = "differs";
  });
}

/** The log of the run in detail. */
export function log() {
  const list = document.getElementById("log-list");
  const scroll = list.parentElement;
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 30;
  const lines = focused()?.log ?? [];
  list.replaceChildren(...(lines.length ? lines : ["no log yet"]).map((line) => element("li", "", line)));
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}
