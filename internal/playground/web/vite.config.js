// Builds GraphiQL into ../assets/graphiql, where Go embeds it: index.html, and under assets/ files that carry a hash
// of their content in their names.
import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { defineConfig } from 'vite';

// The style sheets of GraphiQL carry their fonts inside. As files they load only where a page has such letters, and
// the content security policy need not allow data: addresses for fonts.
function fontFiles() {
  const inside = /url\(["']?data:(?:font|application)\/(?:x-)?(?:font-)?(woff2|woff|ttf);(?:charset=[\w-]+;)?base64,([A-Za-z0-9+/=]+)["']?\)/g;
  return {
    name: 'font-files',
    generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (!name.endsWith('.css')) continue;
        file.source = String(file.source).replace(inside, (_, kind, data) => {
          const source = Buffer.from(data, 'base64');
          const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
          const fileName = `assets/font-${hash}.${kind}`;
          this.emitFile({ type: 'asset', fileName, source });
          return `url(font-${hash}.${kind})`;
        });
      }
    },
  };
}

// Text is kept compressed, and only so: it makes the binary smaller by two thirds, and almost every browser takes it
// as it is. What is compressed already stays.
function compressed() {
  return {
    name: 'compressed',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const [name, file] of Object.entries(bundle)) {
          if (!/\.(js|css|html|svg)$/.test(name) || name === 'index.html') continue;
          const source = gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 });
          this.emitFile({ type: 'asset', fileName: name + '.gz', source });
          delete bundle[name];
        }
      },
    },
  };
}

export default defineConfig({
  base: '/playground/graphiql/',
  plugins: [fontFiles(), compressed()],
  worker: { format: 'es' },
  build: {
    outDir: '../assets/graphiql',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6000,
    target: 'es2022',
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      // Directives for servers that render React mean nothing in a browser, and there are a hundred of them.
      onLog: (level, log, next) => log.code === 'MODULE_LEVEL_DIRECTIVE' || next(level, log),
    },
  },
});
