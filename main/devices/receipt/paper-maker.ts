import type { Worker } from 'node:worker_threads';
import type { Cv } from '../../domain/cv.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { renderCvA4 } from './cv-a4.ts';
import { renderReceiptA4 } from './receipt-a4.ts';
import { renderReceiptStrip } from './receipt-strip.ts';
import type { ReceiptFonts } from './typeface.ts';

/** Sets papers as PDF files. */
export interface PaperMaker {
  /** A receipt on A4. */
  receipt(receipt: Receipt): Promise<Uint8Array>;
  /** A receipt as wide as a print head (`receipt-strip.ts`). */
  strip(receipt: Receipt, dots: number, dpi: number): Promise<Uint8Array>;
  /** A CV on one A4 page. */
  cv(cv: Cv): Promise<Uint8Array>;
}

/** One paper that is wanted. */
export type PaperRequest =
  | { readonly paper: 'receipt'; readonly receipt: Receipt }
  | { readonly paper: 'strip'; readonly receipt: Receipt; readonly dots: number; readonly dpi: number }
  | { readonly paper: 'cv'; readonly cv: Cv };

/** What the thread is asked, once. It answers with the file's bytes. */
export interface PaperOrder {
  readonly request: PaperRequest;
  readonly fonts: ReceiptFonts;
}

/** Sets a paper in this thread, which can do nothing else for a tenth of a second to half of one. */
export function renderPaper({ request, fonts }: PaperOrder): Promise<Uint8Array> {
  switch (request.paper) {
    case 'receipt':
      return renderReceiptA4(request.receipt, fonts);
    case 'strip':
      return renderReceiptStrip(request.receipt, fonts, request.dots, request.dpi);
    case 'cv':
      return renderCvA4(request.cv, fonts);
  }
}

function paperMaker(make: (request: PaperRequest) => Promise<Uint8Array>): PaperMaker {
  return {
    receipt: (receipt) => make({ paper: 'receipt', receipt }),
    strip: (receipt, dots, dpi) => make({ paper: 'strip', receipt, dots, dpi }),
    cv: (cv) => make({ paper: 'cv', cv }),
  };
}

/** Papers made in this thread: where no screen waits for it. */
export function paperMakerHere(fonts: ReceiptFonts): PaperMaker {
  return paperMaker((request) => renderPaper({ request, fonts }));
}

/** Longest that a thread may take for a paper, milliseconds: a hundred times what it takes on two slow cores. */
export const DEFAULT_PAPER_LIMIT_MS = 20_000;

/**
 * Papers made in a thread of their own each (`paper-thread.ts`), so that the screen goes on meanwhile; the thread ends with
 * its paper, and what stood on it goes with its memory. Where a thread cannot be had or takes too long, the paper is made
 * here: somebody waits for it.
 *
 * @param start Starts such a thread.
 */
export function paperMakerAside(fonts: ReceiptFonts, start: () => Worker, limitMs: number): PaperMaker {
  return paperMaker(async (request) => {
    const order = { request, fonts };
    return (await madeAside(order, start(), limitMs)) ?? renderPaper(order);
  });
}

/** The paper; nothing where the thread failed or took too long. */
function madeAside(order: PaperOrder, thread: Worker, limitMs: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const end = (made: unknown): void => {
      clearTimeout(limit);
      resolve(made instanceof Uint8Array ? made : undefined);
      void thread.terminate();
    };
    const limit = setTimeout(() => end(undefined), limitMs);
    thread.once('message', end);
    thread.once('error', () => end(undefined));
    thread.once('exit', () => end(undefined));
    thread.postMessage(order);
  });
}
