import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { openImageCodec } from '../../../main/documents/image-codec.ts';
import { unpackLayers } from '../../../main/documents/layers.ts';
import { preparePage } from '../../../main/documents/page-preparation.ts';
import { assemblePdf } from '../../../main/documents/pdf-assembly.ts';
import { srgbProfile } from '../../../main/documents/srgb-profile.ts';
import { cornerPage } from './fictional-page.ts';

async function fileOf(title: string): Promise<Uint8Array> {
  const codec = await openImageCodec();
  const bytes = codec.encodeScreenJpeg(cornerPage(414, 585), 90);
  const prepared = await preparePage({ bytes, dpi: 50, dpiIsCertain: true, cleanUp: 'none' }, codec);
  if (!prepared.ok) throw new Error(prepared.error.code);
  const layers = unpackLayers(prepared.value.layers);
  if (!layers.ok) throw new Error(layers.error.code);
  const page = { summary: prepared.value.summary, layers: layers.value, rotation: 0 as const };
  const file = await assemblePdf([page], { maxBytes: 5_000_000, maxPages: 1 }, 'page', title);
  if (!file.ok) throw new Error(file.error.code);
  return file.value.bytes;
}

/** The whole file as qpdf reads it, streams included. */
function readWithQpdf(pdf: Uint8Array): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-pdfa-'));
  try {
    writeFileSync(path.join(folder, 'file.pdf'), pdf);
    const args = ['--qdf', '--object-streams=disable', '--no-original-object-ids', 'file.pdf', '-'];
    return execFileSync('qpdf', args, { cwd: folder }).toString('latin1');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('an archive finds the marks of PDF/A-2b and nothing that it forbids', async () => {
  const file = readWithQpdf(await fileOf('Attestation <Été> & suite'));
  expect(file).toContain('/GTS_PDFA1');
  expect(file).toContain('/DestOutputProfile');
  expect(file).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>');
  expect(file).toMatch(/\/ID \[<[0-9a-f]{32}><[0-9a-f]{32}>\]/);
  for (const forbidden of [
    '/Encrypt',
    '/JavaScript',
    '/AA',
    '/OpenAction',
    '/LZWDecode',
    '/Interpolate true',
    '/TR',
    '/EmbeddedFiles',
  ]) {
    expect(file).not.toContain(forbidden);
  }
});

it('the two titles of a file agree, and markup in a title stays text', async () => {
  const file = Buffer.from(readWithQpdf(await fileOf('Attestation <Été> & suite')), 'latin1').toString(
    'utf8',
  );
  expect(file).toContain('>Attestation &lt;Été&gt; &amp; suite</rdf:li>');
  const inDictionary = /\/Title <([0-9a-f]+)>/i.exec(file)?.[1] ?? '';
  const utf16 = Buffer.from(inDictionary, 'hex').subarray(2).swap16().toString('utf16le');
  expect(utf16).toBe('Attestation <Été> & suite');
});

it('the colour profile is sRGB to a colour engine that is not ours', async () => {
  const image = sharp(
    Buffer.from([...Array(256).keys()].flatMap((level) => [level, 255 - level, (level * 7) % 256])),
    {
      raw: { width: 256, height: 1, channels: 3 },
    },
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-icc-'));
  try {
    const profile = path.join(folder, 'srgb.icc');
    writeFileSync(profile, srgbProfile());
    const tagged = await image.clone().withIccProfile(profile).png().toBuffer();
    const back = await sharp(tagged).toColourspace('srgb').removeAlpha().raw().toBuffer();
    const source = await image.raw().toBuffer();
    const worst = Math.max(...source.map((level, at) => Math.abs(level - (back[at] ?? 0))));
    expect(worst).toBeLessThanOrEqual(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
