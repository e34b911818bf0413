import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptDrawer } from '../../../../main/devices/receipt/drawn-receipt.ts';
import { createEscposReceiptPrinter } from '../../../../main/devices/receipt/escpos-receipt-printer.ts';
import { answerKind, inTheWay } from '../../../../main/devices/receipt/escpos-status.ts';
import { paperMakerHere } from '../../../../main/devices/receipt/paper-maker.ts';
import { StarTalk } from '../../../../main/devices/receipt/star-talk.ts';
import { ERROR_CODES } from '../../../../main/domain/error-code.ts';
import { fuzzCases } from '../fuzz-cases.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';
import { SHIPPED_FONTS } from './receipt-fixture.ts';

const CODES: ReadonlySet<string> = new Set(ERROR_CODES);
/** How long one question may take with the waits given below, on a busy machine. Milliseconds. */
const QUESTION_LIMIT_MS = 5_000;

describe('bytes from a receipt printer', () => {
  it('of any value mean something to us or nothing, never a throw', () => {
    const byte = fc.nat(255);
    fc.assert(
      fc.property(byte, byte, byte, byte, (printer, offlineCause, errorCause, paper) => {
        expect(['real-time', 'printed', 'other']).toContain(answerKind(printer));
        const problem = inTheWay({ printer, offlineCause, errorCause, paper });
        expect(problem === undefined || CODES.has(problem)).toBe(true);
      }),
      fuzzCases('ESC/POS status', 5_000),
    );
  });

  it('of a Star printer, whole or damaged: read within bounds, never a throw', () => {
    const block = fc
      .tuple(fc.uint8Array({ minLength: 7, maxLength: 7 }), fc.boolean())
      .map(([status, network]) =>
        Uint8Array.of(0x23, network ? 0x86 : 0x06, ...status.map((byte) => byte & 0b0110_1110), 0, 0),
      );
    const nothing = {
      unsent: 0,
      send: () => undefined,
      sendInstead: () => undefined,
      close: async () => undefined,
    };
    const limit = AbortSignal.abort();
    return fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(block, fc.uint8Array({ maxLength: 40 })), { maxLength: 6 }),
        async (all) => {
          const talk = new StarTalk();
          for (const bytes of all) expect(typeof talk.take(bytes)).toBe('boolean');
          const state = await talk.ask(nothing, 0, limit);
          expect(state.ok || CODES.has(state.error.code)).toBe(true);
          // Whatever came before, a whole block behind it is understood once the noise is over.
          talk.take(new Uint8Array(600));
          const asked = talk.ask(nothing, 1_000, new AbortController().signal);
          talk.take(Uint8Array.of(0x0f, 0x04, 0x20, 0, 0, 0, 0));
          expect(await asked).toEqual({
            ok: true,
            value: { problem: 'printer-cover-open', mediaLow: false },
          });
        },
      ),
      fuzzCases('Star status', 3_000),
    );
  });

  describe('over the network', () => {
    let server: Server;
    let port = 0;
    let answers: readonly Uint8Array[] = [];
    let hangsUp = false;
    beforeAll(async () => {
      server = createServer((socket) => {
        let turn = 0;
        socket.on('error', () => undefined);
        socket.on('data', () => {
          const answer = answers[turn];
          turn += 1;
          if (answer !== undefined) socket.write(answer);
          if (answer === undefined && hangsUp) socket.destroy();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      port = typeof address === 'object' && address !== null ? address.port : 0;
    });
    afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

    it('of any number and at any moment: the question ends, with a state or a code', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof(
              fc.uint8Array({ maxLength: 12 }),
              fc.constantFrom(
                Uint8Array.of(0x12),
                Uint8Array.of(0x16),
                Uint8Array.of(0x1a),
                new Uint8Array(4_000),
              ),
            ),
            { maxLength: 6 },
          ),
          fc.boolean(),
          async (bytes, leaves) => {
            answers = bytes;
            hangsUp = leaves;
            const printer = createEscposReceiptPrinter({
              connection: { kind: 'tcp', host: '127.0.0.1', port },
              paper: {
                columns: 48,
                language: 'esc-pos',
                codepage: 'windows1252',
                codepageMapping: 'epson',
                dpi: 203,
              },
              drawReceipt: receiptDrawer(paperMakerHere(SHIPPED_FONTS), NOBODY_DRAWS),
              waits: { answerMs: 15, silentMs: 40, lookMs: 5, closeMs: 40 },
            });
            const started = performance.now();
            const status = await printer.status(AbortSignal.timeout(QUESTION_LIMIT_MS));
            expect(performance.now() - started).toBeLessThan(QUESTION_LIMIT_MS);
            expect(status.ok || CODES.has(status.error.code)).toBe(true);
          },
        ),
        fuzzCases('ESC/POS status', 200),
      );
    }, 60_000);
  });
});
