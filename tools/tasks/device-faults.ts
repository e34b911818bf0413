/**
 * `npm run devices:faults`: writes what goes wrong with each device, who is told what and which test proves it into
 * `main/devices/README.md`, with the sentences that ship. A test fails where it was not run after a change.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { FAULTS_FILE, withFaultSection } from './device-faults/fault-table.ts';

writeFileSync(FAULTS_FILE, withFaultSection(readFileSync(FAULTS_FILE, 'utf8')));
