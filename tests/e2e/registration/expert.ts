import type { Locator, Page } from 'playwright-core';
import type { Snapshot } from '../../../main/contract/snapshot.ts';
import { faultsBesideKeys } from '../../gallery/faults-beside-keys.ts';
import type { KioskOnDesk } from '../kiosk-on-desk.ts';
import { pagesReady } from '../visitor.ts';

type Registration = Extract<Snapshot['visit'], { step: 'registration' }>;
type Question = Registration['questions'][number];

/** What somebody answers at the screen, by question; choices by their words. What is not there is passed. */
export type Answers = Readonly<
  Record<string, string | readonly string[] | Readonly<Record<string, string>> | { readonly scan: string }>
>;

/** What a walk through a journey came to. */
export interface Walked {
  readonly screens: readonly string[];
  /** Presses, and fields filled in, however many keys. */
  readonly steps: number;
  /** What was not well seen beside the keyboard on the screen, when a field was touched and once it was written into. */
  readonly faults: readonly string[];
  /** From each press on the main button to the first frame with the next heading. */
  readonly changes: readonly { readonly ms: number; readonly from: string; readonly to: string }[];
}

/** How long a paper may take from the scanner back to the question, milliseconds. */
const ATTACH_LIMIT_MS = 60_000;

async function shownOn(page: Page): Promise<Snapshot['visit']> {
  return page.evaluate(async () => {
    const reply = await window.kiosk['kiosk.snapshot']({});
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value.visit;
  });
}

/** Waits until main shows a registration again and gives its screen. */
async function registrationOn(page: Page): Promise<Registration> {
  const until = Date.now() + ATTACH_LIMIT_MS;
  for (;;) {
    const visit = await shownOn(page);
    if (visit.step === 'registration') return visit;
    if (Date.now() > until) throw new Error(`the screen shows ${visit.step}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs inside the page: notes how long each press on the main button takes to show another heading. */
function watchChanges(): void {
  const noted: { ms: number; from: string; to: string }[] = [];
  let pressed: { readonly at: number; readonly heading: string } | undefined;
  const heading = (): string => document.getElementById('screen-title')?.textContent ?? '';
  document.addEventListener(
    'click',
    (event) => {
      if (event.target instanceof Element && event.target.closest('.screen-actions__end') !== null) {
        pressed = { at: performance.now(), heading: heading() };
      }
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (pressed === undefined || heading() === pressed.heading) return;
    const { at, heading: from } = pressed;
    const to = heading();
    pressed = undefined;
    requestAnimationFrame(() => noted.push({ ms: performance.now() - at, from, to }));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  Object.assign(window, { changes: noted });
}

/** Somebody who knows the screens, answering by touch and keys what `answers` says. */
export async function walkAsExpert(test: KioskOnDesk, answers: Answers): Promise<Walked> {
  const page = test.kiosk.page();
  await page.evaluate(watchChanges);
  let steps = 0;
  const press = async (place: Locator): Promise<void> => {
    await place.click();
    steps += 1;
  };
  const faults: string[] = [];
  const write = async (field: Locator, text: string): Promise<void> => {
    await field.click();
    await page.locator('.keyboard').waitFor();
    faults.push(...(await page.evaluate(faultsBesideKeys)));
    await field.fill(text);
    faults.push(...(await page.evaluate(faultsBesideKeys)));
    steps += 1;
  };

  async function scan(frame: Locator, question: Question, paper: string): Promise<void> {
    test.desk.scanner.tray.placeOnGlass(paper);
    await press(frame.locator('.choice button').first());
    await press(page.getByRole('button', { name: 'Numériser sur la vitre' }));
    await pagesReady(page, 1);
    await press(page.getByRole('button', { name: 'Joindre ce papier' }));
    const { questions } = await registrationOn(page);
    const back = questions.find(({ id }) => id === question.id);
    if (back?.state !== 'given') throw new Error(`${question.id} is ${back?.state} after the scan`);
  }

  async function respond(question: Question, said: Answers[string]): Promise<void> {
    const frame = page.locator('.question', { has: page.locator(`#question-${question.id}-label`) });
    const tile = (label: string): Locator =>
      frame.locator('.option').filter({ has: page.getByText(label, { exact: true }) });
    if (typeof said === 'object' && 'scan' in said && typeof said.scan === 'string') {
      await scan(frame, question, said.scan);
    } else if (Array.isArray(said)) {
      for (const label of said) await press(tile(label));
    } else if (question.kind === 'confirmation') {
      await press(frame.locator(`#question-${question.id}`));
    } else if (question.kind === 'country' && typeof said === 'string') {
      const named = frame.getByRole('button', { name: said, exact: true });
      if (
        !question.first.some((code) =>
          question.countries.some((one) => one.code === code && one.name === said),
        )
      ) {
        await press(frame.getByRole('button', { name: 'Un autre pays', exact: true }));
        await write(frame.locator('input'), said);
      }
      await press(named);
    } else if (typeof said === 'object') {
      for (const [part, text] of Object.entries(said)) {
        if (part === 'kind') await press(tile(text));
        else
          await write(
            page.locator(part === 'day' ? `#question-${question.id}` : `#question-${question.id}-${part}`),
            text,
          );
      }
    } else if ('choices' in question || question.kind === 'document') {
      await press(tile(said));
    } else if (question.kind === 'appointment') {
      await press(frame.locator('.option').first());
    } else {
      await write(frame.locator('input'), said);
    }
  }

  const screens: string[] = [];
  for (;;) {
    let view = await registrationOn(page);
    screens.push(view.screen.id);
    const { id: here, last } = view.screen;
    for (let index = 0; index < view.questions.length; index += 1) {
      const question = view.questions[index];
      const said = question === undefined ? undefined : answers[question.id];
      if (question === undefined || said === undefined) continue;
      await respond(question, said);
      // What was written is told when the field is left; questions may come and go with it.
      await page.getByRole('heading', { level: 1 }).focus();
      view = await registrationOn(page);
    }
    await press(page.locator('.screen-actions__end button'));
    if (last) break;
    await page.waitForFunction(
      async (screen) => {
        const reply = await window.kiosk['kiosk.snapshot']({});
        return (
          !reply.ok || reply.value.visit.step !== 'registration' || reply.value.visit.screen.id !== screen
        );
      },
      here,
      { polling: 50 },
    );
  }
  await test.kiosk.see('C’est enregistré');
  const changes = await page.evaluate(() => (window as unknown as { changes: Walked['changes'] }).changes);
  return { screens, steps, changes, faults };
}
