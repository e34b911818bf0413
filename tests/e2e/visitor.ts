import type { Page } from 'playwright-core';
import type { DrivenKiosk } from './driven-kiosk.ts';

/** What a visitor does at the kiosk, by what is written on the screen. */

/** From the welcome screen to the empty scan screen of a kind of document. */
export async function chooseKind(kiosk: DrivenKiosk, kind = 'Justificatif de domicile'): Promise<void> {
  await kiosk.press(/Envoyer un document/);
  await kiosk.press(new RegExp(kind));
  await kiosk.see('Posez votre papier');
}

/** Scans what lies in the feeder and waits until all `pages` are ready. */
export async function scanFeeder(kiosk: DrivenKiosk, pages: number): Promise<void> {
  await kiosk.press(/chargeur/);
  await pagesReady(kiosk.page(), pages);
}

/** Scans what lies on the glass and waits until all `pages` are ready. */
export async function scanGlass(kiosk: DrivenKiosk, pages: number): Promise<void> {
  await kiosk.press(/vitre/);
  await pagesReady(kiosk.page(), pages);
}

/** How long scanning and preparing the pages of a test may take, milliseconds. */
const PAGES_LIMIT_MS = 60_000;

/** Waits until the snapshot has so many pages, all ready, and nothing is being scanned. */
export async function pagesReady(page: Page, pages: number): Promise<void> {
  // Not `waitForFunction`: it takes the promise of an asynchronous function for its answer and waits for nothing.
  const until = Date.now() + PAGES_LIMIT_MS;
  while (!(await hasPages(page, pages))) {
    if (Date.now() > until) throw new Error(`${pages} pages were not ready in time`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function hasPages(page: Page, pages: number): Promise<boolean> {
  return page.evaluate(async (expected) => {
    const reply = await window.kiosk['kiosk.snapshot']({});
    if (!reply.ok || reply.value.visit.step !== 'scan') return false;
    const { visit } = reply.value;
    return (
      visit.scanning.kind !== 'scanning' &&
      visit.pages.length === expected &&
      visit.pages.every((one) => one.state !== 'arriving')
    );
  }, pages);
}

/** From the pages to the proof: recapitulation, then the one button that sends. Answers the reference. */
export async function send(kiosk: DrivenKiosk): Promise<string> {
  await kiosk.press('Continuer');
  await kiosk.see('Vérifiez, puis envoyez');
  await kiosk.press('Envoyer maintenant');
  await kiosk.see('C’est enregistré');
  return reference(kiosk);
}

/** The reference on the proof screen. */
async function reference(kiosk: DrivenKiosk): Promise<string> {
  const text = await kiosk
    .page()
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .textContent();
  return text ?? '';
}

/**
 * Ends the visit from any screen and waits for the last screen, on its new page. Where something would be lost the kiosk asks
 * first.
 */
export async function end(kiosk: DrivenKiosk): Promise<void> {
  const old = kiosk.page();
  await kiosk.press('Terminer et tout effacer');
  const sure = old.getByRole('button', { name: /^Oui, (tout effacer|terminer)$/ });
  // The page is closed under the click where nothing had to be asked.
  const asked = sure.click().catch(() => undefined);
  await kiosk.renewed(old);
  await asked;
  await kiosk.see('Tout est effacé de cet écran.');
}
