import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Dossier } from '../../../main/domain/dossier.ts';
import type { Clock } from '../../../main/ports/clock.ts';
import { openDatabase } from '../../../main/storage/database.ts';
import { createSealedOutbox, OUTBOX_MIGRATIONS } from '../../../main/storage/sealed-outbox.ts';
import { createVisitVaults } from '../../../main/storage/visit-vault.ts';
import { createHttpPlatform, DEFAULT_PLATFORM_LIMITS } from '../../../main/sync/http-platform.ts';
import { createOutboxRunner } from '../../../main/sync/outbox-runner.ts';

/** What the process is told, as JSON in its first argument. */
export interface TerminalOrder {
  readonly dataDir: string;
  readonly platformUrl: string;
  readonly recipient: string;
  readonly nativeBinding: string | undefined;
  /** A dossier to confirm, of so many bytes; without one the process ends once everything is acknowledged. */
  readonly confirm?: { readonly reference: string; readonly bytes: number };
  /** End once it is confirmed, whatever was sent. */
  readonly endOnceConfirmed?: boolean;
  /** Keep a page in the visit's vault, say so, and end. */
  readonly keepPage?: boolean;
}

/** The content of a dossier follows from its reference, so that what arrives can be checked by another process. */
export function contentOf(reference: string, bytes: number): Buffer {
  const key = createHash('sha256').update(reference).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

function dossierOf(reference: string, length: number): Dossier {
  const bytes = contentOf(reference, length);
  return {
    reference,
    confirmedAt: '2026-03-02T09:30:00.000+01:00',
    terminal: 'borne-essai-1',
    site: 'Agence fictive',
    documentKind: 'autre',
    destination: 'dossier-france-travail',
    documents: [
      {
        fileName: 'document.pdf',
        mediaType: 'application/pdf',
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        pages: 1,
      },
    ],
  };
}

/** Written by one system call, so that a line is there whole or not at all. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/** A terminal without a screen: storage and sending as they ship. */
async function run(order: TerminalOrder): Promise<void> {
  if (order.keepPage === true) {
    const vault = await createVisitVaults({ folder: join(order.dataDir, 'visits'), randomBytes }).open();
    if (!vault.ok) throw new Error(vault.error.code);
    const put = await vault.value.put('page-1', randomBytes(100_000));
    say(put.ok ? 'kept' : put.error.code);
    return;
  }
  const opened = await openDatabase({
    path: join(order.dataDir, 'borne.sqlite'),
    nativeBinding: order.nativeBinding,
    migrations: OUTBOX_MIGRATIONS,
    clock,
  });
  if (!opened.ok) throw new Error(opened.error.code);
  if (opened.value.setAside !== undefined) throw new Error('the database was found damaged');
  const outbox = createSealedOutbox({
    database: opened.value.database,
    recipients: [order.recipient],
    clock,
    unsentLimitMs: 3_600_000,
    acknowledgementKeptMs: 3_600_000,
  });
  const platform = createHttpPlatform({
    url: order.platformUrl,
    terminal: 'borne-essai-1',
    ca: undefined,
    limits: { ...DEFAULT_PLATFORM_LIMITS, chunkBytes: 65_536 },
  });
  if (!outbox.ok || !platform.ok) throw new Error('not configured');
  const runner = createOutboxRunner({
    queue: outbox.value,
    platform: platform.value,
    clock,
    random: Math.random,
    pace: { firstDelayMs: 50, longestDelayMs: 200, mismatchesBeforeRefusal: 5, unconfirmedBeforeRestart: 50 },
    observe: () => undefined,
  });
  runner.start();
  if (order.confirm !== undefined) {
    // Like a kiosk, it stays until it is ended.
    const staying = setInterval(() => undefined, 60_000);
    const { reference, bytes } = order.confirm;
    const dossier = dossierOf(reference, bytes);
    say(`confirming ${reference}`);
    const committed = await outbox.value.commit(dossier);
    say(committed.ok ? `confirmed ${reference}` : `failed ${committed.error.code}`);
    if (order.endOnceConfirmed === true) {
      clearInterval(staying);
      await runner.stop();
      opened.value.database.close();
    }
    return;
  }
  const end = async (): Promise<void> => {
    if (outbox.value.waiting() > 0) return;
    await runner.stop();
    opened.value.database.close();
  };
  outbox.value.watch(() => void end());
  await end();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await run(JSON.parse(process.argv[2] ?? '') as TerminalOrder);
}
