// A panel beside history and documentation that opens examples, each in a tab of its own.
import { createElement as h } from 'react';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { variablesOf } from '../../assets/static/shared.js';

function Icon() {
  return h('svg', { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, strokeLinecap: 'round', strokeLinejoin: 'round' },
    h('path', { d: 'M4 6.5h10M4 12h7M4 17.5h10M17 9.5l3.5 2.5-3.5 2.5' }));
}

/** Makes the plugin for the examples that are offered, with the values that are known for their variables. */
export function examplesPlugin(examples, known) {
  const groups = [...new Set(examples.map((e) => e.group))];

  function Panel() {
    const { addTab } = useGraphiQLActions();
    const queryEditor = useGraphiQL((state) => state.queryEditor);
    const variableEditor = useGraphiQL((state) => state.variableEditor);

    function open(example) {
      if (queryEditor?.getValue().trim()) addTab();
      queryEditor?.setValue(example.query);
      variableEditor?.setValue(variablesOf(example, known));
      queryEditor?.focus();
    }
    return h('section', { className: 'examples', 'aria-label': 'Examples' },
      h('div', { className: 'graphiql-doc-explorer-title' }, 'Examples'),
      examples.length === 0 && h('p', null, 'No example fits this schema.'),
      groups.map((group) => h('div', { key: group }, h('h3', null, group),
        examples.filter((e) => e.group === group).map((e) =>
          h('button', { key: e.name, type: 'button', onClick: () => open(e) }, e.title)))));
  }

  return { title: 'Examples', icon: Icon, content: Panel };
}
