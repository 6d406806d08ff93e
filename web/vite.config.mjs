/** How the pages are built: static files with a digest in their names, nothing inline, nothing from elsewhere. */
import { join } from 'node:path';

const root = import.meta.dirname;

/** @type {import('vite').UserConfig} */
export default {
  root,
  publicDir: join(root, 'public'),
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2023',
    // An inlined file would be a data: address, which the pages' policy does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 400,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
};
