import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenGallery, openGallery, recorded } from './open-gallery.ts';
import { SNAPSHOTS } from './snapshots.ts';

/** What is sent to the voice for each screen, beside what Chromium itself tells a screen reader. */
let gallery: OpenGallery;
const VOICE_ON = { voice: { on: true, rate: 3, volume: 4 } } as const;
const PATIENCE = { timeout: 15_000 };

interface AxNode {
  readonly ignored: boolean;
  readonly nodeId: string;
  readonly parentId?: string;
  readonly childIds?: readonly string[];
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of the accessibility tree, main first: what a screen reader goes through. */
async function wordsOfTree(): Promise<string[]> {
  const session = await gallery.page.context().newCDPSession(gallery.page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const said: { readonly text: string; readonly inMain: boolean }[] = [];
  const walk = (node: AxNode, inMain: boolean): void => {
    const role = node.role?.value ?? '';
    const within = inMain || role === 'main' || role === 'dialog' || role === 'alertdialog';
    if (!node.ignored && ['button', 'StaticText', 'textbox', 'image'].includes(role)) {
      said.push({ text: node.name?.value ?? '', inMain: within });
      return;
    }
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child !== undefined) walk(child, within);
    }
  };
  const root = nodes.find(({ parentId }) => parentId === undefined);
  if (root !== undefined) walk(root, false);
  const main = said.filter(({ inMain }) => inMain);
  return main.flatMap(({ text }) => words(text));
}

async function said(): Promise<string[][]> {
  return (await gallery.asked())
    .filter(({ name }) => name === 'voice.say')
    .map(({ input }) => [...(input as { texts: string[] }).texts]);
}

/** How somebody who listens has a recorded state. */
const heardIn = (name: string) => ({ ...recorded(name).access, ...VOICE_ON });

/** Longer than the voice waits for a screen to settle, milliseconds. */
const SETTLED_MS = 500;

/** Shows a state to somebody who listens, and has it read from the beginning. */
async function reading(name: string): Promise<string[]> {
  await gallery.show(name, VOICE_ON);
  await gallery.page.waitForTimeout(SETTLED_MS);
  const before = (await said()).length;
  await gallery.page.keyboard.press('F2');
  await expect.poll(async () => (await said()).length, PATIENCE).toBeGreaterThan(before);
  return (await said()).at(-1) ?? [];
}

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());
beforeEach(() => gallery.page.mouse.move(0, 0));

describe('each screen', () => {
  it.each(Object.keys(SNAPSHOTS).filter((name) => name !== 'out-of-service'))(
    '%s is heard whole and in order',
    async (name) => {
      const heard = (await reading(name)).flatMap(words);
      const wanted = await wordsOfTree();
      // The voice says more (what a thing is, what describes it), never less, never in another order.
      let at = 0;
      const missed = wanted.filter((word) => {
        const found = heard.indexOf(word, at);
        if (found === -1) return true;
        at = found + 1;
        return false;
      });
      expect(missed).toEqual([]);
    },
  );
});

