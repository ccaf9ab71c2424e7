// The light playground: one page without dependencies.
import { copy, el } from './dom.js';
import { colourJSON, colourQuery, editor } from './editor.js';
import { forget, history, note, settings } from './history.js';
import { browse, loadSchema } from './schema.js';
import { ask, loadConfig, lookUp, offered, operations, remember, rootFields, variablesOf } from './shared.js';

const $ = (id) => document.getElementById(id);
const biggestColoured = 400_000; // characters of an answer; beyond, colouring takes longer than reading is worth

const config = await loadConfig();
document.title = `Playground · ${config.shop}`;
$('shop').textContent = config.shop;
$('endpoint').textContent = config.endpoint;
if (config.full) $('hint').replaceChildren('The light playground. ', el('a', { href: '/playground' }, 'Open GraphiQL'));

// Editors -------------------------------------------------------------------------------------------------------------

const draft = readDraft();
function readDraft() {
  try {
    return JSON.parse(settings.get('draft')) ?? {};
  } catch {
    return {};
  }
}
const keep = () => settings.set('draft', JSON.stringify({ query: query.get(), variables: variables.get(), headers: headers.get() }));
const query = editor($('query'), { colour: colourQuery, label: 'Query', onInput: keep, onRun: run });
const variables = editor($('variables'), { colour: colourJSON, label: 'Variables, as JSON', placeholder: '{ }', onInput: keep, onRun: run });
const headers = editor($('headers'), {
  colour: colourJSON, label: 'Request headers, as JSON', placeholder: '{ "X-Shopify-Storefront-Access-Token": "…" }', onInput: keep, onRun: run,
});

function tabs(list) {
  const buttons = [...list.querySelectorAll('[role=tab]')];
  const panel = (b) => $(b.getAttribute('aria-controls'));
  function choose(button) {
    for (const b of buttons) {
      b.setAttribute('aria-selected', String(b === button));
      b.tabIndex = b === button ? 0 : -1;
      panel(b).hidden = b !== button;
    }
  }
  buttons.forEach((b, i) => {
    b.addEventListener('click', () => choose(b));
    b.addEventListener('keydown', (e) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!step) return;
      const next = buttons[(i + step + buttons.length) % buttons.length];
      choose(next);
      next.focus();
    });
  });
  return (id) => choose(buttons.find((b) => b.getAttribute('aria-controls') === id));
}
tabs($('side-tabs'));
const chooseInput = tabs($('input-tabs'));

function load({ query: q, variables: v }) {
  query.set(q);
  variables.set(v ?? '');
  chooseInput('variables');
  keep();
}

// Running -------------------------------------------------------------------------------------------------------------

let running = null;

