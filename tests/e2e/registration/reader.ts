import type { Page } from 'playwright-core';
import type { KioskOnDesk } from '../kiosk-on-desk.ts';
import { type AccessibilityTree, accessibilityTreeOf, type Thing } from './accessibility-tree.ts';

/**
 * Somebody who cannot see the screen: knows what is there by the accessibility tree alone (roles, names, states, in the order
 * of reading), and does things by one kind of hand.
 */
export interface Hands {
  /** Presses a button, chooses a radio button, ticks a box. */
  press(thing: Thing): Promise<void>;
  write(field: Thing, text: string): Promise<void>;
  /** Things done so far: keys pressed, or actions of assistive technology. */
  count(): number;
}

/** What somebody answers, by the name that the question bears on the screen. */
export type Said =
  | { readonly write: string }
  /** The same, by the keys of the keyboard on the screen, each by its name. */
  | { readonly spell: string }
  | { readonly choose: readonly string[] }
  | { readonly fields: Readonly<Record<string, string>>; readonly choose?: readonly string[] }
  /** The first of the choices, whatever it is. */
  | { readonly first: 'radio' }
  | { readonly press: string }
  | { readonly scan: string; readonly document: string };

/** How long something may take to appear in the tree, milliseconds: a scan is the longest. */
const APPEAR_LIMIT_MS = 60_000;
/** Pause between two readings of the tree, milliseconds. */
const READ_EVERY_MS = 120;
/** Times that somebody reckons how far a thing is; where it is still not reached, one key at a time. */
const RECKONED_TURNS = 12;
/** Keys at a time until a thing counts as out of reach: twice round a screen with three written fields and its keyboard open. */
const MOST_TURNS = 400;
/** Roles that a keypad's arrows stop at. */
const STOPS: ReadonlySet<string> = new Set(['button', 'radio', 'checkbox', 'textbox', 'searchbox', 'link']);

const named = (name: string) => (thing: Thing) => thing.name === name || thing.name.startsWith(`${name} `);

