// GraphiQL with the shop's name, the examples that this server can answer, and a history that outlives the page.
import './workers.js';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import 'graphiql/style.css';
import './house.css';
import { ask, loadConfig, lookUp, offered, remember, rootFields, variablesOf } from '../../assets/static/shared.js';
import { examplesPlugin } from './examples.js';

// The side panel starts narrower than GraphiQL would have it; whoever moves the border finds it where it was.
function narrowPanel() {
  try {
    if (!localStorage.getItem('graphiql:docExplorerFlex')) localStorage.setItem('graphiql:docExplorerFlex', '0.27');
  } catch {
    // A browser that keeps nothing shows the wider panel.
  }
}

const firstTabs = ['products', 'product', 'options', 'cart-create', 'customer-create'];

async function start() {
  const config = await loadConfig();
  document.title = `Playground · ${config.shop}`;

  // A server that does not answer still gets its playground: GraphiQL tells what went wrong.
  const roots = await rootFields(config.endpoint).catch(() => ({ query: new Set(), mutation: new Set() }));
  const examples = offered(config.examples, roots);
  const known = await lookUp(config.endpoint, roots);

  async function fetcher(params, options) {
    const { json } = await ask(config.endpoint, params, options?.headers);
    remember(json);
    return json;
  }

  narrowPanel();
  const tabs = firstTabs.map((name) => examples.find((e) => e.name === name)).filter(Boolean);
  const plugin = examplesPlugin(examples, known);
  const linked = new URLSearchParams(location.search);

  createRoot(document.getElementById('root')).render(
    h(GraphiQL, {
      fetcher,
      plugins: [plugin, HISTORY_PLUGIN],
      visiblePlugin: plugin,
      maxHistoryLength: 60,
      inputValueDeprecation: true,
      schemaDescription: true,
      dangerouslyAssumeSchemaIsValid: true, // the server has checked it, and for a schema of this size it takes a while
      defaultEditorToolsVisibility: 'variables',
      defaultHeaders: '',
      shouldPersistHeaders: true,
      initialQuery: linked.get('query') ?? undefined,
      initialVariables: linked.get('variables') ?? undefined,
      defaultTabs: tabs.length ? tabs.map((e) => ({ query: e.query, variables: variablesOf(e, known) })) : undefined,
    }, h(GraphiQL.Logo, null, h('a', { className: 'house', href: '/' },
      h('img', { src: '/playground/static/logo.svg', alt: '', width: 24, height: 24 }), config.shop))),
  );
}

start().catch((e) => {
  const root = document.getElementById('root');
  root.className = 'broken';
  root.textContent = `The playground could not start: ${e.message}`;
}).finally(() => document.getElementById('root').removeAttribute('aria-busy'));
