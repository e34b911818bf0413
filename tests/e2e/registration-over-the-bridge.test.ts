import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KioskOnDesk, kioskOnDesk } from './kiosk-on-desk.ts';
import { pagesReady } from './visitor.ts';

/** What stands in an answer and nowhere else in the world. */
const NAME = 'Zébrule-Fictif';

/** How long the platform may take to have a dossier, milliseconds. */
const ARRIVAL_LIMIT_MS = 30_000;

/** What somebody answers who changes their address, by question. */
const ANSWERS = {
  'nom-famille': NAME,
  'date-naissance': { year: 1990, month: 5, day: 4 },
  demande: 'changement',
  changements: ['adresse', 'projet'],
  projet: 'precis',
  'metier-recherche': 'Fauconnière',
  adresse: {
    kind: 'francaise',
    street: '3 rue Imaginaire',
    complement: null,
    postcode: '28000',
    city: 'Ville-Essai',
  },
  'motif-rendez-vous': 'projet',
  confirmation: true,
} as const;

/**
 * A registration in the real Electron, through the bridge as a page uses it: every request and every snapshot passes the
 * contract, the sealed dossier reaches the platform, which judges it by the published schema.
 */
describe('a registration', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  const visit = () =>
    test.kiosk.page().evaluate(async () => {
      const reply = await window.kiosk['kiosk.snapshot']({});
      if (!reply.ok) throw new Error(reply.error.code);
      return reply.value.visit;
    });
  const screen = async () => {
    const shown = await visit();
    if (shown.step !== 'registration') throw new Error(`the screen shows ${shown.step}`);
    return shown;
  };
  const answer = (question: string, value: unknown) =>
    test.kiosk.page().evaluate(
      async ([id, raw]) => {
        const reply = await window.kiosk['registration.answer']({ question: id, value: raw as string });
        return reply.ok ? reply.value.problems.map(({ code }) => code) : [reply.error.code];
      },
      [question, value] as const,
    );

  /** Answers and goes on until the screen named, or to the last one. */
  async function walkTo(target?: string): Promise<void> {
    for (let turn = 0; turn < 40; turn += 1) {
      const shown = await screen();
      if (shown.screen.id === target) return;
      // An answer may open another question on the same screen.
      for (let index = 0; ; index += 1) {
        const asked = (await screen()).questions[index];
        if (asked === undefined) break;
        const { id, kind } = asked;
        const value: unknown = Reflect.get(ANSWERS, id);
        if (value !== undefined) expect(await answer(id, value), id).toEqual([]);
        if (kind !== 'appointment') continue;
        const [slot] = (await screen()).questions.flatMap((one) => ('slots' in one ? one.slots : []));
        expect(await answer(id, { kind: 'creneau', slot: slot?.id })).toEqual([]);
      }
      if (shown.screen.last) return;
      const problems = await test.kiosk.page().evaluate(async () => {
        const reply = await window.kiosk['registration.next']({});
        return reply.ok ? reply.value.problems : reply.error.code;
      });
      expect(problems, shown.screen.id).toEqual([]);
    }
    throw new Error('the journey has no end');
  }

  function below(folder: string): Buffer[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  }

  it('left midway is kept through a power cut, readable to nobody, and comes back with its code', async () => {
    await test.kiosk
      .page()
      .evaluate(async () => window.kiosk['registration.start']({ journey: 'mise-a-jour' }));
    await walkTo('adresse');
    const code = await test.kiosk.page().evaluate(async () => {
      await window.kiosk['registration.leave']({});
      await window.kiosk['draft.save']({});
      const reply = await window.kiosk['kiosk.snapshot']({});
      if (!reply.ok || reply.value.visit.step !== 'leaving') throw new Error('not leaving');
      const { draft } = reply.value.visit;
      return draft.kind === 'saved' ? draft.code : draft.kind;
    });
    expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    await test.kill();
    const kept = below(test.desk.dataDir);
    expect(kept.filter((bytes) => bytes.includes(NAME) || bytes.includes(code))).toEqual([]);

    await test.relaunch();
    await test.kiosk.see('Bonjour');
    expect(await visit()).toMatchObject({ tiles: expect.arrayContaining([{ kind: 'resume' }]) });
    await test.kiosk.page().evaluate(async (typed) => {
      await window.kiosk['draft.open']({});
      await window.kiosk['draft.resume']({ code: typed });
    }, code);
    expect((await screen()).screen.id).toBe('adresse');
  });

  it('takes a paper from the scanner and a slot from the platform, and arrives once', async () => {
    const { desk, kiosk } = test;
    await walkTo('doc-domicile');
    await kiosk.page().evaluate(async () =>
      window.kiosk['registration.scanDocument']({
        question: 'doc-domicile',
        document: 'justificatif-domicile',
      }),
    );
    desk.scanner.tray.placeOnGlass('facture-electricite');
    await kiosk.page().evaluate(async () => window.kiosk['scan.start']({ source: 'platen' }));
    await pagesReady(kiosk.page(), 1);
    await expect.poll(visit, { timeout: 20_000 }).toMatchObject({ step: 'scan', canContinue: true });
    await kiosk.page().evaluate(async () => window.kiosk['visit.continue']({}));
    await expect.poll(async () => (await visit()).step, { timeout: 20_000 }).toBe('registration');
    await walkTo();
    await kiosk.page().evaluate(async () => window.kiosk['registration.finish']({}));
    const proof = await visit();
    if (proof.step !== 'proof') throw new Error(`the screen shows ${proof.step}`);
    expect(proof.registration?.appointment).toMatchObject({ kind: 'creneau', phone: '01 99 00 12 34' });

    const arrived = () => desk.platform.dossiers().filter(({ reference }) => reference === proof.reference);
    await expect.poll(() => arrived().length, { timeout: ARRIVAL_LIMIT_MS }).toBe(1);
    expect(desk.platform.deposits().map(({ outcome }) => outcome)).toEqual(['stored']);
    const folder = arrived()[0]?.folder ?? '';
    const manifest = JSON.parse(readFileSync(path.join(folder, 'dossier.json'), 'utf8'));
    expect(manifest.registration.answers['nom-famille'].value).toBe(NAME);
    expect(manifest.registration.answers['doc-domicile'].value.files).toEqual([
      manifest.documents[0].fileName,
    ]);
    // Sent, so not kept a second time.
    expect(readdirSync(path.join(desk.dataDir, 'drafts')).filter((name) => name.endsWith('.age'))).toEqual(
      [],
    );
  });

  it('is printed as a receipt, with every answer, and as a CV, each when it is asked for', async () => {
    const { desk, kiosk } = test;
    const folder = mkdtempSync(path.join(tmpdir(), 'borne-printed-'));
    const printed = () => desk.printer.simulator.mechanism.printed;
    const said: string[] = [];
    for (const paper of ['recepisse', 'reponses', 'cv'] as const) {
      await kiosk.page().evaluate(async (name) => window.kiosk['proof.print']({ paper: name }), paper);
      await expect.poll(visit, { timeout: 30_000 }).toMatchObject({ paper, printing: { kind: 'printed' } });
      const file = path.join(folder, `${paper}.pdf`);
      writeFileSync(file, printed().at(-1)?.document ?? new Uint8Array());
      said.push(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }));
    }
    rmSync(folder, { recursive: true });
    const [receipt = '', answers = '', cv = ''] = said;
    const proof = await visit();
    if (proof.step !== 'proof') throw new Error(`the screen shows ${proof.step}`);
    expect(printed()).toHaveLength(3);
    expect(receipt).toContain(proof.reference);
    expect(receipt).toMatch(/3949/);
    expect(receipt).not.toContain(NAME);
    expect(answers).toContain(NAME);
    expect(answers).toContain('3 rue Imaginaire');
    expect(cv.trim().split('\n')).toEqual([NAME, 'Fauconnière']);
  });

  it('is erased from the terminal with the visit', async () => {
    const old = test.kiosk.page();
    void old.evaluate(async () => window.kiosk['visit.end']({})).catch(() => undefined);
    await test.kiosk.renewed(old);
    expect(below(test.desk.dataDir).filter((bytes) => bytes.includes(NAME))).toEqual([]);
    expect(JSON.stringify(await visit())).not.toContain(NAME);
    expect(test.kiosk.complaints).toEqual([]);
  });
});
