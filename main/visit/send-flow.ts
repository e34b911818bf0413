import { randomInt } from 'node:crypto';
import type { AssembledDocument } from '../domain/document.ts';
import type { Delivery } from '../domain/dossier.ts';
import { type DossierReference, REFERENCE_ALPHABET } from '../domain/dossier.ts';
import { LANGUAGES, type LanguageCode, textIn } from '../domain/language.ts';
import { besideFrench, type Receipt } from '../domain/receipt.ts';
import type { ComposeReceipt } from '../ports/receipt-composer.ts';
import { filesOf } from './files-ahead.ts';
import type { FlowContext, VisitOptions } from './visit-session.ts';
import type { ConfirmProgress, StateOf } from './visit-state.ts';

/** A new reference, `XXXX-XXXX-XXXX`: 55 bits at random, enough that two terminals never meet. */
export function newReference(): DossierReference {
  const group = (): string =>
    Array.from({ length: 4 }, () => REFERENCE_ALPHABET[randomInt(REFERENCE_ALPHABET.length)]).join('');
  return [group(), group(), group()].join('-');
}

function progress(context: FlowContext, to: ConfirmProgress): void {
  context.update('confirm', (state) => ({ ...state, progress: to }));
}

/** Makes the files that the recapitulation shows, so that what does not fit is known before anything is sent. */
export async function prepareConfirmation(context: FlowContext): Promise<void> {
  const state = context.state();
  if (state.step !== 'confirm') return;
  const files = await filesOf(context, state.work);
  if (!files.ok) context.ports.audit.record({ event: 'document-failed', code: files.error.code });
  context.update('confirm', (current) =>
    files.ok
      ? { ...current, files: files.value, progress: { kind: 'waiting' } }
      : { ...current, files: [], progress: { kind: 'failed', code: files.error.code } },
  );
  if (files.ok) await context.ports.outbox.warmUp();
}

/** The récépissé as things stand now: in the language of the visit, with its French beside it for whoever helps. */
export function depositReceipt(
  composeReceipt: ComposeReceipt,
  terminal: Pick<VisitOptions, 'site' | 'terminal'>,
  deposit: Pick<StateOf<'proof'>, 'reference' | 'confirmedAt' | 'kind' | 'destination' | 'files'>,
  delivery: Delivery,
  language: LanguageCode,
): Receipt {
  const { kind, destination } = deposit;
  const written = (own: LanguageCode): Receipt =>
    composeReceipt(
      {
        reference: deposit.reference,
        confirmedAt: deposit.confirmedAt,
        site: terminal.site,
        terminal: terminal.terminal,
        kindLabel: kind.spoken === undefined ? kind.label : textIn(kind.spoken.label, own),
        destinationLabel:
          destination.spoken === undefined ? destination.label : textIn(destination.spoken.label, own),
        files: deposit.files.map((file) => ({ name: file.fileName, pages: file.pages })),
        delivery,
      },
      own,
    );
  return LANGUAGES[language].tag === LANGUAGES.fr.tag
    ? written(language)
    : besideFrench(written(language), written('fr'));
}

/**
 * The visitor's own hand confirmed: seals the files and commits them. The screen says "enregistré" only after the
 * commit. A second press with the same reference would commit once.
 */
export async function commitDossier(context: FlowContext, state: StateOf<'confirm'>): Promise<void> {
  const { ports, options, session } = context;
  const documents: AssembledDocument[] = [];
  for (const file of state.files) {
    const bytes = await session.vault.get(file.vaultName);
    if (!bytes.ok) return progress(context, { kind: 'failed', code: bytes.error.code });
    const { vaultName: _, ...described } = file;
    documents.push({ ...described, bytes: bytes.value });
  }
  const deposit = {
    reference: newReference(),
    confirmedAt: new Date(ports.clock.now()).toISOString(),
    kind: state.work.kind,
    destination: state.work.destination,
    files: state.files,
  };
  const committed = await ports.outbox.commit({
    reference: deposit.reference,
    confirmedAt: deposit.confirmedAt,
    terminal: options.terminal,
    site: options.site,
    documentKind: deposit.kind.id,
    destination: deposit.destination.id,
    documents,
  });
  if (!committed.ok) {
    ports.audit.record({ event: 'dossier-save-failed', code: committed.error.code });
    return progress(context, { kind: 'failed', code: committed.error.code });
  }
  ports.audit.record({
    event: 'dossier-saved',
    documents: documents.length,
    pages: documents.reduce((sum, document) => sum + document.pages, 0),
    bytes: documents.reduce((sum, document) => sum + document.bytes.length, 0),
  });

  const delivery = ports.outbox.delivery(deposit.reference) ?? { state: 'saved' };
  context.update('confirm', () => ({
    step: 'proof',
    ...deposit,
    delivery,
    printing: { kind: 'idle' },
    paper: 'recepisse',
    copying: { kind: 'idle' },
    registration: null,
    receipt: depositReceipt(ports.composeReceipt, options, deposit, delivery, context.access().language),
  }));
}
