import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../main/contract/snapshot.ts';
import { bannerOf } from '../../../renderer/components/banner-line.ts';
import { stepOf } from '../../../renderer/components/step-of-visit.ts';
import { SNAPSHOTS } from '../../gallery/snapshots.ts';

const keyOf = (name: string) => bannerOf((SNAPSHOTS[name] as Snapshot).visit)?.key;
const stepNumber = (name: string) => stepOf((SNAPSHOTS[name] as Snapshot).visit);

describe('banner', () => {
  it.each([
    'choose-kind',
    'choose-destination',
    'scan-empty',
    'scan-fits',
    'confirm',
    'confirm-preparing',
    'confirm-disk-full',
  ])('says on %s that nothing is sent', (name) => expect(keyOf(name)).toBe('nothingSent'));

  it('no longer says so from the moment the dossier is being saved', () => {
    expect(keyOf('confirm-saving')).toBe('saving');
  });

  it.each([
    ['proof-saved', 'saved'],
    ['proof-sending', 'sending'],
    ['proof-acknowledged', 'acknowledged'],
    ['proof-refused', 'refused'],
  ])('tells on %s what is known of the delivery', (name, key) => expect(keyOf(name)).toBe(key));

  it.each(['scan-usb', 'copy-ready', 'copy-done'])('says on %s that only the stick gets something', (name) =>
    expect(keyOf(name)).toBe('usbOnly'),
  );

  it.each(['welcome', 'ended-sent', 'out-of-service'])('is silent on %s, where there is no visit', (name) =>
    expect(keyOf(name)).toBeUndefined(),
  );
});

describe('steps', () => {
  it.each([
    ['welcome', null],
    ['choose-kind', 0],
    ['choose-destination', 0],
    ['scan-fits', 1],
    ['scan-usb', null],
    ['confirm', 2],
    ['proof-saved', 3],
    ['copy-ready', null],
    ['ended-sent', null],
  ])('put %s at %s', (name, step) => expect(stepNumber(name)).toBe(step));
});
