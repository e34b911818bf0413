import { createHash } from 'node:crypto';
import type { ErrorCode } from '../domain/error-code.ts';
import type { PaperName } from '../domain/receipt.ts';
import type { PrintProgress } from '../ports/receipt-printer.ts';
import type { UsbExport, UsbExportFailure, UsbFile } from '../ports/usb-drives.ts';
import { dayOf } from './file-flow.ts';
import { filesOf } from './files-ahead.ts';
import { nameOnStick, paperAsPdf, papersOf, sendToPrinter } from './papers.ts';
import type { FlowContext } from './visit-session.ts';
import type { Copying, PreparedFile, Printing, StateOf } from './visit-state.ts';

function printingOf(progress: PrintProgress): Printing {
  switch (progress.state) {
    case 'sent':
      return { kind: 'sent' };
    case 'waiting':
      return { kind: 'waiting', code: progress.reason };
    case 'printed':
      return { kind: 'printed' };
    case 'failed':
      return { kind: 'failed', code: progress.reason };
  }
}

/** Prints a paper as things stand now, and follows it to its real end. */
export async function printReceipt(
  context: FlowContext,
  state: StateOf<'proof'> | StateOf<'leaving'>,
  paper: PaperName,
): Promise<void> {
  const { ports, session } = context;
  const job = new AbortController();
  session.printJob = job;
  const show = (printing: Printing): void => {
    context.alive();
    context.update(state.step, (current) => ({ ...current, printing }));
  };
  const since = ports.clock.now();
  const printed = await sendToPrinter(
    context,
    state,
    paper,
    (progress) => show(printingOf(progress)),
    job.signal,
  );
  session.printJob = undefined;
  ports.audit.record(
    printed.ok
      ? { event: 'receipt-printed', durationMs: ports.clock.now() - since }
      : { event: 'receipt-failed', code: printed.error.code },
  );
  show(printed.ok ? { kind: 'printed' } : { kind: 'failed', code: printed.error.code });
}

/** Makes the files that will be copied to the visitor's stick. */
export async function prepareCopy(context: FlowContext): Promise<void> {
  const state = context.state();
  if (state.step !== 'copy') return;
  const files = await filesOf(context, state.work);
  context.update('copy', (current) =>
    files.ok
      ? { ...current, files: files.value, progress: 'ready' }
      : { ...current, files: [], progress: 'ready', copying: notCopied(files.error.code) },
  );
}

/**
 * Copies the files to the stick, with the papers where there are any: the récépissé always, others where the visitor wants
 * them. Done only when verified and unmounted.
 */
export async function copyToStick(
  context: FlowContext,
  state: StateOf<'proof'> | StateOf<'leaving'> | StateOf<'copy'>,
  wanted: readonly PaperName[] = [],
): Promise<void> {
  const { ports, session } = context;
  const show = (copying: Copying): void => {
    context.alive();
    context.update(state.step, (current) => ({ ...current, copying }));
  };
  const files: UsbFile[] = [];
  for (const file of 'files' in state ? state.files : []) {
    const bytes = await session.vault.get(file.vaultName);
    if (!bytes.ok) return show(notCopied(bytes.error.code));
    files.push({ name: file.fileName, bytes: bytes.value, sha256: file.sha256 });
  }
  if (state.step !== 'copy') {
    const papers = papersOf(state, ports, context.options).filter(
      (paper) => paper === 'recepisse' || wanted.includes(paper),
    );
    for (const paper of papers) {
      const bytes = await paperAsPdf(context, state, paper);
      if (bytes === undefined) continue;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      files.push({ name: nameOnStick(state, paper), bytes, sha256 });
    }
  }
  const folder = `Mes documents ${dayOf(ports.clock.now())}`;
  const since = ports.clock.now();
  const copied = await ports.usb.export(folder, files, session.ended.signal);
  ports.audit.record(
    copied.ok
      ? {
          event: 'usb-exported',
          files: files.length,
          bytes: files.reduce((sum, file) => sum + file.bytes.length, 0),
          durationMs: ports.clock.now() - since,
        }
      : { event: 'usb-failed', code: copied.error.code },
  );
  show(copied.ok ? { kind: 'done', ...exported(copied.value) } : failed(copied.error));
}

function exported({ folder, files, removable }: UsbExport): Omit<Extract<Copying, { kind: 'done' }>, 'kind'> {
  return { folder, files, removable };
}

/** A copy that failed half-way: what is on the stick is said, and whether it may be removed. */
function failed({ code, kept, removable = false }: UsbExportFailure): Copying {
  return { kind: 'failed', code, kept: kept ?? null, removable };
}

/** Nothing of it reached the stick. */
function notCopied(code: ErrorCode): Copying {
  return { kind: 'failed', code, kept: null, removable: false };
}

/** Names and pages of files, as the screen and the receipt show them. */
export function listed(files: readonly PreparedFile[]): { name: string; pages: number }[] {
  return files.map((file) => ({ name: file.fileName, pages: file.pages }));
}
