import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { UsbError } from '../../ports/usb-drives.ts';
import { usbErrorOf } from './usb-errno.ts';

/** One step on a stick: its name for the log and the longest it may take. */
export interface Step {
  readonly name: string;
  readonly limitMs: number;
}

/** How `settled` ended: in time, too late, or given up by the signal. */
type Ending = 'settled' | 'late' | 'cancelled';

function settles(work: Promise<unknown>, limitMs: number, signal: AbortSignal | undefined): Promise<Ending> {
  return new Promise((resolve) => {
    const cancel = (): void => finish('cancelled');
    const timer = setTimeout(() => finish('late'), limitMs);
    const finish = (ending: Ending): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(ending);
    };
    if (signal?.aborted === true) return finish('cancelled');
    signal?.addEventListener('abort', cancel);
    work.then(
      () => finish('settled'),
      () => finish('settled'),
    );
  });
}

/**
 * Runs the file system steps of all sticks one after another, each within its limit.
 *
 * A system call that the kernel does not finish (a stick that stopped answering) cannot be cancelled: it holds one
 * thread of the process's pool of four until the device is gone. The lane keeps that to ONE thread: while a step hangs,
 * no other is begun, and everyone is told `usb-busy` within the limit. The rest of the application keeps its threads.
 */
export class StepLane {
  #running: Promise<unknown> | undefined;

  /**
   * Runs `action`, at most one at a time. System errors become codes (`usbErrorOf`); `usb-busy` where the step, or the one
   * before it, does not end within the limit, or where `signal` gives up. Any other error of `action` is a bug and is
   * thrown. An action that is given up goes on by itself and must release what it holds.
   */
  async run<Value>(
    step: Step,
    action: () => Promise<Value>,
    signal?: AbortSignal,
  ): Promise<Result<Value, Failure<UsbError>>> {
    const deadline = performance.now() + step.limitMs;
    while (this.#running !== undefined) {
      const ending = await settles(this.#running, Math.max(0, deadline - performance.now()), signal);
      if (ending !== 'settled')
        return err('usb-busy', `${step.name}: ${ending}, waiting for an earlier step`);
    }
    if (signal?.aborted === true) return err('usb-busy', `${step.name}: cancelled`);

    const work = action();
    this.#running = work;
    const free = (): void => {
      this.#running = undefined;
    };
    work.then(free, free);
    const ending = await settles(work, Math.max(0, deadline - performance.now()), signal);
    if (ending !== 'settled') return err('usb-busy', `${step.name}: ${ending}`);
    try {
      return ok(await work);
    } catch (error) {
      const code = usbErrorOf(error);
      if (code === undefined) throw error;
      return err(
        code,
        `${step.name}: ${error instanceof Error && 'code' in error ? String(error.code) : ''}`,
      );
    }
  }
}
