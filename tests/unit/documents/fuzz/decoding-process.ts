/**
 * The process in which damaged files are decoded, as the engine decodes them, within its memory. It says the number of
 * each case before it begins it, so that whoever watches knows what it died or hung of.
 */

import { encodingBetween } from '../../../../main/documents/between-encodings.ts';
import { openImageCodec } from '../../../../main/documents/image-codec.ts';
import { type PageLayers, unpackLayers } from '../../../../main/documents/layers.ts';
import { releaseUnused } from '../../../../main/documents/memory.ts';
import { guardMemory } from '../../../../main/documents/memory-guard.ts';
import { decodePage } from '../../../../main/documents/page-preparation.ts';
import { countPdfPages } from '../../../../main/documents/pdf-source.ts';
import { readMrz } from '../../../../main/documents/reading/mrz-fields.ts';
import { readPrintedCodes } from '../../../../main/documents/reading/printed-codes.ts';
import { readTwoDDoc } from '../../../../main/documents/reading/two-d-doc.ts';
import { unpackText } from '../../../../main/documents/text-layer/page-text.ts';
import { damaged, seeded } from './mutation.ts';
import type { Entry } from './samples.ts';

export interface DecodingOrder {
  readonly entry: Entry;
  readonly samples: readonly Uint8Array[];
  readonly seed: number;
  /** First case, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

export type DecodingReport =
  | { readonly kind: 'case'; readonly number: number }
  | {
      readonly kind: 'done';
      readonly read: number;
      readonly mostResidentBytes: number;
      readonly slowestMs: number;
    };

const EXPECTED: ReadonlySet<string> = new Set([
  'image-unreadable',
  'image-too-large',
  'page-lost',
  'engine-failed',
]);
const TODAY = { year: 2026, month: 11, day: 21 };
const CODE_SIDE = 120;
const COLLECT_EVERY = 50;

guardMemory();
const codec = await openImageCodec();

/** Whether the bytes could be read. Throws where the answer is none that the engine may give. */
async function decode(entry: Entry, bytes: Uint8Array): Promise<boolean> {
  if (entry === 'zones') return decodeTexts(bytes);
  if (entry === 'codes') {
    const data = new Uint8Array(CODE_SIDE * CODE_SIDE).fill(255);
    data.set(bytes.subarray(0, data.length));
    return (await readPrintedCodes({ width: CODE_SIDE, height: CODE_SIDE, channels: 1, data })).length > 0;
  }
  if (entry === 'layers') {
    const [layers, text] = [unpackLayers(bytes), unpackText(bytes)];
    if (layers.ok) cutBetweenTwo(layers.value);
    return coded(layers) || coded(text);
  }
  if (entry === 'PDF') coded(await countPdfPages(bytes));
  const page = await decodePage({ bytes, dpi: 300 }, codec);
  if (!coded(page) || !page.ok) return false;
  const { width, height, channels, data } = page.value.raster;
  if (data.length !== width * height * channels) throw new Error('pixels do not match the size');
  return true;
}

/** As where a limit is left half used: whatever the layers hold, a page is made of them that weighs no more than it may. */
function cutBetweenTwo(layers: PageLayers): void {
  const encodings = [4_000, 2_000].map((bytes) => ({ bytes, dpi: 100, legibility: 0.5 }));
  const between = encodingBetween(
    { layers, encodings, better: 0, lighter: 1 },
    { most: 3_600, enough: 3_400 },
    codec,
  );
  if (between !== undefined && between.encoding.bytes > 3_600) throw new Error('heavier than it may be');
}

function decodeTexts(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes);
  const zone = readMrz(text.split('\n'), TODAY);
  return zone !== undefined || readTwoDDoc(text) !== undefined;
}

function coded(result: { ok: true } | { ok: false; error: { code: string } }): boolean {
  if (!result.ok && !EXPECTED.has(result.error.code)) throw new Error(`refused as ${result.error.code}`);
  return result.ok;
}

async function work({ entry, samples, seed, from, to }: DecodingOrder): Promise<void> {
  let read = 0;
  let slowestMs = 0;
  for (let number = from; number < to; number += 1) {
    process.send?.({ kind: 'case', number } satisfies DecodingReport);
    const since = performance.now();
    if (await decode(entry, damaged(samples, seeded(seed + number)))) read += 1;
    slowestMs = Math.max(slowestMs, performance.now() - since);
    if (number % COLLECT_EVERY === 0) releaseUnused();
  }
  const mostResidentBytes = process.resourceUsage().maxRSS * 1_024;
  process.send?.({ kind: 'done', read, mostResidentBytes, slowestMs } satisfies DecodingReport);
}

process.on('disconnect', () => process.exit(0));
process.on('message', (order: DecodingOrder) => {
  work(order).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
});
process.send?.('ready');