function parsed(text, what) {
  if (!text.trim()) return undefined;
  let value;
  try {
    value = JSON.parse(text);
  } catch (e) {
    throw new Error(`The ${what} are not JSON: ${e.message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`The ${what} must be a JSON object.`);
  return value;
}

// The operation that the cursor stands in, of several in one document.
function chosenOperation(text) {
  const named = operations(text).filter((op) => op.kind !== 'fragment' && op.name);
  if (named.length < 2) return undefined;
  const cursor = query.area.selectionStart;
  const starts = named.map((op) => ({ op, at: text.search(new RegExp(`\\b${op.kind}\\s+${op.name}\\b`)) }));
  return (starts.filter((s) => s.at <= cursor).at(-1) ?? starts[0]).op.name;
}

async function run() {
  if (running) return running.abort();
  const stop = (running = new AbortController());
  document.body.classList.add('running');
  $('run').textContent = 'Stop';
  $('answer').removeAttribute('data-done');
  const started = performance.now();
  try {
    const text = query.get();
    const body = { query: text, variables: parsed(variables.get(), 'variables'), operationName: chosenOperation(text) };
    const { status, size, json } = await ask(config.endpoint, body, parsed(headers.get(), 'headers'), stop.signal);
    show(json, `${status} · ${Math.round(performance.now() - started)} ms · ${bytes(size)}`);
    remember(json);
    const first = operations(text)[0];
    note({ query: text, variables: variables.get(), name: body.operationName ?? first?.name ?? first?.fields[0] ?? '', at: Date.now() });
    drawHistory();
  } catch (e) {
    if (e.name === 'AbortError') show(null, 'stopped');
    else show(null, 'no answer', e.message);
  } finally {
    running = null;
    document.body.classList.remove('running');
    $('run').textContent = 'Run';
    $('answer').setAttribute('data-done', '');
  }
}

const bytes = (n) => (n < 1000 ? `${n} B` : n < 1e6 ? `${(n / 1e3).toFixed(1)} kB` : `${(n / 1e6).toFixed(1)} MB`);

function show(json, summary, problem) {
  const problems = problem ? [{ message: problem }] : json?.errors ?? [];
  $('summary').textContent = summary;
  $('summary').classList.toggle('bad', problems.length > 0);
  $('problems').replaceChildren(...problems.map((p) => el('li', {}, p.message,
    p.locations?.[0] ? el('span.quiet', {}, ` line ${p.locations[0].line}, column ${p.locations[0].column}`) : null,
    p.path ? el('span.quiet', {}, ` at ${p.path.join('.')}`) : null)));
  const text = json ? JSON.stringify(json, null, 2) : '';
  $('answer').replaceChildren(...(text.length > biggestColoured ? [text] : colourJSON(text, true)));
  $('answer-pane').scrollTop = 0;
  $('copy').hidden = !json;
  showPictures(json);
}

// The pictures that an answer names, small and below it.
function showPictures(json) {
  const found = new Map();
  (function walk(value, alt) {
    if (Array.isArray(value)) value.forEach((v) => walk(v, alt));
    else if (value && typeof value === 'object') {
      for (const [key, v] of Object.entries(value)) {
        if (typeof v === 'string' && /^(url|src|transformedSrc|originalSrc)$/.test(key) && /\.(png|jpe?g|webp|gif|svg)(\?|$)/i.test(v)) {
          found.set(v, value.altText ?? alt ?? '');
        } else walk(v, value.title ?? alt);
      }
    }
  })(json?.data);
  const strip = [...found].slice(0, 16).map(([src, alt]) => {
    const link = el('a', { href: src, target: '_blank', rel: 'noreferrer', title: alt }, el('img', { src, alt, loading: 'lazy' }));
    link.firstChild.addEventListener('error', () => {
      link.remove();
      $('pictures').hidden = !$('pictures').children.length;
    });
    return link;
  });
  $('pictures').replaceChildren(...strip);
  $('pictures').hidden = strip.length === 0;
}

$('run').addEventListener('click', run);
$('copy').addEventListener('click', (e) => copy($('answer').textContent, e.currentTarget));
document.addEventListener('keydown', (e) => {
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !e.defaultPrevented) run();
});

// The side: examples, schema, history ---------------------------------------------------------------------------------

function drawHistory() {
  const list = history();
  $('history').replaceChildren(
    ...(list.length ? list.map((h) => el('button.item', { type: 'button', title: h.query, onclick: () => load(h) },
      el('span', {}, h.name || 'Unnamed'), el('time', {}, new Date(h.at).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' }))))
      : [el('p.quiet', {}, 'What you run is listed here, in this browser only.')]),
    list.length ? el('button.forget', { type: 'button', onclick: () => { forget(); drawHistory(); } }, 'Forget all') : '');
}

function drawExamples(examples, known) {
  const groups = Map.groupBy ? Map.groupBy(examples, (e) => e.group)
    : examples.reduce((m, e) => m.set(e.group, [...(m.get(e.group) ?? []), e]), new Map());
  $('examples').replaceChildren(...[...groups].map(([group, list]) => el('section', {}, el('h3', {}, group),
    ...list.map((e) => el('button.item', {
      type: 'button', 'data-example': e.name, onclick: () => load({ query: e.query, variables: variablesOf(e, known) }),
    }, e.title)))));
  if (!examples.length) $('examples').replaceChildren(el('p.quiet', {}, 'No example fits this schema.'));
}

drawHistory();
const asked = new URLSearchParams(location.search);
const linked = asked.has('query');
if (linked) load({ query: asked.get('query'), variables: asked.get('variables') });
else if (draft.query) load(draft);
if (draft.headers && !linked) headers.set(draft.headers);

try {
  const roots = await rootFields(config.endpoint);
  const examples = offered(config.examples, roots);
  const known = await lookUp(config.endpoint, roots);
  drawExamples(examples, known);
  if (!query.get() && examples.length) load({ query: examples[0].query, variables: variablesOf(examples[0], known) });
  browse($('schema'), await loadSchema(config.endpoint));
} catch (e) {
  $('schema').replaceChildren(el('p.warn', {}, `The schema could not be read: ${e.message}`));
  if (!$('examples').children.length) drawExamples(config.examples, {});
}
document.body.setAttribute('data-ready', '');
