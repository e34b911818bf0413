/**
 * Completes package-lock.json with the packages of other systems. A registry that does not carry them makes
 * `npm install` leave them out, and `npm ci` then refuses the file. Run it after `npm install` where that happens.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '../repository.ts';
import { completeLock } from '../setup/package-lock.ts';

const file = inRepository('package-lock.json');
const { text, added } = completeLock(readFileSync(file, 'utf8'));
if (added.length > 0) writeFileSync(file, text);
for (const place of added) console.log(`added ${place}`);
console.log(`${added.length} packages of other systems added to package-lock.json`);
