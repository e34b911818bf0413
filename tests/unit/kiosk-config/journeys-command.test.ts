import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';
import { lineWith, SHIPPED } from './journeys-fixture.ts';

/** Against a hang, not a measure: the command takes a second or two. Milliseconds. */
const LIMIT_MS = 50_000;

function configCheck(...args: string[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve) => {
    const command = [inRepository('tools', 'tasks', 'config-check.ts'), ...args];
    execFile(process.execPath, command, { timeout: LIMIT_MS }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), said: stdout });
    });
  });
}

describe('npm run config:check', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'borne-check-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('finds nothing wrong with what ships, and says how much it looked at', async () => {
    const { code, said } = await configCheck();
    expect(said).toContain('inscription (version 1) : 46 écrans, 76 questions.');
    expect(said).toContain('NON RELUS');
    expect(said).toMatch(/Orientation [a-z0-9-]+ : \d{7} cas essayés/);
    expect(code).toBe(0);
  });

  it("names the file and the line of a mistake in the terminal's own file", async () => {
    const model = readFileSync(join(SHIPPED, 'profiles', 'agence.yaml'), 'utf8');
    const file = join(folder, 'kiosk.yaml');
    const wrong = model.replace(/^ {2}unmount: .*$/m, '  unmount: arracher');
    writeFileSync(file, wrong);
    const { code, said } = await configCheck(`--config=${file}`);
    expect(said).toContain(
      `kiosk.yaml:${lineWith(wrong, 'arracher')}  « usb.unmount » doit être l'une des valeurs`,
    );
    expect(said).toContain('1 erreur.');
    expect(code).toBe(1);
  });

  it.each([
    [24, '8,3 mm', false],
    [10.1, '4,9 mm', true],
  ])('says how high capitals are on a screen of %f inches', async (inches, height, tooSmall) => {
    const model = readFileSync(join(SHIPPED, 'profiles', 'agence.yaml'), 'utf8');
    const file = join(folder, 'ecran.yaml');
    writeFileSync(file, `${model}display: { diagonal_inches: ${inches} }\n`);
    const { code, said } = await configCheck(`--config=${file}`);
    expect(said).toContain(height);
    expect(said).toContain('7,3 mm voulus à 60 cm');
    expect(said.includes('CET ÉCRAN EST TROP PETIT')).toBe(tooSmall);
    expect(code).toBe(0);
  });

  it('names the line of a key that has two functions', async () => {
    const model = readFileSync(join(SHIPPED, 'profiles', 'agence.yaml'), 'utf8');
    const file = join(folder, 'pave.yaml');
    const wrong = `${model}keypad:\n  help: F9\n  voice: F9\n`;
    writeFileSync(file, wrong);
    const { code, said } = await configCheck(`--config=${file}`);
    expect(said).toContain(
      `pave.yaml:${lineWith(wrong, 'voice: F9')}  « keypad.voice » est aussi la touche de`,
    );
    expect(code).toBe(1);
  });

  it('says that a file is missing, and how it is used', async () => {
    expect(await configCheck(`--config=${join(folder, 'nulle-part.yaml')}`)).toMatchObject({ code: 1 });
    expect(await configCheck('--encore')).toMatchObject({
      code: 2,
      said: expect.stringContaining('--config='),
    });
  });
});
