import { mkdirSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { TEXT_SIZES } from '../../main/domain/access.ts';
import { essentialCapitalMm } from '../../main/domain/screen-size.ts';
import { axeViolations } from './axe-violations.ts';
import { faultsOfLook } from './look-of-page.ts';
import { FORMATS, type Format, type OpenGallery, openGallery } from './open-gallery.ts';
import { OPENINGS, openOver } from './openings.ts';
import { SNAPSHOTS } from './snapshots.ts';

/** One picture of each state read in each way, to be looked at; never committed. */
const PICTURES = path.join(import.meta.dirname, 'artifacts');

type Access = Partial<Snapshot['access']>;

/**
 * Ways of reading that screens are tried in. The largest size is tried with every state in both formats, for that is where
 * things are cut; the other ways with `EVERYWHERE` and with one state in five each, another fifth for each way, so that the whole
 * stays short. The normal size in French is `every-state.test.ts`.
 */
const WAYS: readonly {
  readonly name: string;
  readonly format: Format;
  readonly access: Access;
  /** With all states, not with a fifth of them. */
  readonly all?: boolean;
  /** With `CORE` alone. */
  readonly core?: boolean;
  /** In the look of a municipal house, not that of the State. */
  readonly neutral?: boolean;
  /** The same texts, the page turned round: what Arabic, Pashto and Dari do to the layout. */
  readonly mirrored?: boolean;
}[] = [
  { name: 'large-dark', format: 'landscape', access: { textSize: 'large', contrast: 'dark', motion: false } },
  { name: 'larger-high', format: 'portrait', access: { textSize: 'larger', contrast: 'high' } },
  { name: 'largest', format: 'landscape', access: { textSize: 'largest' }, all: true },
  { name: 'largest-dark', format: 'portrait', access: { textSize: 'largest', contrast: 'dark' }, all: true },
  { name: 'english', format: 'landscape', access: { language: 'en', contrast: 'high' } },
  { name: 'arabic', format: 'landscape', access: { language: 'ar' }, core: true },
  {
    name: 'arabic-upright-dark',
    format: 'portrait',
    access: { language: 'ar', contrast: 'dark', textSize: 'large' },
    core: true,
  },
  { name: 'arabic-neutral', format: 'portrait', access: { language: 'ar' }, core: true, neutral: true },
  { name: 'ukrainian', format: 'portrait', access: { language: 'uk' }, core: true },
  {
    name: 'ukrainian-neutral-larger',
    format: 'landscape',
    access: { language: 'uk', contrast: 'high', textSize: 'larger' },
    core: true,
    neutral: true,
  },
  { name: 'mirrored', format: 'portrait', access: {}, mirrored: true },
  { name: 'mirrored-largest', format: 'landscape', access: { textSize: 'largest' }, mirrored: true },
];

/** States that every way is tried with. */
const EVERYWHERE = [
  'welcome',
  'choose-kind',
  'scan-too-heavy',
  'confirm',
  'proof-saved',
  'idle-asking',
  'help-untold',
];
const FIFTH = 5;

/** What a registration and a sending are made of, one state of each kind of screen and of question. */
const CORE = [
  'welcome',
  'choose-kind',
  'choose-destination',
  'scan-empty',
  'scan-fits',
  'scan-too-heavy',
  'confirm',
  'proof-saved',
  'proof-registered',
  'ended-sent',
  'idle-asking',
  'help-untold',
  'registration-names',
  'registration-birth',
  'registration-address',
  'registration-money',
  'registration-motive-missing',
  'registration-paper',
  'registration-proposition',
  'registration-appointment',
  'registration-reading',
  'leaving-saved',
  'resume',
];

/** Where essential text stands: titles of tiles, questions and their answers. */
const ESSENTIAL: Readonly<Record<string, string>> = {
  welcome: '.choice .fr-tile__title, .choice .fr-tile__title button',
  'registration-motive-missing': '.question__label, .option__label',
  'registration-names-filled': '.question__label, .field, .screen-actions .fr-btn',
};

/** Runs inside the page: how high an H is drawn in each of these, pixels. */
function heightsOfCapitals(selector: string): number[] {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return [];
  return [...document.querySelectorAll(selector)].map((element) => {
    const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element);
    pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    return pen.measureText('H').actualBoundingBoxAscent;
  });
}

