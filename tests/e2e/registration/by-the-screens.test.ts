import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KioskOnDesk, kioskOnDesk } from '../kiosk-on-desk.ts';
import { type Walked, walkAsExpert } from './expert.ts';
import { JEANNE, PAUL } from './fictional-people.ts';

const ARTIFACTS = path.join(import.meta.dirname, '..', 'artifacts');
/** How long the platform may take to have a dossier, milliseconds. */
const ARRIVAL_LIMIT_MS = 30_000;

/** The value that 95 of 100 do not exceed. */
function p95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

describe('by touch and keys, somebody who knows the screens', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  /** Notes what it took; how fast a screen changes is reported, not judged: it depends on the machine. */
  const note = (journey: string, { screens, steps, changes }: Walked): void =>
    writeFileSync(
      path.join(ARTIFACTS, `registration-${journey}.json`),
      JSON.stringify({
        screens: screens.length,
        steps,
        changeP95Ms: Math.round(p95(changes.map(({ ms }) => ms))),
      }),
    );

  async function arrived(count: number): Promise<string> {
    const { dossiers } = test.desk.platform;
    await expect.poll(() => dossiers().length, { timeout: ARRIVAL_LIMIT_MS }).toBe(count);
    const folder = dossiers().at(-1)?.folder ?? '';
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('\n');
  }

  it('updates a registration to its proof in at most forty steps', async () => {
    const { kiosk } = test;
    await kiosk.press(/Mettre à jour mon inscription/);
    const walked = await walkAsExpert(test, PAUL);
    note('mise-a-jour', walked);
    expect(walked.steps).toBeLessThanOrEqual(40);
    expect(walked.faults).toEqual([]);
    await kiosk.see('Votre rendez-vous');
    await kiosk.page().screenshot({ path: path.join(ARTIFACTS, 'registration-proof.png') });
    const dossier = await arrived(1);
    expect(dossier).toContain('Modèle-Fictif');
    expect(dossier).toContain('8 allée Fictive');
    expect(kiosk.complaints).toEqual([]);
  });

  it('registers, three blocks to the proof, in at most ninety steps', async () => {
    const { kiosk } = test;
    const old = kiosk.page();
    await kiosk.press('Terminer et tout effacer');
    const sure = old.getByRole('button', { name: 'Oui, terminer' });
    const asked = sure.click().catch(() => undefined);
    await kiosk.renewed(old);
    await asked;
    await kiosk.press('Revenir au début');
    await kiosk.press(/M’inscrire/);
    const walked = await walkAsExpert(test, JEANNE);
    note('inscription', walked);
    expect(walked.steps).toBeLessThanOrEqual(90);
    expect(walked.faults).toEqual([]);
    expect(await arrived(2)).toContain('Cuisinière de collectivité');
    expect(kiosk.complaints).toEqual([]);
  });
});
