import { mkdirSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { type FixedPlaces, faultsOfLook, fixedPlaces } from './look-of-page.ts';
import { FORMATS, type Format, type OpenGallery, openGallery } from './open-gallery.ts';
import { OPENINGS, openOver } from './openings.ts';
import { SNAPSHOTS } from './snapshots.ts';

/** One picture of each state in each format, to be looked at; never committed. */
const PICTURES = path.join(import.meta.dirname, 'artifacts');

let gallery: OpenGallery;

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.page.evaluate(axe.source);
});
afterAll(() => gallery?.close());

describe.each(Object.keys(FORMATS) as Format[])('%s', (format) => {
  const places = new Map<keyof FixedPlaces, { readonly name: string; readonly place: readonly number[] }>();

  beforeAll(async () => {
    mkdirSync(path.join(PICTURES, format), { recursive: true });
    await gallery.resize(format);
  });

  it.each(Object.keys(SNAPSHOTS))('%s is legible, accessible and in its place', async (name) => {
    const { page } = gallery;
    await gallery.show(name);
    await gallery.picture(path.join(PICTURES, format, `${name}.png`));

    expect(await page.evaluate(faultsOfLook)).toEqual([]);

    for (const [thing, place] of Object.entries(await page.evaluate(fixedPlaces)) as [
      keyof FixedPlaces,
      number[] | null,
    ][]) {
      if (place === null) continue;
      const first = places.get(thing) ?? { name, place };
      places.set(thing, first);
      expect(place, `${thing} stands elsewhere than on ${first.name}`).toEqual(first.place);
    }

    expect(await axeViolations(page)).toEqual([]);
  });

  it.each(Object.entries(OPENINGS))('%s is legible and accessible', async (name, opening) => {
    const { page } = gallery;
    await openOver(gallery, opening);
    await gallery.picture(path.join(PICTURES, format, `${name}.png`));
    expect(await page.evaluate(faultsOfLook)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
  });
});

it('nothing was refused by the security policy and nothing was complained of', () => {
  expect(gallery.complaints).toEqual([]);
});
