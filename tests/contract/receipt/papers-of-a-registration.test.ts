import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCvA4 } from '../../../main/devices/receipt/cv-a4.ts';
import { renderReceiptA4 } from '../../../main/devices/receipt/receipt-a4.ts';
import { renderReceiptStrip } from '../../../main/devices/receipt/receipt-strip.ts';
import type { Cv } from '../../../main/domain/cv.ts';
import { LANGUAGE_CODES, LANGUAGES, type LanguageCode } from '../../../main/domain/language.ts';
import { besideFrench, type Receipt } from '../../../main/domain/receipt.ts';
import type { RegistrationFacts, SummaryFacts } from '../../../main/ports/registration-receipts.ts';
import { SHIPPED_FONTS } from '../../unit/devices/receipt/receipt-fixture.ts';
import { shippedReceipts } from '../../visit/registration-ports.ts';

const run = promisify(execFile);
/** Of the papers, points: nothing may stand nearer to the edge than what office printers print. */
const EDGE = 40;
const A4 = { width: 595, height: 842 };

const PHONE = '01 99 00 11 22';

const DONE: RegistrationFacts = {
  journey: 'inscription',
  title: 'M’inscrire',
  reference: 'K7WX-4CEJ-9QRT',
  confirmedAt: '2026-03-16T09:42:00Z',
  site: 'Agence de Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson',
  terminal: 'essai-01',
  answers: 42,
  files: [{ label: 'Titre de séjour', name: 'doc-titre-sejour-2026-03-16.pdf', pages: 2 }],
  toBring: ['CV', 'Justificatif de domicile'],
  appointment: {
    kind: 'creneau',
    day: 'jeudi 19 mars',
    time: '09:30',
    startsAt: '2026-03-19T09:30:00+01:00',
    place: '1 rue Imaginaire, 28000 Trifouillis-les-Oies',
    phone: PHONE,
  },
  proposition: { sentence: 'Nous vous proposons un accompagnement.', destination: 'France Travail' },
  actualisation: {
    from: { year: 2026, month: 3, day: 28 },
    to: { year: 2026, month: 4, day: 15 },
    open: false,
    daysLeft: 12,
  },
  delivery: { state: 'saved' },
};

/** A name that nothing can be broken in, and as many answers as the longest journey has. */
const LONGEST_NAME = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3);
const SUMMARY: SummaryFacts = {
  ...DONE,
  blocks: ['Vous', 'Votre situation', 'Vos documents'].map((title) => ({
    title,
    lines: Array.from({ length: 25 }, (_, index) => ({
      label: `Question ${index} sur ce que vous faites`,
      value: index === 3 ? LONGEST_NAME : `réponse-${title.length}-${index} ${PHONE}`,
    })),
  })),
  orientation: {
    sentence: 'Nous vous proposons un accompagnement.',
    destination: 'France Travail',
    preference: 'La Mission locale',
    reasons: ['Le projet n’est pas encore prêt.'],
    rules: 'essai-2026-01',
  },
};

const RECEIPTS = shippedReceipts();

function beside(language: LanguageCode, written: (code: LanguageCode) => Receipt): Receipt {
  return LANGUAGES[language].tag === 'fr'
    ? written(language)
    : besideFrench(written(language), written('fr'));
}

const PAPERS = {
  récépissé: (language: LanguageCode) => beside(language, (code) => RECEIPTS.done(DONE, code)),
  réponses: (language: LanguageCode) => beside(language, (code) => RECEIPTS.summary(SUMMARY, code)),
  'pour revenir': (language: LanguageCode) =>
    beside(language, (code) =>
      RECEIPTS.leaving(
        {
          ...DONE,
          leftAt: DONE.confirmedAt,
          draft: { code: '1234 5678 9012 3456', keptUntil: '2026-03-31T09:42:00Z' },
        },
        code,
      ),
    ),
} as const;

const LONG =
  'Agente d’accueil et de service à la personne âgée dépendante, de jour comme de nuit et le dimanche, ';
const LONGEST_CV: Cv = {
  title: 'CV',
  name: `${LONGEST_NAME} Essai`,
  contact: [LONG, '28000 Trifouillis-les-Oies'],
  sought: LONG.repeat(2),
  sections: ['Expérience', 'Formation', 'Langues', 'Permis de conduire', 'Disponibilité'].map((title) => ({
    title,
    lines: [LONG.repeat(4), LONG.repeat(3)],
  })),
};

interface Word {
  readonly text: string;
  readonly page: number;
  readonly box: readonly [number, number, number, number];
}

