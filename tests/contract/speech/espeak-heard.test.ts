import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEspeakSpeech, type SpeechPrograms } from '../../../main/devices/speech/espeak-speech.ts';

/** eSpeak NG and aplay themselves, playing into a file through ALSA's own plugin: what would be heard can be measured. */
let folder: string;
let sound: string;
let programs: SpeechPrograms;
const never = new AbortController().signal;

/** A program of that name that runs `lines`. */
function script(file: string, lines: string): void {
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
}

/** Loudness of what was played, root mean square of its samples. */
function loudness(): number {
  const bytes = readFileSync(sound).subarray(44);
  const samples = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)),
  );
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  return Math.sqrt(sum / samples.length);
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'borne-voice-'));
  sound = path.join(folder, 'heard.wav');
  const alsa = path.join(folder, 'asound.conf');
  writeFileSync(
    alsa,
    `</usr/share/alsa/alsa.conf>
pcm.tofile { type plug slave { pcm { type file slave.pcm { type null } file "${sound}" format "wav" } rate 22050 format S16_LE channels 1 } }
pcm.!default tofile
`,
  );
  // A sound card of our own, and a look at the arguments: the programs are the real ones.
  programs = { voice: path.join(folder, 'voice'), player: path.join(folder, 'player') };
  script(programs.voice, `echo "$@" >> ${folder}/arguments\nexec espeak-ng "$@"`);
  script(programs.player, `export ALSA_CONFIG_PATH=${alsa}\nexec aplay "$@"`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('eSpeak NG', () => {
  it('has a voice for every language but Pashto', async () => {
    const languages = await createEspeakSpeech(programs).languages();
    expect([...languages].sort()).toEqual(['ar', 'en', 'es', 'fr', 'fr-falc', 'prs', 'pt', 'ru', 'tr', 'uk']);
  });

  it.each([
    ['fr', 'Bonjour. Rien n’est envoyé pour l’instant.'],
    ['ar', 'مرحبا'],
    ['uk', 'Добрий день'],
    ['prs', 'سلام'],
    ['tr', 'Merhaba, ışık'],
  ] as const)('is heard in %s', async (language, text) => {
    rmSync(sound, { force: true });
    const said = await createEspeakSpeech(programs).say({ text, language, rate: 3, volume: 4 }, never);
    expect(said).toMatchObject({ ok: true });
    expect(statSync(sound).size).toBeGreaterThan(10_000);
    expect(loudness()).toBeGreaterThan(100);
  });

  it('is at least 18 dB louder at the last step than at the first', async () => {
    const heard = [];
    for (const volume of [1, 5] as const) {
      rmSync(sound, { force: true });
      await createEspeakSpeech(programs).say({ text: 'Voix', language: 'en', rate: 3, volume }, never);
      heard.push(loudness());
    }
    const [soft = 1, loud = 1] = heard;
    expect(20 * Math.log10(loud / soft)).toBeGreaterThanOrEqual(17);
  });

  it('speaks slower at the first step than at the last', async () => {
    const lengths = [];
    for (const rate of [1, 5] as const) {
      rmSync(sound, { force: true });
      const text = 'Posez votre papier sur la vitre.';
      await createEspeakSpeech(programs).say({ text, language: 'fr', rate, volume: 3 }, never);
      lengths.push(statSync(sound).size);
    }
    expect(lengths[0]).toBeGreaterThan((lengths[1] ?? 0) * 1.5);
  });

  it('is never told anything private where others can read it', async () => {
    await createEspeakSpeech(programs).say({ text: 'Secret 42', language: 'fr', rate: 3, volume: 3 }, never);
    expect(readFileSync(path.join(folder, 'arguments'), 'utf8')).not.toContain('Secret');
  });

  it('stops at once when it is interrupted, and its process is gone', async () => {
    const slow = path.join(folder, 'slow');
    const pid = path.join(folder, 'pid');
    script(slow, `trap '' TERM\necho $$ > ${pid}\nwhile :; do sleep 0.1; done`);
    const interrupt = new AbortController();
    const saying = createEspeakSpeech({ ...programs, player: slow }).say(
      { text: 'Long', language: 'fr', rate: 3, volume: 3 },
      interrupt.signal,
    );
    await expect
      .poll(() => existsSync(pid) && readFileSync(pid, 'utf8').trim() !== '', { timeout: 10_000 })
      .toBe(true);
    interrupt.abort();
    expect(await saying).toMatchObject({ ok: true });
    const process = Number(readFileSync(pid, 'utf8'));
    expect(existsSync(`/proc/${process}`)).toBe(false);
  });
});

describe('no voice', () => {
  it('is told where the program is not there', async () => {
    const speech = createEspeakSpeech({ ...programs, voice: path.join(folder, 'nowhere') });
    expect(await speech.languages()).toEqual([]);
    expect(await speech.say({ text: 'Un', language: 'fr', rate: 3, volume: 3 }, never)).toMatchObject({
      ok: false,
      error: { code: 'voice-failed' },
    });
  });

  it('is told where there is no loudspeaker', async () => {
    const deaf = path.join(folder, 'deaf');
    const nothing = path.join(folder, 'nothing.conf');
    writeFileSync(nothing, '');
    script(deaf, `export ALSA_CONFIG_PATH=${nothing}\nexec aplay "$@" 2>/dev/null`);
    const said = await createEspeakSpeech({ ...programs, player: deaf }).say(
      { text: 'Un', language: 'fr', rate: 3, volume: 3 },
      never,
    );
    expect(said).toMatchObject({ ok: false, error: { code: 'voice-failed' } });
  });

  it('is told for Pashto', async () => {
    const said = await createEspeakSpeech(programs).say(
      { text: 'سلام', language: 'ps', rate: 3, volume: 3 },
      never,
    );
    expect(said).toMatchObject({ ok: false, error: { code: 'voice-failed' } });
  });

  it('is told where the program never ends', async () => {
    const stuck = path.join(folder, 'stuck');
    script(stuck, 'exec sleep 60');
    const limits = {
      listMs: 5_000,
      sayMs: 1_000,
      killGraceMs: 100,
      listBytes: 200_000,
      soundBytes: 1_000_000,
    };
    const said = await createEspeakSpeech({ ...programs, player: stuck }, limits).say(
      { text: 'Un', language: 'fr', rate: 3, volume: 3 },
      never,
    );
    expect(said).toMatchObject({ ok: false, error: { code: 'voice-failed' } });
  });
});
