/**
 * Development only: gives the development runtime what the stock Electron has, namely running the
 * application folder named on its command line. Never part of a package.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

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
  try {
    // Awaited here so that Electron is not ready before the application has said what must be said before that.
    await import(pathToFileURL(path.join(folder, manifest.main)).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}