describe('the voice', () => {
  it('is silent until somebody wants it', async () => {
    await gallery.show('scan-fits');
    await gallery.page.waitForTimeout(600);
    expect(await said()).toEqual([]);
  });

  it('reads each new screen by itself, from its heading on', async () => {
    await reading('welcome');
    const snapshot = SNAPSHOTS['confirm'];
    if (snapshot === undefined) throw new Error('no such state');
    await gallery.push({ ...snapshot, access: { ...snapshot.access, ...VOICE_ON } });
    await expect
      .poll(async () => (await said()).at(-1)?.join(' '), PATIENCE)
      .toContain('Vérifiez, puis envoyez');
  });

  it('starts with a key', async () => {
    await gallery.show('scan-fits');
    await gallery.page.keyboard.press('F2');
    await expect
      .poll(() => gallery.asked(), PATIENCE)
      .toContainEqual({
        name: 'access.set',
        input: { voice: { on: true } },
      });
  });

  it('repeats with the same key', async () => {
    const first = await reading('confirm');
    const before = (await said()).length;
    await gallery.page.keyboard.press('F2');
    await expect.poll(async () => (await said()).length, PATIENCE).toBe(before + 1);
    expect((await said()).at(-1)).toEqual(first);
    expect((await gallery.asked()).some(({ name }) => name === 'voice.stop')).toBe(false);
  });

  it('stops at any touch and any other key', async () => {
    await reading('confirm');
    await gallery.page.mouse.click(5, 5);
    await gallery.page.keyboard.press('Shift');
    const stops = (await gallery.asked()).filter(({ name }) => name === 'voice.stop');
    expect(stops).toHaveLength(2);
  });

  it('names each thing that the keyboard reaches, and why it is dead', async () => {
    await reading('scan-too-heavy');
    await gallery.page.getByRole('button', { name: 'Continuer', exact: true }).focus();
    await gallery.page.keyboard.press('Shift+Tab');
    await gallery.page.keyboard.press('Tab');
    await expect
      .poll(async () => (await said()).at(-1), PATIENCE)
      .toEqual(['Continuer, bouton, pas disponible maintenant.']);
  });

  it('says what went wrong by itself, after what it was saying', async () => {
    await reading('welcome');
    await gallery.answer('visit.start', { ok: false, error: { code: 'disk-full' } });
    await gallery.page.getByRole('button', { name: 'Envoyer un document', exact: true }).click();
    await expect
      .poll(async () => (await said()).at(-1)?.join(' '), PATIENCE)
      .toContain('Cette borne n’a plus de place.');
  });

  it('reads the receipt out', async () => {
    await reading('proof-saved');
    await gallery.page.getByRole('button', { name: 'Lire le reçu', exact: true }).click();
    await expect
      .poll(async () => (await said()).at(-1)?.join(' '), PATIENCE)
      .toMatch(/Votre reçu.*K7WX-4CEJ-9QRT.*Ceci n’est pas une décision/u);
  });

  it('names the field that is wrong and says what is wrong with it, after the person leaves the screen', async () => {
    await reading('registration-names');
    // Main shows what is wrong before it answers.
    await gallery.push({ ...recorded('registration-names-refused'), access: heardIn('registration-names') });
    await gallery.answer('registration.next', {
      ok: true,
      value: { problems: [{ question: 'nom-famille', code: 'missing' }] },
    });
    await gallery.page.getByRole('button', { name: 'Continuer', exact: true }).click();
    const spoken = async (): Promise<string> => (await said()).at(-1)?.join(' ') ?? '';
    await expect.poll(spoken, PATIENCE).toContain('2 réponses sont à revoir.');
    expect(await spoken()).toContain('Nom de famille : Il manque une réponse.');
    expect(await spoken()).toContain('Prénoms : Un nom n’a ni chiffre ni signe.');
    // Assertively: a screen reader is told the same at once.
    const alert = gallery.page.getByRole('alert').filter({ hasText: '2 réponses sont à revoir.' });
    expect(await alert.count()).toBe(1);

    // The line of the summary leads to the field, which says itself what is wrong.
    await gallery.page.keyboard.press('Tab');
    await gallery.page.keyboard.press('Enter');
    await expect
      .poll(spoken, PATIENCE)
      .toMatch(/^Nom de famille.*à remplir.*À corriger\..*Il manque une réponse\./u);
    const field = gallery.page.getByLabel(/^Nom de famille/);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  });

  it('says at once what is wrong with an answer that is refused while the screen stays', async () => {
    await reading('registration-names');
    await gallery.push({ ...recorded('registration-names-refused'), access: heardIn('registration-names') });
    await expect
      .poll(async () => (await said()).flat().join(' '), PATIENCE)
      .toMatch(/Il manque une réponse\..*Un nom n’a ni chiffre ni signe\./u);
  });

  it('says what is wrong with the number that brings answers back, and its field is tied to it', async () => {
    await reading('resume');
    await gallery.push({ ...recorded('resume-mistyped'), access: heardIn('resume') });
    await expect
      .poll(async () => (await said()).flat().join(' '), PATIENCE)
      .toContain('Un chiffre n’est pas bon.');
    const field = gallery.page.getByLabel('Votre numéro', { exact: true });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ');
    const words = await gallery.page.evaluate(
      (all) => all.map((id) => document.getElementById(id)?.textContent ?? '').join(' '),
      ids,
    );
    expect(words).toContain('Un chiffre n’est pas bon.');
  });

  it('says nothing of a sensitive answer on the screens of a registration', async () => {
    await reading('registration-nir');
    const field = gallery.page.getByLabel(/^Numéro de sécurité sociale/);
    await field.pressSequentially('2951');
    await expect.poll(async () => (await said()).at(-1), PATIENCE).toEqual(['Signe caché']);
    await gallery.page.keyboard.press('F2');
    await expect.poll(async () => (await said()).at(-1)?.length, PATIENCE).toBeGreaterThan(5);
    // What the screen itself says has figures too ("Étape 1"); none of it is what was typed.
    expect((await said()).flat().join(' ')).not.toMatch(/2951|295|951/u);
    expect((await said()).flat()).not.toContain('2');
  });

  it('says each letter typed, and none where it must not be heard', async () => {
    await reading('choose-kind');
    await gallery.page.evaluate(() => {
      document
        .querySelector('.screen')
        ?.insertAdjacentHTML(
          'afterbegin',
          '<label>Ville <input id="open"></label><label>Numéro <input id="closed" data-sensitive="" value="123"></label>',
        );
    });
    await gallery.page.locator('#open').pressSequentially('Lx');
    await expect.poll(async () => (await said()).at(-1), PATIENCE).toEqual(['x']);
    await gallery.page.locator('#closed').pressSequentially('4');
    await expect.poll(async () => (await said()).at(-1), PATIENCE).toEqual(['Signe caché']);
    await gallery.page.keyboard.press('F2');
    await expect.poll(async () => (await said()).at(-1)?.length, PATIENCE).toBeGreaterThan(5);
    const everything = (await said()).flat().join(' ');
    expect(everything).not.toContain('1234');
    expect(everything).not.toContain('123');
  });

  it('does not count the seconds aloud', async () => {
    await reading('idle-asking');
    const snapshot = SNAPSHOTS['idle-asking'];
    if (snapshot === undefined) throw new Error('no such state');
    const access = { ...snapshot.access, ...VOICE_ON };
    await gallery.push({ ...snapshot, access, idle: { kind: 'asking', secondsLeft: 13 } });
    await gallery.page.waitForTimeout(600);
    expect(await said()).toEqual([]);
  });

  it('is told to be missing in a language that has none', async () => {
    const speech = { languages: ['en' as const], speaking: false, failed: false };
    await gallery.show('welcome', { speech });
    const listen = gallery.page.getByRole('button', { name: 'Écouter', exact: true });
    expect(await listen.getAttribute('aria-disabled')).toBe('true');
    await gallery.page
      .getByText('Cette borne n’a pas de voix dans cette langue.')
      .first()
      .waitFor({ state: 'attached' });
    await gallery.page.keyboard.press('F2');
    expect(await gallery.asked()).toEqual([]);
  });
});

it('nothing was refused by the security policy and nothing was complained of', () => {
  expect(gallery.complaints).toEqual([]);
});
