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
import type { DotImage } from './escpos-raster.ts';
import { EscposTalk } from './escpos-talk.ts';
import { type Draw, ExpectedReceipt } from './expected-receipt.ts';
import type { HidPrinterPort } from './hid-roll-link.ts';
import { openTcpLink, type RollLink } from './roll-link.ts';
import type { RollListener, RollTalk } from './roll-talk.ts';
import { StarTalk } from './star-talk.ts';
import { openUsbLink } from './usb-roll-link.ts';

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
  | { readonly kind: 'usb'; readonly device: string }
  | { readonly kind: 'hid'; readonly port: HidPrinterPort };

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
 * A receipt printer that speaks ESC/POS or one of Star's languages, on a raw TCP port or on USB (printer class or HID), and answers questions about its state.
 *
 * `printed` is said when the printer answered a question that it keeps behind the receipt in its own buffer, and nothing
 * is in its way when it is asked once more. It does not
 * know whether the cutter cut or whether the paper was taken. A printer that answers no question is `printer-timeout`: of
 * such a one nothing could be said.
 */
export function createEscposReceiptPrinter(options: EscposReceiptPrinterOptions): PrinterWithFacts {
  const waits = { ...ESCPOS_WAITS, ...options.waits };
  const { connection, paper } = options;
  const open = async (signal: AbortSignal): Promise<Result<Conversation, Failure<PrintError>>> => {
    const talk = paper.language === 'esc-pos' ? new EscposTalk() : new StarTalk();
    const link = await openLink(connection, waits, talk, signal);
    return link.ok ? ok({ link: link.value, talk }) : link;
  };
  const draw: Draw = async (receipt, signal) => {
    const drawn = await options.drawReceipt(receipt, dotsOf(paper), paper.dpi, signal);
    return drawn.ok ? ok(encodeDrawnReceipt(drawn.value, paper)) : drawn;
  };
  const expected = new ExpectedReceipt(draw);
  const encode: Draw = async (receipt, signal) =>
    codePageHolds(receipt, paper)
      ? ok(encodeReceipt(receipt, paper))
      : ((await expected.take(receipt)) ?? draw(receipt, signal));
  /** What the receipt under way has seen; the printer takes one connection, so nobody else may ask. */
  let running: Seen | undefined;

  return {
    paper: 'roll',
    async status(signal) {
      if (running !== undefined)
        return running.problem === undefined
          ? ok({ ready: true, mediaLow: running.mediaLow })
          : err(running.problem);
      const opened = await open(signal);
      if (!opened.ok) return err(signal.aborted ? 'printer-timeout' : opened.error.code, opened.error.detail);
      const { link, talk } = opened.value;
      try {
        const seen = await talk.ask(link, waits.answerMs, signal);
        if (!seen.ok) return seen;
        const { problem, mediaLow: low } = seen.value;
        return problem === undefined ? ok({ ready: true, mediaLow: low }) : err(problem);
      } finally {
        await link.close(waits.closeMs);
      }
    },

    expect(receipt, signal) {
      if (!codePageHolds(receipt, paper)) expected.draw(receipt, signal);
    },

    // Nothing is asked: only some models answer GS I (transmit printer ID), and a wrong answer would be taken for a state.
    async facts() {
      const makeAndModel = connection.kind === 'hid' ? await connection.port.name() : '';
      return ok({ makeAndModel, mediaTypes: [], columns: paper.columns });
    },

    async print(receipt, onProgress, signal) {
      if (running !== undefined) return finish(err('printer-busy'), onProgress);
      const seen: Seen = { problem: undefined, mediaLow: false };
      running = seen;
      try {
        const document = await encode(receipt, signal);
        if (!document.ok) return finish(document, onProgress);
        const opened = await open(signal);
        if (!opened.ok) return finish(opened, onProgress);
        try {
          return finish(
            await printOn(opened.value, document.value, waits, onProgress, seen, signal),
            onProgress,
          );
        } finally {
          await opened.value.link.close(waits.closeMs);
        }
      } finally {
        running = undefined;
      }
    },

    printPdf: async (_pdf, onProgress) => finish(err('printer-format', 'A4 on a roll'), onProgress),
  };
}

