import { setTimeout as delay } from 'node:timers/promises';
import type { Receipt } from '../../domain/receipt.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PrinterWithFacts } from '../../ports/device-facts.ts';
import type { PrintError, Printed, PrintProgress } from '../../ports/receipt-printer.ts';
import {
  codePageHolds,
  dotsOf,
  type EscposPaper,
  encodeDrawnReceipt,
  encodeReceipt,
} from './escpos-document.ts';
import { type EscposLink, openTcpLink } from './escpos-link.ts';
import type { DotImage } from './escpos-raster.ts';
import {
  CLEAR_BUFFERS,
  inTheWay,
  NO_AUTOMATIC_STATUS,
  REAL_TIME_STATUS,
  SAY_WHEN_PRINTED,
} from './escpos-status.ts';
import { openUsbLink } from './escpos-usb-link.ts';

/** Every wait of the driver, milliseconds. */
export interface EscposWaits {
  readonly connectMs: number;
  /** Until the printer answers a question about its state. */
  readonly answerMs: number;
  /** Between two looks at the printer's state. */
  readonly lookMs: number;
  /** How long the printer may not answer while it has a receipt. */
  readonly silentMs: number;
  /** How long a receipt may take while nothing is in the way. */
  readonly printMs: number;
  /** How long to wait for a person (paper, cover…). */
  readonly blockedMs: number;
  readonly closeMs: number;
}

const ESCPOS_WAITS: EscposWaits = {
  connectMs: 3_000,
  answerMs: 1_000,
  lookMs: 500,
  silentMs: 10_000,
  printMs: 30_000,
  blockedMs: 300_000,
  closeMs: 2_000,
};

/** Where a receipt printer is. */
export type EscposConnection =
  /** Port 9100 by custom. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** Device file of the USB printer class, such as `/dev/usb/lp0`. */
  | { readonly kind: 'usb'; readonly device: string };

/**
 * Draws a receipt whose letters no code page has: dots as wide as the print head.
 *
 * @param dpi Dots per inch of the print head.
 */
export type DrawReceipt = (
  receipt: Receipt,
  dots: number,
  dpi: number,
  signal: AbortSignal,
) => Promise<Result<DotImage, Failure<PrintError>>>;

export interface EscposReceiptPrinterOptions {
  readonly connection: EscposConnection;
  readonly paper: EscposPaper;
  readonly drawReceipt: DrawReceipt;
  /** Other waits than `ESCPOS_WAITS`. */
  readonly waits?: Partial<EscposWaits>;
}

/**
 * A receipt printer that speaks ESC/POS, on a raw TCP port or on USB, and answers questions about its state.
 *
 * `printed` is said when the printer answered a question that it keeps behind the receipt in its own buffer. It does not
 * know whether the cutter cut or whether the paper was taken. A printer that answers no question is `printer-timeout`: of
 * such a one nothing could be said.
 */