describe('the papers of a registration, read by poppler', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'borne-registration-papers-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function written(name: string, pdf: Uint8Array): Promise<string> {
    const file = join(folder, `${name}.pdf`.replaceAll(' ', '-'));
    await writeFile(file, pdf);
    return file;
  }

  async function text(file: string): Promise<string> {
    const { stdout } = await run('pdftotext', ['-layout', file, '-'], { timeout: 30_000 });
    return stdout;
  }

  async function words(file: string): Promise<readonly Word[]> {
    const { stdout } = await run('pdftotext', ['-bbox', file, '-'], { timeout: 30_000 });
    const found: Word[] = [];
    let page = 0;
    for (const line of stdout.split('\n')) {
      if (line.includes('<page ')) page += 1;
      const word = /xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(
        line,
      );
      if (word === null) continue;
      const [, left, top, right, bottom, said = ''] = word;
      found.push({ text: said, page, box: [Number(left), Number(top), Number(right), Number(bottom)] });
    }
    return found;
  }

  /** Glyph 0 of a font is what stands for a letter that it lacks; poppler maps it to nothing, the renderer writes `�`. */
  function complete(said: string): void {
    expect(said).not.toContain('\uFFFD');
    expect(said).not.toMatch(/[\uE000-\uF8FF]/);
  }

  describe.each(Object.entries(PAPERS))('%s', (name, paper) => {
    it.each(LANGUAGE_CODES)('in %s lacks no letter and stays inside the margins of A4', async (language) => {
      const file = await written(
        `${name}-${language}`,
        await renderReceiptA4(paper(language), SHIPPED_FONTS),
      );
      complete(await text(file));
      const all = await words(file);
      expect(all.length).toBeGreaterThan(50);
      const outside = all.filter(
        ({ box: [left, top, right, bottom] }) =>
          left < EDGE || top < 20 || right > A4.width - EDGE || bottom > A4.height - 20,
      );
      expect(outside).toEqual([]);
    });

    it.each(LANGUAGE_CODES)('in %s lacks no letter and stays inside a roll of 58 mm', async (language) => {
      const strip = await renderReceiptStrip(paper(language), SHIPPED_FONTS, 384, 203);
      const file = await written(`${name}-${language}-roll`, strip);
      complete(await text(file));
      const width = (384 * 72) / 203;
      const outside = (await words(file)).filter(
        ({ box: [left, , right] }) => left < -0.5 || right > width + 0.5,
      );
      expect(outside).toEqual([]);
    });
  });

  it.each(LANGUAGE_CODES)('a telephone number keeps its order in %s', async (language) => {
    const file = await written(
      `phone-${language}`,
      await renderReceiptA4(RECEIPTS.done(DONE, language), SHIPPED_FONTS),
    );
    const digits = (await words(file)).filter(({ text: said }) =>
      /^(01|99|00|11|22)([\s\u00A0]|$)/.test(said),
    );
    // The other number of the paper, of the service, ends with 00.
    const lasts = digits.filter(({ text: said }) => said.endsWith('22'));
    expect(lasts).toHaveLength(1);
    const [first] = lasts;
    const line = digits
      .filter(({ page, box }) => page === first?.page && Math.abs(box[1] - (first?.box[1] ?? 0)) < 2)
      .sort((one, other) => one.box[0] - other.box[0]);
    const read = line
      .map(({ text: said }) => said)
      .join('')
      .replaceAll(/\s/g, '');
    expect(read).toBe('0199001122');
  });

  it('every answer is on the summary, on numbered pages, the longest name whole', async () => {
    const file = await written('summary', await renderReceiptA4(PAPERS.réponses('uk'), SHIPPED_FONTS));
    const raw = await run('pdftotext', ['-raw', file, '-'], { timeout: 30_000 });
    const said = raw.stdout.replaceAll(/\s/g, '');
    for (const { title, lines } of SUMMARY.blocks) {
      for (const [index] of lines.entries()) {
        if (index !== 3) expect(said).toContain(`réponse-${title.length}-${index}`);
      }
    }
    const pages = raw.stdout.split('\f').length - 1;
    for (let page = 1; page <= pages; page += 1) expect(said).toContain(`${page}/${pages}`);
    expect(said.split('dorff').length - 1).toBeGreaterThanOrEqual(1);
  });

  it('the CV is one page, whatever was answered, and nothing of it is outside', async () => {
    const file = await written('cv', await renderCvA4(LONGEST_CV, SHIPPED_FONTS));
    const all = await words(file);
    expect(Math.max(...all.map(({ page }) => page))).toBe(1);
    expect(all.filter(({ text: said }) => said === 'dimanche,').length).toBe(1 + 2 + 5 * 7);
    const outside = all.filter(
      ({ box: [left, top, right, bottom] }) =>
        left < EDGE || top < EDGE || right > A4.width - EDGE || bottom > A4.height - EDGE,
    );
    expect(outside).toEqual([]);
    complete(await text(file));
  });

  it('the CV has its fonts inside', async () => {
    const file = await written('cv-fonts', await renderCvA4(LONGEST_CV, SHIPPED_FONTS));
    const { stdout } = await run('pdffonts', [file], { timeout: 30_000 });
    const fonts = stdout.trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/yes\s+(yes|no)\s+yes/);
    expect((await readFile(file)).length).toBeLessThan(200_000);
  });

  it.each([
    ['fr', 'fra', ['rendez-vous', 'actualisation', 'référence', 'droits']],
    ['ru', 'rus', ['Подтверждение', 'Ваши', 'ответы']],
    ['ar', 'ara', ['التسجيل', 'التاريخ', 'محفوظ']],
  ] as const)(
    'OCR reads the récépissé in %s',
    async (language, ocr, expected) => {
      const file = await written(
        `ocr-${language}`,
        await renderReceiptA4(RECEIPTS.done(DONE, language), SHIPPED_FONTS),
      );
      const image = join(folder, `ocr-${language}`);
      await run('pdftoppm', ['-r', '200', '-gray', '-png', file, image], { timeout: 60_000 });
      const { stdout: listing } = await run('ls', [folder]);
      const pages = listing.split('\n').filter((name) => name.startsWith(`ocr-${language}-`));
      let said = '';
      for (const page of pages) {
        const { stdout } = await run('tesseract', [join(folder, page), '-', '-l', ocr, '--psm', '4'], {
          timeout: 90_000,
          env: { ...process.env, OMP_THREAD_LIMIT: '1' },
        });
        said += stdout;
      }
      for (const word of expected) expect(said).toContain(word);
    },
    180_000,
  );
});