/** Waits until the tree has what `find` looks for. */
async function waitFor<Found>(
  tree: AccessibilityTree,
  what: string,
  find: (things: readonly Thing[]) => Found | undefined,
): Promise<Found> {
  const until = Date.now() + APPEAR_LIMIT_MS;
  for (;;) {
    const things = await tree.read();
    const found = find(things);
    if (found !== undefined) return found;
    if (Date.now() > until) {
      const heard = things.filter(({ role }) => role === 'StaticText').map(({ name }) => name);
      throw new Error(`the tree never had ${what}; it says: ${heard.join(' | ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
  }
}

/** What assistive technology does: focus and default action, text put where the focus is. */
function assistiveHands(page: Page, tree: AccessibilityTree): Hands {
  let count = 0;
  return {
    press: async (thing) => {
      await tree.act(thing);
      count += 1;
    },
    write: async (field, text) => {
      await tree.focus(field);
      await page.keyboard.insertText(text);
      count += 1;
    },
    count: () => count,
  };
}

/** Nine keys for moving and pressing, letters for writing; no Tab, no chord, no pointer. */
function keyboardHands(page: Page, tree: AccessibilityTree): Hands {
  let count = 0;
  const key = async (name: string): Promise<void> => {
    await page.keyboard.press(name);
    count += 1;
  };
  /** Moves by arrows until the focus is there; the tree tells where it is. */
  async function goTo(wanted: Thing): Promise<void> {
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const things = await tree.read();
      const dialog = things.some(({ role }) => role === 'dialog' || role === 'alertdialog');
      const stops = things.filter(
        ({ role, focusable, within }) => STOPS.has(role) && focusable && (!dialog || within.length > 0),
      );
      const to = stops.findIndex(({ handle }) => handle === wanted.handle);
      if (to === -1) throw new Error(`${wanted.role} "${wanted.name}" cannot be reached`);
      const focusedAt = things.findIndex(({ focused, role }) => focused && role !== 'RootWebArea');
      const at = stops.findIndex(({ focused }) => focused);
      if (at === to) return;
      // Where the focus is on no stop (the heading): the first arrow goes to the stop after it.
      const after = focusedAt === -1 ? 0 : stops.findIndex((stop) => things.indexOf(stop) > focusedAt);
      const straight = at === -1 ? to - Math.max(after, 0) + 1 : to - at;
      // Round the end where that is shorter.
      const steps = straight > stops.length / 2 ? straight - stops.length : straight;
      const inText = stops[at]?.role === 'textbox' && stops[at]?.value !== '';
      // What was reckoned with does not hold where keys come and go on the way: then on and on, one by one, round the end.
      const reckoned = turn < RECKONED_TURNS;
      const forward = steps > 0 || inText || !reckoned;
      const presses = forward && steps <= 0 ? steps + stops.length : Math.abs(steps);
      // One at a time near the end: the keyboard of the screen comes and goes, and some things are no stop.
      for (let press = 0; press < (reckoned ? Math.max(presses - 3, 1) : 1); press += 1)
        await key(forward ? 'ArrowRight' : 'ArrowLeft');
    }
    const things = await tree.read();
    const on = things.find(({ focused, role }) => focused && role !== 'RootWebArea');
    throw new Error(
      `the arrows never came to ${wanted.role} "${wanted.name}" of "${heading(things)}"; the focus is on ${on?.role} "${on?.name}"`,
    );
  }
  return {
    press: async (thing) => {
      await goTo(thing);
      await key('Enter');
    },
    write: async (field, text) => {
      await goTo(field);
      for (const letter of text) {
        await page.keyboard.type(letter);
        count += 1;
      }
    },
    count: () => count,
  };
}

/** What a walk by the tree came to. */
export interface Read {
  readonly headings: readonly string[];
  readonly actions: number;
}

const heading = (things: readonly Thing[]): string | undefined =>
  things.find(({ role, level }) => role === 'heading' && level === 1)?.name;

/** Walks a journey from its tile on the welcome screen to the proof. */
export async function walkByTree(
  test: KioskOnDesk,
  tree: AccessibilityTree,
  hands: Hands,
  said: Readonly<Record<string, Said>>,
  journey: string,
): Promise<Read> {
  const usable = (role: string, name: string, within?: string) => (things: readonly Thing[]) =>
    things.find(
      (thing) =>
        thing.role === role &&
        !thing.disabled &&
        named(name)(thing) &&
        (within === undefined || thing.within.some((one) => one === within || one.startsWith(`${within} `))),
    );
  const press = async (role: string, name: string, within?: string): Promise<void> => {
    await hands.press(await waitFor(tree, `${role} "${name}"`, usable(role, name, within)));
  };

  async function respond(label: string, answer: Said): Promise<void> {
    if ('write' in answer) {
      await hands.write(await waitFor(tree, label, usable('textbox', label)), answer.write);
    } else if ('spell' in answer) {
      await tree.focus(await waitFor(tree, label, usable('textbox', label)));
      for (const letter of answer.spell) await press('button', letter, 'Clavier');
      const field = await waitFor(tree, label, usable('textbox', label));
      if (field.value !== answer.spell) throw new Error(`"${label}" holds "${field.value}"`);
    } else if ('first' in answer) {
      const choice = await waitFor(tree, label, (things) =>
        things.find(({ role, within }) => role === 'radio' && within.some((one) => one.startsWith(label))),
      );
      await hands.press(choice);
    } else if ('press' in answer) {
      await press('button', answer.press, label);
    } else if ('scan' in answer) {
      test.desk.scanner.tray.placeOnGlass(answer.scan);
      await press('button', answer.document, label);
      await press('button', 'Numériser sur la vitre');
      await press('button', 'Joindre ce papier');
      await waitFor(tree, 'Votre papier est joint.', (things) =>
        things.find(({ name }) => name === 'Votre papier est joint.'),
      );
    } else {
      for (const choice of answer.choose ?? []) {
        const find = (things: readonly Thing[]) =>
          usable('radio', choice, label)(things) ?? usable('checkbox', choice, label)(things);
        await hands.press(await waitFor(tree, choice, find));
        await waitFor(tree, `${choice} chosen`, (things) => {
          const thing = find(things);
          return thing?.checked === true ? thing : undefined;
        });
      }
      if (!('fields' in answer)) return;
      for (const [name, text] of Object.entries(answer.fields)) {
        await hands.write(await waitFor(tree, name, usable('textbox', name, label)), text);
      }
    }
  }

  const headings: string[] = [];
  const before = await waitFor(tree, 'a heading', heading);
  await press('button', journey);
  await waitFor(tree, 'the first screen', (things) => (heading(things) === before ? undefined : true));
  const answered = new Set<string>();
  for (;;) {
    const here = await waitFor(tree, 'a heading', heading);
    headings.push(here);
    for (;;) {
      const things = await tree.read();
      const next = Object.entries(said).find(
        ([label]) =>
          !answered.has(label) &&
          things.some(
            (thing) => ['textbox', 'group', 'radiogroup'].includes(thing.role) && named(label)(thing),
          ),
      );
      if (next === undefined) break;
      answered.add(next[0]);
      await respond(...next);
    }
    const last = usable('button', 'Envoyer maintenant')(await tree.read());
    if (last !== undefined) {
      await hands.press(last);
      break;
    }
    await press('button', 'Continuer');
    await waitFor(tree, `another screen than "${here}"`, (things) => {
      const wrong = things.find(({ role }) => role === 'alert');
      if (heading(things) === here && wrong !== undefined && things.some(({ invalid }) => invalid)) {
        throw new Error(
          `"${here}" refuses: ${things
            .filter(({ within }) => within.includes('alert'))
            .map(({ name }) => name)
            .join(' ')}`,
        );
      }
      return heading(things) === here ? undefined : true;
    });
  }
  await waitFor(tree, 'the proof', (things) =>
    things.find(({ role, name }) => role === 'heading' && name === 'C’est enregistré'),
  );
  return { headings, actions: hands.count() };
}

/** Reads a page and uses it by one kind of hand; closed by the caller. */
export async function readerOf(page: Page, kind: 'assistive' | 'keyboard') {
  const tree = await accessibilityTreeOf(page);
  const hands = kind === 'assistive' ? assistiveHands(page, tree) : keyboardHands(page, tree);
  return { tree, hands };
}