export function createEscposReceiptPrinter(options: EscposReceiptPrinterOptions): PrinterWithFacts {
  const waits = { ...ESCPOS_WAITS, ...options.waits };
  const { connection, paper } = options;
  const open = (signal: AbortSignal): Promise<Result<EscposLink, Failure<PrintError>>> =>
    connection.kind === 'tcp'
      ? openTcpLink(connection.host, connection.port, waits.connectMs, signal)
      : openUsbLink(connection.device, signal);
  const encode = async (
    receipt: Receipt,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, Failure<PrintError>>> => {
    if (codePageHolds(receipt, paper)) return ok(encodeReceipt(receipt, paper));
    const drawn = await options.drawReceipt(receipt, dotsOf(paper), paper.dpi, signal);
    return drawn.ok ? ok(encodeDrawnReceipt(drawn.value, paper)) : drawn;
  };
  /** What the receipt under way has seen; the printer takes one connection, so nobody else may ask. */
  let running: { problem: PrintError | undefined } | undefined;

  return {
    paper: 'roll',
    async status(signal) {
      if (running !== undefined)
        return running.problem === undefined ? ok({ ready: true }) : err(running.problem);
      const link = await open(signal);
      if (!link.ok) return err(signal.aborted ? 'printer-timeout' : link.error.code, link.error.detail);
      try {
        const problem = await ask(link.value, waits, signal);
        if (!problem.ok) return problem;
        return problem.value === undefined ? ok({ ready: true }) : err(problem.value);
      } finally {
        await link.value.close(waits.closeMs);
      }
    },

    // Nothing is asked: only some models answer GS I (transmit printer ID), and a wrong answer would be taken for a state.
    async facts() {
      return ok({ makeAndModel: '', mediaTypes: [], columns: paper.columns });
    },

    async print(receipt, onProgress, signal) {
      if (running !== undefined) return finish(err('printer-busy'), onProgress);
      const seen: { problem: PrintError | undefined } = { problem: undefined };
      running = seen;
      try {
        const document = await encode(receipt, signal);
        if (!document.ok) return finish(document, onProgress);
        const link = await open(signal);
        if (!link.ok) return finish(link, onProgress);
        try {
          return finish(
            await printOn(link.value, document.value, waits, onProgress, seen, signal),
            onProgress,
          );
        } finally {
          await link.value.close(waits.closeMs);
        }
      } finally {
        running = undefined;
      }
    },

    printPdf: async (_pdf, onProgress) => finish(err('printer-format', 'A4 on a roll'), onProgress),
  };
}

function finish(outcome: Printed, onProgress: (progress: PrintProgress) => void): Printed {
  onProgress(outcome.ok ? { state: 'printed' } : { state: 'failed', reason: outcome.error.code });
  return outcome;
}

/** What is in the way, by the printer's four answers. `printer-timeout` where it does not answer. */
async function ask(
  link: EscposLink,
  waits: EscposWaits,
  signal: AbortSignal,
): Promise<Result<PrintError | undefined, Failure<PrintError>>> {
  link.forget('real-time');
  link.send(NO_AUTOMATIC_STATUS);
  const answers: number[] = [];
  for (const question of Object.values(REAL_TIME_STATUS)) {
    link.send(question);
    const answer = await link.answer('real-time', waits.answerMs, signal);
    if (answer === undefined) return err(link.lost ? 'printer-offline' : 'printer-timeout', 'no status');
    answers.push(answer);
  }
  const [printer = 0, offlineCause = 0, errorCause = 0, paper = 0] = answers;
  return ok(inTheWay({ printer, offlineCause, errorCause, paper }));
}

async function printOn(
  link: EscposLink,
  document: Uint8Array,
  waits: EscposWaits,
  onProgress: (progress: PrintProgress) => void,
  seen: { problem: PrintError | undefined },
  signal: AbortSignal,
): Promise<Printed> {
  const ready = await waitUntilReady(link, waits, onProgress, seen, signal);
  if (!ready.ok) return ready;

  // What the printer said of itself before was no answer.
  link.forget('printed');
  link.send(document);
  link.send(SAY_WHEN_PRINTED);
  onProgress({ state: 'sent' });

  let heard = performance.now();
  let since = heard;
  let told: PrintError | undefined;
  for (;;) {
    if ((await link.answer('printed', waits.lookMs, signal)) !== undefined) return ok({ state: 'printed' });
    if (signal.aborted) return takeBack(link, err('print-cancelled'));
    if (link.lost) return err('printer-offline', 'paper may still come out');
    const problem = await ask(link, waits, signal);
    const now = performance.now();
    if (!problem.ok) {
      if (!signal.aborted && now - heard >= waits.silentMs) return takeBack(link, problem);
      continue;
    }
    heard = now;
    if (problem.value !== told) {
      told = problem.value;
      seen.problem = told;
      since = now;
      onProgress(told === undefined ? { state: 'sent' } : { state: 'waiting', reason: told });
    }
    if (now - since >= (told === undefined ? waits.printMs : waits.blockedMs)) {
      return takeBack(link, err(told ?? 'printer-timeout'));
    }
  }
}

/** Sends nothing before the printer can print: what is not in its buffer cannot come out too late. */
async function waitUntilReady(
  link: EscposLink,
  waits: EscposWaits,
  onProgress: (progress: PrintProgress) => void,
  seen: { problem: PrintError | undefined },
  signal: AbortSignal,
): Promise<Result<undefined, Failure<PrintError>>> {
  const limit = performance.now() + waits.blockedMs;
  let told: PrintError | undefined;
  for (;;) {
    const problem = await ask(link, waits, signal);
    if (signal.aborted) return err('print-cancelled');
    if (!problem.ok) return problem;
    if (problem.value === undefined) return ok(undefined);
    if (problem.value !== told) {
      told = problem.value;
      seen.problem = told;
      onProgress({ state: 'waiting', reason: told });
    }
    if (performance.now() >= limit) return err(problem.value);
    await delay(waits.lookMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Empties the printer's buffer. Whether it did cannot be asked; a few lines may have been printed. */
function takeBack(link: EscposLink, outcome: Extract<Printed, { readonly ok: false }>): Printed {
  link.send(CLEAR_BUFFERS);
  return err(outcome.error.code, `${outcome.error.detail ?? ''}; buffer cleared, part may be printed`);
}
