// Listens to the server and tells the parts of the page.
import * as charts from "/charts.js";
import { focused, runs, take, view } from "/runs.js";
import * as slice from "/slice.js";
import * as stage from "/stage.js";
import * as text from "/text.js";
import * as theme from "/theme.js";

const SILENCE = 3500; // the server says something every second
const BROKEN = 1500; // once the connection is known to be broken
let source = null;
let heard = performance.now();
let silence = SILENCE;
let tried = 0;
let connected = true;
let due = new Set();

function connect() {
  source?.close();
  tried = performance.now();
  source = new EventSource("/events");
  source.onmessage = (event) => {
    heard = performance.now();
    silence = SILENCE;
    const message = JSON.parse(event.data);
    const changed = take(message);
    if (changed === "acted") stage.move(message);
    else if (changed !== "nothing") later(changed);
    if (!connected) later("state");
    connected = true;
  };
  source.onerror = () => { silence = BROKEN; };
}

/** Collects changes until the next picture. */
function later(change) {
  if (due.size === 0) setTimeout(paint, 16);
  due.add(change);
}

function paint() {
  const changes = due;
  due = new Set();
  const any = (...kinds) => kinds.some((kind) => changes.has(kind));
  if (any("all")) {
    text.legend(() => { charts.show(); text.numbers(); text.settings(); });
    charts.build();
    stage.reset();
  }
  if (any("all", "rows", "settings")) charts.update();
  if (any("all", "rows")) text.numbers();
  if (any("all", "settings")) text.settings();
  if (any("all", "log")) text.log();
  if (any("all", "slices")) slice.update();
  if (any("all", "rows", "settings", "state")) {
    text.status(connected);
    text.states();
  }
  document.body.dataset.ready = String(runs.length);
}

function listen() {
  const silent = performance.now() - heard > silence;
  if (silent && connected) {
    connected = false;
    text.status(false);
  }
  if (silent && performance.now() - tried > 2000) connect();
}

function focus(number) {
  view.focus = number;
  stage.reset();
  slice.build();
  text.log();
  text.states();
}

theme.begin();
charts.begin();
slice.begin();
stage.begin();
theme.onTheme(() => {
  charts.build();
  slice.build();
  if (focused()) text.legend(() => { charts.show(); text.numbers(); text.settings(); });
  stage.draw();
});
document.getElementById("focus").addEventListener("change", (event) => focus(Number(event.target.value)));
connect();
setInterval(listen, 500);
