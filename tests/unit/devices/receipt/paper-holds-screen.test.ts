import { Worker } from 'node:worker_threads';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import {
  DEFAULT_PAPER_LIMIT_MS,
  paperMakerAside,
  paperMakerHere,
} from '../../../../main/devices/receipt/paper-maker.ts';
import type { Receipt } from '../../../../main/domain/receipt.ts';
import { SHIPPED_FONTS } from './receipt-fixture.ts';

const THREAD = new URL('../../../../main/devices/receipt/paper-thread.ts', import.meta.url);
const RECEIPT: Receipt = {
  language: 'ar',
  title: 'إيصال',
  lines: [
    { kind: 'text', text: 'وصلت أوراقكم إلى الخدمة.' },
    { kind: 'reference', label: 'Référence', value: 'ABCD-EFGH-JKLM' },
  ],
};

/** Sides of a PDF's pages, points. */
async function pagesOf(pdf: Uint8Array): Promise<readonly (readonly number[])[]> {
  const file = await PDFDocument.load(pdf);
  return file.getPages().map((page) => [page.getWidth(), page.getHeight()].map(Math.round));
}

function aside(start: () => Worker, limitMs = DEFAULT_PAPER_LIMIT_MS) {
  const threads: Worker[] = [];
  const papers = paperMakerAside(
    SHIPPED_FONTS,
    () => {
      const thread = start();
      threads.push(thread);
      return thread;
    },
    limitMs,
  );
  return { papers, threads };
}

async function ended(thread: Worker): Promise<boolean> {
  if (thread.threadId !== -1) await new Promise((resolve) => thread.once('exit', resolve));
  return true;
}

test('a paper is made in a thread of its own, which ends with it', async () => {
  const { papers, threads } = aside(() => new Worker(THREAD));
  const here = paperMakerHere(SHIPPED_FONTS);
  const made = await Promise.all([papers.receipt(RECEIPT), papers.strip(RECEIPT, 384, 203)]);
  const expected = await Promise.all([here.receipt(RECEIPT), here.strip(RECEIPT, 384, 203)]);
  expect(await Promise.all(made.map(pagesOf))).toEqual(await Promise.all(expected.map(pagesOf)));
  expect(threads).toHaveLength(2);
  expect(await Promise.all(threads.map(ended))).toEqual([true, true]);
});

test('the screen goes on while a paper is made', async () => {
  const { papers } = aside(() => new Worker(THREAD));
  let turns = 0;
  const screen = setInterval(() => {
    turns += 1;
  }, 1);
  await papers.receipt(RECEIPT);
  clearInterval(screen);
  expect(turns).toBeGreaterThan(10);
});

test('where no thread can make it, the paper comes all the same', async () => {
  const broken = aside(() => new Worker('throw new Error("broken")', { eval: true }));
  const stuck = aside(() => new Worker('setInterval(() => {}, 1_000)', { eval: true }), 20);
  for (const { papers, threads } of [broken, stuck]) {
    expect(await pagesOf(await papers.receipt(RECEIPT))).toEqual([[595, 842]]);
    expect(await Promise.all(threads.map(ended))).toEqual([true]);
  }
});
