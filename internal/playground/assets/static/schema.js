// The schema browser: root fields first, then from type to type.
import { el } from './dom.js';
import { ask } from './shared.js';

const typeRef = 'kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }';
const introspection = `query Introspection {
  __schema {
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    types {
      kind name description
      fields(includeDeprecated: true) {
        name description isDeprecated deprecationReason
        args { name description defaultValue type { ${typeRef} } }
        type { ${typeRef} }
      }
      inputFields { name description defaultValue type { ${typeRef} } }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { name }
      interfaces { name }
    }
  }
}`;

/** Reads the schema of an endpoint. Throws with the server's own words where it gives none. */
export async function loadSchema(endpoint) {
  const { json } = await ask(endpoint, { query: introspection });
  if (!json.data?.__schema) throw new Error(json.errors?.[0]?.message ?? 'the server does not show its schema');
  const schema = json.data.__schema;
  return { ...schema, byName: new Map(schema.types.map((t) => [t.name, t])) };
}

const innermost = (type) => (type.ofType ? innermost(type.ofType) : type.name);

function written(type) {
  if (type.kind === 'NON_NULL') return written(type.ofType) + '!';
  if (type.kind === 'LIST') return `[${written(type.ofType)}]`;
  return type.name;
}

/** Shows a schema in a container. */
export function browse(container, schema) {
  const search = el('input.search', { type: 'search', placeholder: 'Search types and fields', ariaLabel: 'Search the schema' });
  const crumbs = el('nav.crumbs', { ariaLabel: 'Where you are' });
  const view = el('div.view', { tabIndex: -1 });
  const trail = [];
  container.replaceChildren(search, crumbs, view);

  const typeLink = (type) => el('button.type', { type: 'button', onclick: () => open(innermost(type)) }, written(type));

  function args(field) {
    if (!field.args?.length) return null;
    return el('div.args', {}, ...field.args.map((a) => el('div', { title: a.description ?? '' },
      el('span.t-variable', {}, a.name), ': ', typeLink(a.type),
      a.defaultValue && a.defaultValue !== 'null' ? el('span.quiet', {}, ` = ${a.defaultValue}`) : null)));
  }
  function fieldEntry(field, prefix = '') {
    return el(`div.entry${field.isDeprecated ? '.deprecated' : ''}`, {},
      el('div', {}, prefix ? el('span.quiet', {}, prefix) : null, el('span.t-name', {}, field.name),
        field.type ? ': ' : null, field.type ? typeLink(field.type) : null),
      field.description ? el('p', {}, field.description) : null,
      field.isDeprecated ? el('p.warn', {}, `Deprecated: ${field.deprecationReason ?? ''}`) : null,
      args(field));
  }
  const section = (title, entries) => (entries?.length ? el('section', {}, el('h3', {}, title), ...entries) : null);
  const names = (title, list) => section(title, list?.length
    ? [el('div.chips', {}, ...list.map((t) => el('button.type', { type: 'button', onclick: () => open(t.name) }, t.name)))] : []);

  function draw() {
    const name = trail.at(-1);
    crumbs.replaceChildren(...['Schema', ...trail].map((c, i) => el('button', {
      type: 'button', disabled: i === trail.length, onclick: () => { trail.length = i; draw(); },
    }, c)));
    if (!name) {
      const roots = [['Queries', schema.queryType], ['Mutations', schema.mutationType], ['Subscriptions', schema.subscriptionType]];
      view.replaceChildren(...roots.map(([title, root]) => section(title, root && schema.byName.get(root.name)?.fields.map((f) => fieldEntry(f))))
        .filter(Boolean));
    } else {
      const type = schema.byName.get(name);
      view.replaceChildren(...[
        el('h2', {}, name, el('span.kind', {}, type.kind.toLowerCase().replace('_', ' '))),
        type.description ? el('p', {}, type.description) : null,
        section('Fields', type.fields?.map((f) => fieldEntry(f))),
        section('Input fields', type.inputFields?.map((f) => fieldEntry(f))),
        section('Values', type.enumValues?.map((v) => fieldEntry(v))),
        names('Possible types', type.possibleTypes),
        names('Implements', type.interfaces),
      ].filter(Boolean));
    }
    view.scrollTop = 0;
  }
  function open(name) {
    if (!schema.byName.has(name)) return;
    search.value = '';
    if (trail.at(-1) !== name) trail.push(name);
    draw();
  }
  function find(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return draw();
    const shown = schema.types.filter((t) => !t.name.startsWith('__'));
    const rank = (name) => (name.toLowerCase() === wanted ? 0 : name.toLowerCase().startsWith(wanted) ? 1 : 2);
    const types = shown.filter((t) => t.name.toLowerCase().includes(wanted)).sort((a, b) => rank(a.name) - rank(b.name));
    const fields = shown.flatMap((t) => [...(t.fields ?? []), ...(t.inputFields ?? [])]
      .filter((f) => f.name.toLowerCase().includes(wanted)).map((f) => [t, f])).sort((a, b) => rank(a[1].name) - rank(b[1].name));
    view.replaceChildren(...[
      names('Types', types.slice(0, 60)),
      section('Fields', fields.slice(0, 80).map(([t, f]) => fieldEntry(f, `${t.name}.`))),
    ].filter(Boolean));
    if (!view.children.length) view.replaceChildren(el('p.quiet', {}, 'Nothing has that name.'));
  }
  search.addEventListener('input', () => find(search.value));
  draw();
}
