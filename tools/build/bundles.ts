import { builtinModules } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, type Plugin } from 'vite';
import { inRepository, repository } from '../repository.ts';

/**
 * Oldest runtimes that the bundles must run on: the development runtime's Node 20.18 and Chromium 130. The shipped
 * Electron is newer.
 */
const OLDEST_NODE = 'node20.18';
const OLDEST_CHROMIUM = 'chrome130';

/**
 * Packages that find their own files beside themselves (WebAssembly, worker scripts) and are therefore copied, not
 * bundled: what a bundle imports instead of the package's name, and the files to copy.
 */
export const COPIED_PACKAGES = [
  { name: 'wasm-vips', imported: './wasm-vips/vips-node.mjs', files: ['lib/vips-node.mjs', 'lib/vips.wasm'] },
  {
    name: '@hyzyla/pdfium',
    imported: './pdfium/index.esm.js',
    files: ['dist/index.esm.js', 'dist/pdfium.wasm'],
  },
] as const;

/**
 * Files of packages that are data to bundled code (WebAssembly modules, models for reading print), copied into `models/`
 * beside the bundle of the documents engine.
 */
export const MODEL_FILES = [
  'zxing-wasm/dist/reader/zxing_reader.wasm',
  'libheif-js/libheif-wasm/libheif.wasm',
  'tesseract.js-core/tesseract-core-simd-lstm.wasm',
  '@tesseract.js-data/fra/4.0.0_best_int/fra.traineddata.gz',
  '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
] as const;

/** Where the bundler's time goes is of no interest to who builds. */
const QUIET_CHECKS = { pluginTimings: false };

const provided = ['electron', ...builtinModules, /^node:/, ...COPIED_PACKAGES.map(({ name }) => name)];

const NATIVE_LOADER = '\0native-loader';

/**
 * Loads native files from the application's `native` folder. Packages look for theirs beside their own sources, which a
 * bundle does not have.
 */
const nativeFromOwnFolder: Plugin = {
  name: 'native-from-own-folder',
  enforce: 'pre',
  resolveId: (source) => (source === 'pkg-prebuilds/bindings' ? NATIVE_LOADER : null),
  load: (id) =>
    id === NATIVE_LOADER
      ? 'module.exports = (_folder, { name }) => require("../native/" + name + ".node");'
      : null,
};

/** What every bundle has in common: nothing read from elsewhere, no source map, minified. */
function common(folder: string): InlineConfig {
  return {
    configFile: false,
    envDir: false,
    root: repository,
    publicDir: false,
    mode: 'production',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: folder, emptyOutDir: false, sourcemap: false, reportCompressedSize: false },
  };
}

/**
 * Bundles one entry of the Node side with everything it needs except Electron and Node's own modules.
 *
 * @param entry Source file, relative to the checkout.
 * @param output Bundle to write, absolute. `.cjs` gives CommonJS (what a sandboxed preload must be), `.js` a module.
 */
export async function bundleForNode(entry: string, output: string): Promise<void> {
  const shared = common(path.dirname(output));
  const commonjs = output.endsWith('.cjs');
  await build({
    ...shared,
    plugins: [nativeFromOwnFolder],
    // CommonJS packages inside a module bundle have no folder of their own: they get the bundle's.
    define: { ...shared.define, ...(commonjs ? {} : { __dirname: 'import.meta.dirname' }) },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ...shared.build,
      ssr: true,
      target: commonjs ? OLDEST_CHROMIUM : OLDEST_NODE,
      minify: 'oxc',
      rolldownOptions: {
        checks: QUIET_CHECKS,
        input: inRepository(entry),
        external: provided,
        output: {
          format: commonjs ? 'cjs' : 'es',
          entryFileNames: path.basename(output),
          codeSplitting: false,
          keepNames: true,
          paths: Object.fromEntries(COPIED_PACKAGES.map(({ name, imported }) => [name, imported])),
        },
      },
    },
  });
}

/** Bundles the page for `kiosk://app/`: relative addresses, no inlined asset, no inline script. */
export async function bundlePage(folder: string): Promise<void> {
  const shared = common(folder);
  await build({
    ...shared,
    root: inRepository('renderer'),
    base: './',
    plugins: [react()],
    build: {
      ...shared.build,
      target: OLDEST_CHROMIUM,
      modulePreload: { polyfill: false },
      // A `data:` address would need a hole in the content security policy.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { checks: QUIET_CHECKS },
    },
  });
}
