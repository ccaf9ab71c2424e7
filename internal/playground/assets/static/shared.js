// What both playgrounds and the landing page share: asking the endpoint, and offering examples that this server can answer.

/** Reads the page's configuration: shop, endpoint, examples. */
export async function loadConfig() {
  const answer = await fetch('/playground/config.json');
  if (!answer.ok) throw new Error(`the configuration could not be read: ${answer.status}`);
  return answer.json();
}

/** Sends one operation and returns the answer's JSON, errors and all. Throws where there is no JSON. */
export async function ask(endpoint, body, headers = {}, signal = undefined) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
    signal,
  });
  const text = await answer.text();
  try {
    return { status: answer.status, size: text.length, json: JSON.parse(text) };
  } catch {
    throw new Error(`the answer is not JSON (status ${answer.status}): ${text.slice(0, 200)}`);
  }
}

// One token of a GraphQL document at a time. What is no token at all becomes one character of kind "other", so that a
// half-written query can be coloured, too.
const token = new RegExp([
  /(?<comment>#[^\n]*)/,
  /(?<string>"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?)/,
  /(?<variable>\$\w*)/,
  /(?<directive>@\w*)/,
  /(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/,
  /(?<name>[A-Za-z_]\w*)/,
  /(?<spread>\.\.\.)/,
  /(?<punct>[{}()[\]:=!|&])/,
  /(?<space>[\s,]+)/,
  /(?<other>.)/s,
].map((r) => r.source).join('|'), 'gs');

/** Splits a document into tokens: [{kind, text}], nothing left out. */
export function tokens(text) {
  return Array.from(text.matchAll(token), (m) => ({
    kind: Object.keys(m.groups).find((k) => m.groups[k] !== undefined),
    text: m[0],
  }));
}

/** Lists the operations of a document: [{kind: 'query', name, fields: ['products']}], fields being those of the root. */
export function operations(text) {
  const all = [];
  let current = null;
  let braces = 0;
  let brackets = 0; // inside arguments and variable definitions, names are not fields
  const meaning = tokens(text).filter((t) => t.kind !== 'space' && t.kind !== 'comment');
  meaning.forEach((t, i) => {
    const before = meaning[i - 1];
    const after = meaning[i + 1]?.text;
    if (t.text === '(' || t.text === '[') brackets++;
    else if (t.text === ')' || t.text === ']') brackets--;
    else if (brackets > 0) return;
    else if (t.text === '{') {
      if (braces++ === 0 && !current) all.push((current = { kind: 'query', name: '', fields: [] }));
    } else if (t.text === '}') {
      if (--braces === 0) current = null;
    } else if (t.kind === 'name' && braces === 0) {
      if (['query', 'mutation', 'subscription'].includes(t.text) && !current) {
        all.push((current = { kind: t.text, name: meaning[i + 1]?.kind === 'name' ? after : '', fields: [] }));
      } else if (t.text === 'fragment' && !current) {
        current = { kind: 'fragment', fields: [] };
      }
    } else if (t.kind === 'name' && braces === 1 && current && after !== ':') {
      // An alias is followed by a colon; a type condition or a fragment's name comes after a spread.
      if (before?.kind !== 'spread' && !(before?.text === 'on' && meaning[i - 2]?.kind === 'spread')) {
        current.fields.push(t.text);
      }
    }
  });
  return all;
}

/** Asks the schema for the names of its root fields: {query: Set, mutation: Set}. */
export async function rootFields(endpoint) {
  const { json } = await ask(endpoint, {
    query: '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }',
  });
  const names = (type) => new Set((type?.fields ?? []).map((f) => f.name));
  return { query: names(json.data?.__schema.queryType), mutation: names(json.data?.__schema.mutationType) };
}

/** Keeps the examples whose every root field the schema has. */
export function offered(examples, roots) {
  return examples.filter((e) =>
    operations(e.query).every((op) => op.fields.length > 0 && op.fields.every((f) => roots[op.kind]?.has(f))));
}

// What the placeholders in the examples' variables stand for, and how to find it out.
const finds = {
  products: ['products(first: 1, sortKey: BEST_SELLING) { nodes { id handle variants(first: 1) { nodes { id } } } }', (d) => {
    const p = d.products?.nodes[0];
    return { 'product.handle': p?.handle, 'product.id': p?.id, 'variant.id': p?.variants.nodes[0]?.id };
  }],
  collections: ['collections(first: 1) { nodes { handle } }', (d) => ({ 'collection.handle': d.collections?.nodes[0]?.handle })],
};

/** Looks up real values for the placeholders, as far as the schema and the shop have them. */
export async function lookUp(endpoint, roots) {
  const able = Object.keys(finds).filter((field) => roots.query.has(field));
  if (able.length === 0) return {};
  try {
    const { json } = await ask(endpoint, { query: `{ ${able.map((f) => finds[f][0]).join(' ')} }` });
    return Object.assign({}, ...able.map((f) => finds[f][1](json.data ?? {})));
  } catch {
    return {}; // the examples keep their placeholders, which say what belongs there
  }
}

/** The variables of an example as text, with the placeholders filled in from what is known. */
export function variablesOf(example, known) {
  if (!example.variables) return '';
  const values = { ...known, ...remembered() };
  return JSON.stringify(example.variables, (_, v) =>
    typeof v === 'string' ? v.replace(/^<([\w.]+)>$/, (whole, name) => values[name] ?? whole) : v, 2);
}

const memory = 'cartwright.remembered';

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(memory)) ?? {};
  } catch {
    return {};
  }
}

/** Notes the cart or the login that an answer brought, for the examples that go on with it. */
export function remember(answer) {
  const cart = answer?.data?.cartCreate?.cart?.id;
  const login = answer?.data?.customerAccessTokenCreate?.customerAccessToken?.accessToken;
  if (!cart && !login) return;
  const now = remembered();
  if (cart) now['cart.id'] = cart;
  if (login) now['customer.token'] = login;
  try {
    sessionStorage.setItem(memory, JSON.stringify(now));
  } catch {
    // A browser that keeps nothing costs the convenience, not the page.
  }
}
