import type { Page } from 'playwright-core';
import type { OpenGallery } from './open-gallery.ts';

/** What a press opens over a state, in no state of main; found by its place in the page, so in every language. */
export interface Opening {
  readonly state: string;
  readonly press: string;
  /** What there is to see then. */
  readonly opens: string;
  /** What main answers to what the press asks. */
  readonly answer?: { readonly name: string; readonly reply: unknown };
}

const MAIN = '.screen-actions__end button';
const DIALOG = 'dialog[open]';
const KEYBOARD = '.keyboard';

/** Each under a name of its own, beside those of `SNAPSHOTS`. */
export const OPENINGS: Readonly<Record<string, Opening>> = {
  'dialog-end': { state: 'scan-fits', press: '.kiosk-header__end', opens: DIALOG },
  'dialog-remove': {
    state: 'scan-fits',
    press: '.selected-page__actions button:last-of-type',
    opens: DIALOG,
  },
  'dialog-no-proof': { state: 'proof-saved', press: MAIN, opens: DIALOG },
  'dialog-copying': { state: 'proof-sending', press: MAIN, opens: DIALOG },
  'dialog-receipt': { state: 'proof-saved', press: '.proof-card:last-child button', opens: DIALOG },
  'dialog-receipt-two-languages': {
    state: 'proof-two-languages',
    press: '.proof-card:last-child button',
    opens: DIALOG,
  },
  'dialog-helper': { state: 'helped', press: '.helper-banner button', opens: DIALOG },
  'dialog-languages': { state: 'welcome-full', press: '.access-bar__language', opens: DIALOG },
  'dialog-settings': { state: 'choose-kind', press: '.access-bar__settings', opens: DIALOG },
  'panel-helper': {
    state: 'registration-names',
    press: '.registration-tools__helper',
    opens: '.helper-panel',
  },
  'panel-used-for': {
    state: 'registration-names',
    press: '.question__foot button',
    opens: '.question__uses',
  },
  'panel-problems': {
    state: 'registration-names-refused',
    press: MAIN,
    opens: '.problem-summary',
    answer: {
      name: 'registration.next',
      reply: { ok: true, value: { problems: [{ question: 'nom-famille', code: 'missing' }] } },
    },
  },
  'keyboard-letters': { state: 'registration-names', press: '.field', opens: KEYBOARD },
  'keyboard-date': { state: 'registration-birth', press: '.field', opens: KEYBOARD },
  'keyboard-phone': { state: 'registration-contact', press: '.field', opens: KEYBOARD },
  'keyboard-number': { state: 'resume', press: '.field', opens: KEYBOARD },
};

/** Shows the state and opens what is behind the press. */
export async function openOver(
  { page, show, answer }: Pick<OpenGallery, 'page' | 'show' | 'answer'>,
  { state, press, opens, answer: reply }: Opening,
  ...reading: [Parameters<OpenGallery['show']>[1]?, Parameters<OpenGallery['show']>[2]?]
): Promise<void> {
  await show(state, ...reading);
  if (reply !== undefined) await answer(reply.name, reply.reply);
  await pressOn(page, press);
  await page.locator(opens).first().waitFor();
}

/** A field is touched; a button is pressed by a key: a press that is tried again may scroll what nobody can scroll. */
async function pressOn(page: Page, place: string): Promise<void> {
  const target = page.locator(place).first();
  if (!(await target.evaluate((element) => element instanceof HTMLInputElement))) {
    await target.press('Enter');
    return;
  }
  await target.click();
  await page.mouse.move(0, 0);
}
