/**
 * Development only: gives the development runtime what the stock Electron has, namely running the
 * application folder named on its command line. Never part of a package.
 */
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const target = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (target === undefined) {
  console.error('Give the application folder as an argument.');
  app.exit(2);
} else {
  const folder = path.resolve(target);
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setAppPath(folder);
  import(pathToFileURL(path.join(folder, manifest.main)).href).catch((error) => {
    console.error(error);
    app.exit(1);
  });
}
