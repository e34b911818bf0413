/**
 * `npm run test:usb-lab`: the shipped code for readers and USB sticks against real virtual USB devices, in a small
 * machine of its own (QEMU without KVM). One line a check. `npm run test:usb-lab -- FAT32` runs those whose name says so;
 * `--console` adds what the machine said.
 */

import { runUsbLab, whyNoLab } from '../usb-lab/usb-lab.ts';

const obstacle = whyNoLab();
if (obstacle !== undefined) {
  console.error(`The USB laboratory cannot run here: ${obstacle}.`);
  process.exit(1);
}
const only = process.argv.slice(2).filter((argument) => argument !== '--console');
const run = await runUsbLab(
  {
    onProgress: (what) => console.log(`• ${what}`),
    onCheck: ({ name, passed, milliseconds, detail }) => {
      console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${(milliseconds / 1000).toFixed(1)} s)`);
      if (detail !== '') console.log(detail.replaceAll(/^/gm, '        '));
    },
  },
  only.join(' '),
);
if (!run.ok) {
  if (run.said !== '') console.error(run.said);
  console.error(`${run.sentence}.`);
  process.exit(1);
}
const { checks, complete, machine, seconds } = run.value;
const failed = checks.filter(({ passed }) => !passed).length + (complete ? 0 : 1);
if (!complete) console.log(`FAILED  the machine ended before the last check (${machine.reason})`);
if (!complete || process.argv.includes('--console')) console.log(machine.console);
console.log(`The USB laboratory took ${seconds.toFixed(1)} s.`);
console.log(`${checks.length + (complete ? 0 : 1) - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