function openLink(
  connection: EscposConnection,
  waits: EscposWaits,
  listener: RollListener,
  signal: AbortSignal,
): Promise<Result<RollLink, Failure<PrintError>>> {
  switch (connection.kind) {
    case 'tcp':
      return openTcpLink(connection.host, connection.port, waits.connectMs, listener, signal);
    case 'usb':
      return openUsbLink(connection.device, listener, signal);
    case 'hid':
      return connection.port.open(listener, signal);
  }
}

/** An open link, and what is said over it. */
interface Conversation {
  readonly link: RollLink;
  readonly talk: RollTalk;
}

const PRINTED: Printed = ok({ state: 'printed' });

/** How the printer is. */
interface Seen {
  problem: PrintError | undefined;
  mediaLow: boolean;
}

function finish(outcome: Printed, onProgress: (progress: PrintProgress) => void): Printed {
  onProgress(outcome.ok ? { state: 'printed' } : { state: 'failed', reason: outcome.error.code });
  return outcome;
}

async function printOn(
  conversation: Conversation,
  document: Uint8Array,
  waits: EscposWaits,
  onProgress: (progress: PrintProgress) => void,
  seen: Seen,
  signal: AbortSignal,
): Promise<Printed> {
  const { link, talk } = conversation;
  const ready = await waitUntilReady(conversation, waits, onProgress, seen, signal);
  if (!ready.ok) return ready;
  const sent = await talk.send(link, document, waits.answerMs, signal);
  if (!sent.ok) return sent;
  onProgress({ state: 'sent' });

  let heard = performance.now();
  let since = heard;
  let out = false;
  let unsent = link.unsent;
  for (;;) {
    if (!out && unsent > 0 && !signal.aborted && !talk.lost) {
      // A slow cable: what still leaves is a sign of life, and a question behind it would be answered too late.
      await delay(waits.lookMs, undefined, { signal }).catch(() => undefined);
      const left = link.unsent;
      if (left < unsent) {
        heard = performance.now();
        since = heard;
      }
      unsent = left;
      if (performance.now() - heard < waits.silentMs) continue;
    }
    out ||= await talk.printed(link, waits.lookMs, signal);
    if (signal.aborted && !out) return takeBack(conversation, err('print-cancelled'));
    if (talk.lost) return out ? PRINTED : err('printer-offline', 'paper may still come out');
    const now = await talk.ask(link, waits.answerMs, signal);
    const at = performance.now();
    if (!now.ok) {
      // Nothing is known against what it said.
      if (out) return PRINTED;
      if (!signal.aborted && at - heard >= waits.silentMs) return takeBack(conversation, now);
      unsent = link.unsent;
      continue;
    }
    heard = at;
    seen.mediaLow = now.value.mediaLow;
    const { problem } = now.value;
    // Cheap printers answer before the paper moved: one that is stopped meanwhile has not printed.
    if (out && problem === undefined) return PRINTED;
    if (problem !== seen.problem) {
      seen.problem = problem;
      since = at;
      onProgress(problem === undefined ? { state: 'sent' } : { state: 'waiting', reason: problem });
    }
    if (at - since >= (problem === undefined ? waits.printMs : waits.blockedMs)) {
      return takeBack(conversation, err(problem ?? 'printer-timeout'));
    }
    if (out) await delay(waits.lookMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Sends nothing before the printer can print: what is not in its buffer cannot come out too late. */
async function waitUntilReady(
  { link, talk }: Conversation,
  waits: EscposWaits,
  onProgress: (progress: PrintProgress) => void,
  seen: Seen,
  signal: AbortSignal,
): Promise<Result<undefined, Failure<PrintError>>> {
  const limit = performance.now() + waits.blockedMs;
  for (;;) {
    const now = await talk.ask(link, waits.answerMs, signal);
    if (signal.aborted) return err('print-cancelled');
    if (!now.ok) return now;
    const { problem } = now.value;
    const changed = problem !== seen.problem;
    Object.assign(seen, now.value);
    if (problem === undefined) return ok(undefined);
    if (changed) onProgress({ state: 'waiting', reason: problem });
    if (performance.now() >= limit) return err(problem);
    await delay(waits.lookMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Empties the printer's buffer. Whether it did cannot be asked; a few lines may have been printed. */
function takeBack({ link, talk }: Conversation, outcome: Extract<Printed, { readonly ok: false }>): Printed {
  link.sendInstead(talk.cancel);
  return err(outcome.error.code, `${outcome.error.detail ?? ''}; buffer cleared, part may be printed`);
}
