// A text area that colours what is written in it: the text itself is see-through, and a coloured copy lies behind it.
import { el } from './dom.js';
import { tokens } from './shared.js';

const pairs = { '{': '}', '(': ')', '[': ']' };

/** Colours a GraphQL document. */
export function colourQuery(text) {
  const keywords = new Set(['query', 'mutation', 'subscription', 'fragment', 'on', 'true', 'false', 'null']);
  return tokens(text).map((t) => {
    if (t.kind === 'space') return t.text;
    const kind = t.kind === 'name' ? (keywords.has(t.text) ? 'keyword' : /^[A-Z][A-Z0-9_]+$/.test(t.text) ? 'enum' : 'name') : t.kind;
    return el(`span.t-${kind}`, {}, t.text);
  });
}

const jsonToken = /("(?:\\.|[^"\\\n])*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([^"\dtfn-]+|.)/gs;

/** Colours a JSON text; addresses become links where links are wanted. */
export function colourJSON(text, links = false) {
  const parts = [];
  for (const [, string, colon, number, word, rest] of text.matchAll(jsonToken)) {
    if (string !== undefined) {
      const address = links && !colon && /^"https?:\/\/[^\s"\\]+"$/.test(string);
      const node = address
        ? el('a.t-string', { href: string.slice(1, -1), target: '_blank', rel: 'noreferrer' }, string)
        : el(colon ? 'span.t-key' : 'span.t-string', {}, string);
      parts.push(node, colon ?? '');
    } else if (number !== undefined) parts.push(el('span.t-number', {}, number));
    else if (word !== undefined) parts.push(el('span.t-keyword', {}, word));
    else parts.push(rest);
  }
  return parts;
}

/** Puts an editor into a container. Returns {get, set, focus, area}. */
export function editor(container, { colour, label, onInput = () => {}, onRun = () => {}, placeholder = '' }) {
  const gutter = el('div.gutter', { ariaHidden: 'true' });
  const paper = el('pre.paper', { ariaHidden: 'true' });
  const area = el('textarea', {
    spellcheck: false, ariaLabel: label, placeholder, autocapitalize: 'off', autocomplete: 'off', wrap: 'off',
  });
  container.classList.add('editor');
  container.append(gutter, el('div.sheet', {}, paper, area));

  function draw() {
    const text = area.value;
    paper.replaceChildren(...colour(text), '\n');
    const lines = text.split('\n').length;
    gutter.replaceChildren(...Array.from({ length: lines }, (_, i) => el('div', {}, String(i + 1))));
    follow();
  }
  function follow() {
    paper.style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
    gutter.style.transform = `translateY(${-area.scrollTop}px)`;
  }
  // The browser's own command keeps its undo history, which setting the value would lose.
  function insert(text) {
    if (!document.execCommand('insertText', false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  }
  // Changes the start of every line that the selection touches.
  function eachLine(change) {
    const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
    const end = area.value.indexOf('\n', Math.max(area.selectionEnd - 1, from));
    const to = end < 0 ? area.value.length : end;
    const lines = change(area.value.slice(from, to).split('\n')).join('\n');
    area.setSelectionRange(from, to);
    insert(lines);
    area.setSelectionRange(from, from + lines.length);
  }

  area.addEventListener('input', () => { draw(); onInput(area.value); });
  area.addEventListener('scroll', follow);
  area.addEventListener('keydown', (e) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const command = e.ctrlKey || e.metaKey;
    if (e.key === 'Enter' && command) {
      e.preventDefault();
      onRun();
    } else if (e.key === '/' && command) {
      e.preventDefault();
      eachLine((lines) => lines.every((l) => /^\s*#/.test(l))
        ? lines.map((l) => l.replace(/^(\s*)# ?/, '$1')) : lines.map((l) => '# ' + l));
    } else if (e.key === 'Tab' && !command && !e.altKey) {
      e.preventDefault();
      if (e.shiftKey) eachLine((lines) => lines.map((l) => l.replace(/^ {1,2}/, '')));
      else if (start !== end) eachLine((lines) => lines.map((l) => '  ' + l));
      else insert('  ');
    } else if (e.key === 'Escape') {
      area.blur(); // the way out for those who move by Tab
    } else if (e.key === 'Enter' && !e.shiftKey) {
      e.preventDefault();
      const indent = /^\s*/.exec(value.slice(value.lastIndexOf('\n', start - 1) + 1, start))[0];
      const opener = pairs[value[start - 1]];
      insert('\n' + indent + (opener ? '  ' : ''));
      if (opener && value[end] === opener) {
        const at = area.selectionStart;
        insert('\n' + indent);
        area.setSelectionRange(at, at);
      }
    } else if (pairs[e.key] && start === end && /^[\s)\]}]?$/.test(value[end] ?? '')) {
      e.preventDefault();
      insert(e.key + pairs[e.key]);
      area.setSelectionRange(start + 1, start + 1);
    } else if (Object.values(pairs).includes(e.key) && start === end && value[end] === e.key) {
      e.preventDefault();
      area.setSelectionRange(start + 1, start + 1);
    }
  });
  draw();
  return {
    area,
    get: () => area.value,
    set(text) { area.value = text; area.scrollTop = 0; draw(); },
    focus: () => area.focus(),
  };
}
