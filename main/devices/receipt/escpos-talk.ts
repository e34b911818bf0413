import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';
import { EscposAnswers } from './escpos-answers.ts';
import {
  CLEAR_BUFFERS,
  inTheWay,
  mediaLow,
  NO_AUTOMATIC_STATUS,
  REAL_TIME_STATUS,
  SAY_WHEN_PRINTED,
} from './escpos-status.ts';
import type { RollLink } from './roll-link.ts';
import type { RollState, RollTalk } from './roll-talk.ts';

/** ESC/POS: four questions answered at once (DLE EOT), and one that waits in the buffer behind the receipt (GS r). */
export class EscposTalk implements RollTalk {
  readonly cancel = CLEAR_BUFFERS;
  readonly #answers = new EscposAnswers();

  get lost(): boolean {
    return this.#answers.lost;
  }

  take(bytes: Uint8Array): boolean {
    return this.#answers.take(bytes);
  }

  lose(): void {
    this.#answers.lose();
  }

  async ask(
    link: RollLink,
    answerMs: number,
    signal: AbortSignal,
  ): Promise<Result<RollState, Failure<PrintError>>> {
    // Answers that came too late for their question.
    this.#answers.forget('real-time');
    link.send(NO_AUTOMATIC_STATUS);
    const answers: number[] = [];
    for (const question of Object.values(REAL_TIME_STATUS)) {
      link.send(question);
      const answer = await this.#answers.next('real-time', answerMs, signal);
      if (answer === undefined) return err(this.lost ? 'printer-offline' : 'printer-timeout', 'no status');
      answers.push(answer);
    }
    const [printer = 0, offlineCause = 0, errorCause = 0, paper = 0] = answers;
    const status = { printer, offlineCause, errorCause, paper };
    return ok({ problem: inTheWay(status), mediaLow: mediaLow(status) });
  }

  async send(link: RollLink, document: Uint8Array): Promise<Result<undefined, Failure<PrintError>>> {
    // What the printer said of itself before is no answer.
    this.#answers.forget('printed');
    link.send(document);
    link.send(SAY_WHEN_PRINTED);
    return ok(undefined);
  }

  async printed(_link: RollLink, ms: number, signal: AbortSignal): Promise<boolean> {
    return (await this.#answers.next('printed', ms, signal)) !== undefined;
  }
}