function statesOf(way: (typeof WAYS)[number]): string[] {
  const all = Object.keys(SNAPSHOTS);
  if (way.all === true) return all;
  if (way.core === true) return CORE;
  const turn = WAYS.indexOf(way) % FIFTH;
  return all.filter((name, index) => index % FIFTH === turn || EVERYWHERE.includes(name));
}

let gallery: OpenGallery;

/** What a change of language to one read from right to left does to the document. */
async function turnRound(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
}

/** Runs inside the page: back belongs to the right half, the main action to the left one, where they are shown. */
function cornersOfButtons(): { readonly back: boolean; readonly main: boolean; readonly sideways: boolean } {
  const middle = window.innerWidth / 2;
  const centre = (selector: string): number | undefined => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return box === undefined ? undefined : box.left + box.width / 2;
  };
  return {
    back: (centre('.screen-actions__start button') ?? middle) >= middle,
    main: (centre('.screen-actions__end button') ?? middle) <= middle,
    sideways: document.documentElement.scrollWidth > window.innerWidth,
  };
}
const MIRRORED = { back: true, main: true, sideways: false };

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.page.evaluate(axe.source);
});
afterAll(() => gallery?.close());

describe.each(WAYS)('$name in $format', (wayOfReading) => {
  const { name: way, format, access, mirrored, neutral } = wayOfReading;
  beforeAll(async () => {
    mkdirSync(path.join(PICTURES, way), { recursive: true });
    await gallery.resize(format);
  });

  it.each(statesOf(wayOfReading))('%s is whole, legible and accessible', async (name) => {
    const { page } = gallery;
    await gallery.show(name, access, neutral === true ? 'neutral' : undefined);
    if (mirrored === true) await turnRound(page);
    await gallery.picture(path.join(PICTURES, way, `${name}.png`));
    expect(await page.evaluate(faultsOfLook)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    // The team's own screens are French and stay as French is read.
    const turned = mirrored === true || access.language === 'ar';
    if (turned && !/^staff-/.test(name)) expect(await page.evaluate(cornersOfButtons)).toEqual(MIRRORED);
  });
});

/** Ways of reading that what a press opens is tried in: where there is least room, and from right to left. */
const OPENED_IN = WAYS.filter(({ name }) =>
  ['largest', 'largest-dark', 'arabic', 'arabic-neutral'].includes(name),
);

describe.each(OPENED_IN)('$name in $format', ({ name: way, format, access, neutral }) => {
  beforeAll(async () => {
    mkdirSync(path.join(PICTURES, way), { recursive: true });
    await gallery.resize(format);
  });

  it.each(Object.entries(OPENINGS))('%s is whole, legible and accessible', async (name, opening) => {
    const { page } = gallery;
    await openOver(gallery, opening, access, neutral === true ? 'neutral' : undefined);
    await gallery.picture(path.join(PICTURES, way, `${name}.png`));
    expect(await page.evaluate(faultsOfLook)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe.each(Object.keys(FORMATS) as Format[])('%s', (format) => {
  it('text is as large as the terminal reckons with', async () => {
    await gallery.resize(format);
    const sizes = [];
    for (const textSize of ['normal', 'large', 'larger', 'largest'] as const) {
      await gallery.show('welcome', { textSize });
      sizes.push(
        await gallery.page.evaluate(() =>
          Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
        ),
      );
    }
    expect(sizes.map((size) => Math.round(size * 10) / 10)).toEqual([24, 31.2, 38.4, 48]);
  });

  it('capitals of essential text are drawn as high as the terminal reckons with', async () => {
    await gallery.resize(format);
    const screen = { ...FORMATS[format], diagonalInches: 24 };
    const pxPerMm = Math.hypot(screen.width, screen.height) / (screen.diagonalInches * 25.4);
    for (const textSize of TEXT_SIZES) {
      for (const [state, texts] of Object.entries(ESSENTIAL)) {
        await gallery.show(state, { textSize });
        const heights = await gallery.page.evaluate(heightsOfCapitals, texts);
        expect(heights.length, state).toBeGreaterThan(0);
        const least = Math.min(...heights) / pxPerMm;
        // A tenth of a millimetre for rounding to whole pixels.
        expect(least, `${state}, ${textSize}`).toBeGreaterThan(essentialCapitalMm(screen, textSize) - 0.1);
      }
    }
  });
});

it('nothing was refused by the security policy and nothing was complained of', () => {
  expect(gallery.complaints).toEqual([]);
});
