import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../kiosk-config/schema/read-configuration.ts';
import { KEYPAD_KEYS, keypadFunction, USUAL_KEYPAD } from '../../../main/domain/keypad.ts';

const SHIPPED = fileURLToPath(new URL('../../../kiosk-config', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'borne-keypad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A sound configuration of ten lines, then the keypad. */
function read(keypad: string): ReturnType<typeof readConfiguration> {
  const file = join(folder, 'kiosk.yaml');
  writeFileSync(
    file,
    `terminal: essai-01
site: Agence d'essai
data_dir: /var/lib/borne
scanner: { kind: escl, url: "http://127.0.0.1:8080/eSCL" }
printer: { kind: ipp, url: "ipp://127.0.0.1:631/ipp/print" }
usb: { mount_root: /media/borne }
platform:
  url: https://plateforme.example/
  recipients: [age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg]
voice: { start: key }
${keypad}`,
  );
  return readConfiguration(file, SHIPPED);
}
const keypadOf = (text: string) => {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value.profile.keypad;
};

describe('a keypad', () => {
  it('of which nothing is said sends what an ordinary keyboard sends', () => {
    expect(keypadOf('')).toEqual(USUAL_KEYPAD);
  });

  it('may send other keys, and a key of its own for headphones', () => {
    expect(keypadOf('keypad:\n  help: F13\n  plugged: F15\n  unplugged: F16\n')).toEqual({
      ...USUAL_KEYPAD,
      help: 'F13',
      plugged: 'F15',
      unplugged: 'F16',
    });
  });

  it('may exchange two keys', () => {
    expect(keypadOf('keypad:\n  help: F2\n  repeat: F1\n')).toMatchObject({ help: 'F2', repeat: 'F1' });
  });

  it.each([
    ['two functions on one key', 'keypad:\n  back: F9\n  help: F9\n', 13, '« back » (F9)'],
    ['a key that another function has by itself', 'keypad:\n  help: F2\n', 11, '« help » (F2)'],
    ['a letter', 'keypad:\n  help: h\n', 12, 'une touche qui n’écrit rien'],
    ['a figure', 'keypad:\n  help: "5"\n', 12, 'une touche qui n’écrit rien'],
    ['the space bar', 'keypad:\n  enter: " "\n', 12, 'une touche qui n’écrit rien'],
    ['a key that nobody knows', 'keypad:\n  help: F99\n', 12, 'une touche qui n’écrit rien'],
    ['two keys at once', 'keypad:\n  help: Control+F1\n', 12, 'une touche qui n’écrit rien'],
    ['a function that nobody knows', 'keypad:\n  aide: F1\n', 11, 'aide'],
  ])('is refused with %s, and the line is named', (_what, text, line, sentence) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: false, code: 'config-invalid' });
    const problem = result.ok ? undefined : result.problems[0];
    expect(problem?.line).toBe(line);
    expect(problem?.sentence).toContain(sentence);
  });

  it('has no key that writes: no name of one is a single sign', () => {
    expect(KEYPAD_KEYS.filter((key) => [...key].length < 2)).toEqual([]);
  });
});

describe('a key', () => {
  const keypad = { ...USUAL_KEYPAD, help: 'F13', back: 'F1' } as const;

  it('does what the terminal says, not what it does elsewhere', () => {
    expect(keypadFunction('F13', keypad)).toBe('help');
    expect(keypadFunction('F1', keypad)).toBe('back');
  });

  it('of an ordinary keyboard that somebody plugs in keeps its meaning', () => {
    expect(keypadFunction('Escape', keypad)).toBe('back');
    expect(keypadFunction('ArrowUp', { up: 'F20' })).toBe('up');
  });

  it('that nobody gave a meaning has none', () => {
    for (const key of ['a', 'F20', 'Tab', 'Shift', '']) expect(keypadFunction(key, keypad)).toBeUndefined();
  });
});
