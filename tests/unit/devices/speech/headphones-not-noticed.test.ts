import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlsaHeadphones } from '../../../../main/devices/speech/alsa-headphones.ts';
import { headphonesOf } from '../../../../main/devices/speech/jack-controls.ts';

/** As `amixer -c 0 contents` of alsa-utils 1.2.8 writes a laptop's card. */
function contents(jack: 'on' | 'off', name = 'Headphone Jack', iface = 'CARD'): string {
  return `numid=1,iface=MIXER,name='Headphone Playback Volume'
  ; type=INTEGER,access=rw---R--,values=2,min=0,max=87,step=0
  : values=60,60
  | dBscale-min=-65.25dB,step=0.75dB,mute=0
numid=2,iface=MIXER,name='Headphone Playback Switch'
  ; type=BOOLEAN,access=rw------,values=2
  : values=on,on
numid=14,iface=CARD,name='Mic Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=15,iface=${iface},name='${name}'
  ; type=BOOLEAN,access=r-------,values=1
  : values=${jack}
numid=16,iface=CARD,name='Speaker Phantom Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
`;
}

describe('the controls of a sound card', () => {
  it.each([
    'Headphone Jack',
    'Front Headphone Jack',
    'Headphone Front Jack',
    'Headset Jack',
    'Headphone - Output Jack',
  ])('« %s » tells of headphones', (name) => {
    expect(headphonesOf(contents('on', name))).toBe('plugged');
    expect(headphonesOf(contents('off', name))).toBe('unplugged');
  });

  it.each(['Headphone Phantom Jack', 'Headset Mic Jack', 'Line Out Jack', 'HDMI/DP,pcm=3 Jack', 'Jack'])(
    '« %s » says nothing of them',
    (name) => expect(headphonesOf(contents('on', name))).toBe('unknown'),
  );

  it('that bear the name and are no socket are not believed', () => {
    expect(headphonesOf(contents('on', 'Headphone Jack', 'MIXER'))).toBe('unknown');
  });

  it('are plugged where one of several sockets is', () => {
    expect(headphonesOf(contents('off') + contents('on', 'Front Headphone Jack'))).toBe('plugged');
  });

  it.each([
    '',
    '\n\n',
    'numid=',
    "numid=1,iface=CARD,name='Headphone Jack'",
    `${'x'.repeat(500_000)}\n`.repeat(2),
  ])('that make no sense say nothing', (text) => expect(headphonesOf(text)).toBe('unknown'));
});

describe('the sockets of a machine', () => {
  let folder: string;
  let headphones: AlsaHeadphones | undefined;
  const card = (number: number): string => path.join(folder, 'cards', `card${number}`);

  /** A card that says what its file says, and a monitor that writes a line for each line of its own file. */
  async function open(): Promise<AlsaHeadphones> {
    const script = (name: string, line: string): string => {
      const file = path.join(folder, name);
      writeFileSync(file, `#!/bin/sh\n${line}\n`);
      chmodSync(file, 0o755);
      return file;
    };
    headphones = await AlsaHeadphones.open({
      cards: path.join(folder, 'cards'),
      mixer: script('mixer', `echo "$@" >> ${folder}/asked; exec cat ${folder}/cards/card$2/contents`),
      monitor: { path: script('monitor', `exec tail -n +1 -f ${folder}/events`), args: [] },
      limits: { lookMs: 2_000, settledMs: 30, bytes: 20_000, cards: 8 },
    });
    return headphones;
  }
  function plugInto(number: number, text: string): void {
    mkdirSync(card(number), { recursive: true });
    writeFileSync(path.join(card(number), 'contents'), text);
    writeFileSync(path.join(folder, 'events'), `node hw:${number}, #15 (0,0,0,Headphone Jack,0) VALUE\n`, {
      flag: 'a',
    });
  }
  const asked = (): number =>
    existsSync(path.join(folder, 'asked'))
      ? readFileSync(path.join(folder, 'asked'), 'utf8').split('\n').length
      : 0;
  const soon = { timeout: 5_000 };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'borne-jack-'));
    mkdirSync(path.join(folder, 'cards'));
    writeFileSync(path.join(folder, 'events'), '');
  });
  afterEach(async () => {
    await headphones?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are known at the start', async () => {
    plugInto(0, contents('on'));
    expect((await open()).presence()).toBe('plugged');
  });

  it('tell when a plug goes in or out, and are not asked between', async () => {
    plugInto(0, contents('off'));
    const sockets = await open();
    const heard: string[] = [];
    sockets.watch((presence) => heard.push(presence));
    const before = asked();
    plugInto(0, contents('on'));
    await expect.poll(() => heard, soon).toEqual(['plugged']);
    plugInto(0, contents('off'));
    await expect.poll(() => heard, soon).toEqual(['plugged', 'unplugged']);
    expect(asked() - before).toBeLessThanOrEqual(4);
  });

  it('of a second card count too, and a card that does not answer is left out', async () => {
    mkdirSync(card(0));
    plugInto(1, contents('on'));
    expect((await open()).presence()).toBe('plugged');
  });

  it('of a card that never stops talking are unknown', async () => {
    plugInto(0, contents('off') + 'x'.repeat(30_000) + contents('on'));
    expect((await open()).presence()).toBe('unknown');
  });

  it('are unknown on a machine without sound', async () => {
    rmSync(path.join(folder, 'cards'), { recursive: true });
    expect((await open()).presence()).toBe('unknown');
  });

  it('are heard of no more once closed', async () => {
    plugInto(0, contents('off'));
    const sockets = await open();
    const heard: string[] = [];
    sockets.watch((presence) => heard.push(presence));
    await sockets.close();
    plugInto(0, contents('on'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual([]);
  });
});
