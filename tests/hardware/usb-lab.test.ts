import { beforeAll, describe, expect, it } from 'vitest';
import { type LabRun, runUsbLab, whyNoLab } from '../../tools/usb-lab/usb-lab.ts';
import { CHECKS } from './checks.ts';

const obstacle = whyNoLab();
const where = obstacle === undefined ? 'in a machine under QEMU' : `cannot run here: ${obstacle}`;

/** The laboratory is run once; each of its checks is a test here, so that one that did not come about is seen as failed. */
describe.skipIf(obstacle !== undefined)(`readers and sticks on virtual USB, ${where}`, () => {
  let run: LabRun | undefined;
  let sentence = '';
  beforeAll(async () => {
    const outcome = await runUsbLab({ onProgress: () => undefined, onCheck: () => undefined });
    if (outcome.ok) run = outcome.value;
    else sentence = `${outcome.sentence}\n${outcome.said}`;
  });

  it('boots, and comes to its end', () => {
    expect(sentence).toBe('');
    expect(run?.complete, `${run?.notes.join('\n')}\n${run?.machine.console}`).toBe(true);
  });

  it.each(CHECKS.map(({ name }) => name))('%s', (name) => {
    const check = run?.checks.find((one) => one.name === name);
    expect(check?.passed, check?.detail ?? 'was not carried out').toBe(true);
  });

  it('threw nothing beside its checks', () => {
    const names = new Set(CHECKS.map(({ name }) => name));
    expect(run?.checks.filter((check) => !names.has(check.name))).toEqual([]);
  });
});
