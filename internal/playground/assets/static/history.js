// What was run before, kept in this browser alone.
const key = 'cartwright.history';
const most = 60;

/** The operations that were run, newest first: [{query, variables, name, at}]. */
export function history() {
  try {
    const list = JSON.parse(localStorage.getItem(key));
    return Array.isArray(list) ? list.filter((h) => typeof h?.query === 'string') : [];
  } catch {
    return [];
  }
}

/** Notes an operation; one that was run before moves to the top. */
export function note(entry) {
  const rest = history().filter((h) => h.query !== entry.query || h.variables !== entry.variables);
  write([entry, ...rest].slice(0, most));
}

/** Forgets everything. */
export function forget() { write([]); }

function write(list) {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Storage that is full or closed: the page works on without a history.
  }
}

/** Keeps and reads small settings of the page. */
export const settings = {
  get(name) {
    try {
      return localStorage.getItem(`cartwright.${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`cartwright.${name}`, value);
    } catch {
      // as above
    }
  },
};
