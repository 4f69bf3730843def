// What is known of each run. Messages go in; the parts of the page read.

/** One run. */
class Run {
  constructor(number, name) {
    this.number = number;
    this.name = name;
    this.visible = true;
    this.settings = { task: "", steps: 0, random: null, best: null, entries: [] };
    this.state = { state: "waiting", saved: 0, resume: "", resumeGroup: "", problem: "" };
    this.tables = { metrics: new Table(), timing: new Table() };
    this.log = [];
    this.slices = null;
    this.acted = null;
  }

  /** The numbers of a column of either table; empty where there is none. */
  column(name) {
    return this.tables.metrics.columns.get(name) ?? this.tables.timing.columns.get(name) ?? [];
  }

  /** The steps that belong to a column. */
  steps(name) {
    const table = this.tables.metrics.columns.has(name) ? this.tables.metrics : this.tables.timing;
    return table.columns.get("time/total_timesteps") ?? [];
  }

  /** The last cell of a column, to the digit. */
  text(name) {
    return this.tables.metrics.last.get(name) ?? this.tables.timing.last.get(name) ?? "";
  }

  setting(name) {
    return this.settings.entries.find((entry) => entry.name === name)?.value ?? "";
  }
}

/** A table: numbers for the curves, text for the eye. */
class Table {
  constructor() {
    this.header = "";
    this.names = [];
    this.columns = new Map();
    this.last = new Map();
  }

  take(message) {
    if (message.restarted || message.header !== this.header) {
      this.header = message.header;
      this.names = message.header === "" ? [] : message.header.split(",");
      this.columns = new Map(this.names.map((name) => [name, []]));
    }
    for (const row of message.rows) this.add(row.split(","));
    const cells = message.last === "" ? [] : message.last.split(",");
    this.last = new Map(cells.length === this.names.length ? this.names.map((name, i) => [name, cells[i]]) : []);
  }

  add(cells) {
    if (cells.length !== this.names.length) return; // damaged
    this.names.forEach((name, i) => this.columns.get(name).push(number(cells[i])));
  }
}

function number(text) {
  const value = text === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

export const runs = [];
export const view = { focus: 0 };

/** The run shown in detail. */
export function focused() {
  return runs[view.focus] ?? null;
}

export function visible() {
  return runs.filter((run) => run.visible);
}

/** Takes a message; returns what of the page it changes. */
export function take(message) {
  if (message.type === "hello") {
    const hidden = new Set(runs.filter((run) => !run.visible).map((run) => run.name));
    runs.length = 0;
    message.runs.forEach((name, number) => runs.push(new Run(number, name)));
    runs.forEach((run) => { run.visible = !hidden.has(run.name); });
    if (view.focus >= runs.length) view.focus = 0;
    return "all";
  }
  const run = runs[message.run];
  if (!run) return "nothing";
  switch (message.type) {
    case "settings": run.settings = message; break;
    case "state": run.state = message; break;
    case "rows": run.tables[message.table].take(message); break;
    case "log": run.log = (message.restarted ? [] : run.log).concat(message.lines).slice(-200); break;
    case "slices": run.slices = message; break;
    case "acted": run.acted = message; break;
    default: return "nothing";
  }
  return message.type;
}
