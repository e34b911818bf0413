import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KioskOnDesk, kioskOnDesk } from '../kiosk-on-desk.ts';

/** The page must answer again so soon after five megabytes, on a machine that does other things too, milliseconds. */
const RESPONSIVE_MS = 10_000;
const PATIENCE = { timeout: 15_000 };
const FIVE_MEGABYTES = 5_000_000;

/** What somebody, or a device that types, could put into a field, and what the screen then says. */
const PASTED = [
  ['five megabytes of letters', 'a'.repeat(FIVE_MEGABYTES), 'Ce texte est trop long.'],
  [
    'five megabytes of marks',
    'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307'.repeat(FIVE_MEGABYTES / 8),
    'signe',
  ],
  ['a picture', 'Jeanne 😀', 'Les petits dessins ne passent pas.'],
  ['a sign that turns reading round', 'Jean\u202ezeannE', 'signe'],
  ['a null', 'Jean\u0000ne', 'signe'],
] as const;

describe('pasted into the name that is already given', () => {
  let test: KioskOnDesk;
  let name: Locator;
  beforeAll(async () => {
    test = await kioskOnDesk();
    const { kiosk } = test;
    await kiosk.press(/Mettre à jour mon inscription/);
    await kiosk.page().getByRole('radio', { name: 'Je n’ai pas ce papier' }).click();
    await kiosk.press('Continuer');
    name = kiosk.page().getByLabel(/^Nom de famille/);
    await name.fill('Essai-Exemple');
    await kiosk
      .page()
      .getByLabel(/^Prénoms/)
      .fill('Jeanne');
    await kiosk.press('Continuer');
    await kiosk.page().getByLabel('Jour', { exact: true }).waitFor();
    await kiosk.press('Retour');
    await name.waitFor();
  });
  afterAll(() => test?.close());

  /** Selects what the field holds and pastes over it, as the clipboard does. */
  async function paste(text: string): Promise<void> {
    const { app } = test.kiosk;
    await name.focus();
    await name.selectText();
    await app.evaluate(({ clipboard, BrowserWindow }, pasted) => {
      clipboard.writeText(pasted);
      for (const window of BrowserWindow.getAllWindows()) window.webContents.paste();
    }, text);
  }
  const shown = (): Promise<unknown> =>
    test.kiosk.page().evaluate(async () => {
      const reply = await window.kiosk['kiosk.snapshot']({});
      return reply.ok && reply.value.visit.step === 'registration' ? reply.value.visit.questions : [];
    });

  it.each(PASTED)('%s is refused with a sentence tied to the field', async (_what, text, sentence) => {
    const { kiosk } = test;
    await paste(text);
    const started = Date.now();
    await kiosk.press('Continuer');
    const described = async (): Promise<string> => {
      const ids = ((await name.getAttribute('aria-describedby')) ?? '').split(' ');
      const words = await Promise.all(ids.map((id) => kiosk.page().locator(`[id="${id}"]`).textContent()));
      return words.join(' ');
    };
    await expect.poll(described, PATIENCE).toContain(sentence);
    expect(Date.now() - started).toBeLessThan(RESPONSIVE_MS);
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    // The other answer of the screen is untouched, and nothing of the five megabytes went on.
    expect(
      await kiosk
        .page()
        .getByLabel(/^Prénoms/)
        .inputValue(),
    ).toBe('Jeanne');
    expect(JSON.stringify(await shown()).length).toBeLessThan(20_000);
    expect(kiosk.complaints).toEqual([]);
  });

  it('loses nothing: a right name takes its place, and the journey goes on', async () => {
    const { kiosk } = test;
    await name.fill('Essai-Nouveau');
    await kiosk.press('Continuer');
    await kiosk.page().getByLabel('Jour', { exact: true }).waitFor();
    await kiosk.press('Retour');
    await expect.poll(() => name.inputValue(), PATIENCE).toBe('Essai-Nouveau');
    expect(
      await kiosk
        .page()
        .getByLabel(/^Prénoms/)
        .inputValue(),
    ).toBe('Jeanne');
  });
});
