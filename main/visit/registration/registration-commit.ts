import type { AssembledDocument } from '../../domain/document.ts';
import type { ErrorCode } from '../../domain/error-code.ts';
import { questionsOf } from '../../domain/registration/journey.ts';
import { type Orientation, propose } from '../../domain/registration/orientation.ts';
import {
  type FinishedRegistration,
  factsOf,
  finish,
  type StepProblem,
} from '../../domain/registration/registration.ts';
import { registrationDossier } from '../../domain/registration/registration-dossier.ts';
import { newReference } from '../send-flow.ts';
import type { FlowContext } from '../visit-session.ts';
import type { PreparedFile } from '../visit-state.ts';
import { JourneyTexts } from './journey-catalogue.ts';
import { registrationPaper } from './registration-papers.ts';
import { attachedPapers, type RegistrationWork, type SentRegistration } from './registration-work.ts';

/** Where a journey proposes an orientation, what it is now. */
export function orientationOf(
  context: Pick<FlowContext, 'options'>,
  work: RegistrationWork,
): Orientation | null {
  const proposes = questionsOf(work.state.journey).some(({ kind }) => kind === 'proposition');
  return proposes ? propose(context.options.journeys.orientation, factsOf(work.state)) : null;
}

interface Attached {
  readonly documents: readonly AssembledDocument[];
  readonly files: SentRegistration['files'];
  readonly prepared: readonly PreparedFile[];
}

/** Reads the files of the attached papers back from the vault. */
async function attachedFiles(
  { session }: FlowContext,
  work: RegistrationWork,
): Promise<{ ok: true; value: Attached } | { ok: false; code: ErrorCode }> {
  const documents: AssembledDocument[] = [];
  const files: { question: string; name: string; pages: number }[] = [];
  const prepared: PreparedFile[] = [];
  for (const { question, paper } of attachedPapers(work)) {
    for (const file of paper.files) {
      const bytes = await session.vault.get(file.vaultName);
      if (!bytes.ok) return { ok: false, code: bytes.error.code };
      const { vaultName: _, ...described } = file;
      documents.push({ ...described, bytes: bytes.value });
      files.push({ question, name: file.fileName, pages: file.pages });
      prepared.push(file);
    }
  }
  return { ok: true, value: { documents, files, prepared } };
}

/**
 * Ends a registration by the person's own hand: checks that it is complete, writes it down, has it checked against the
 * published schema, seals and commits it with its papers. Gives back what is still missing; empty where nothing was, and
 * then the visit is at the proof, or the screen says why it could not be kept.
 */
export async function commitRegistration(
  context: FlowContext,
  work: RegistrationWork,
): Promise<readonly StepProblem[]> {
  const finished = finish(work.state);
  if (!finished.ok) return finished.error.problems;
  context.update('registration', (state) => ({ ...state, finishing: { kind: 'saving' } }));
  const failure = await commit(context, work, finished.value);
  if (failure === undefined) return [];
  context.ports.audit.record({ event: 'dossier-save-failed', code: failure });
  context.update('registration', (state) => ({ ...state, finishing: { kind: 'failed', code: failure } }));
  return [];
}

/** Answers the code of what went wrong, if anything. */
async function commit(
  context: FlowContext,
  work: RegistrationWork,
  finished: FinishedRegistration,
): Promise<ErrorCode | undefined> {
  const { ports, options } = context;
  const { language } = context.access();
  const confirmedAt = new Date(ports.clock.now()).toISOString();
  const dossier = registrationDossier(finished, {
    language,
    confirmedAt,
    orientation: orientationOf(context, work),
  });
  const checked = ports.checkRegistration(dossier);
  if (!checked.ok) return checked.error.code;
  const attached = await attachedFiles(context, work);
  if (!attached.ok) return attached.code;

  const { documents, files, prepared } = attached.value;
  const { destination } = options.journeys;
  const reference = newReference();
  const committed = await ports.outbox.commit({
    reference,
    confirmedAt,
    terminal: options.terminal,
    site: options.site,
    documentKind: dossier.journey.id,
    destination: destination.id,
    documents,
    registration: dossier,
  });
  if (!committed.ok) return committed.error.code;
  ports.audit.record({
    event: 'dossier-saved',
    documents: documents.length,
    pages: documents.reduce((sum, document) => sum + document.pages, 0),
    bytes: documents.reduce((sum, document) => sum + document.bytes.length, 0),
  });
  if (work.draft !== null) await ports.drafts.erase(work.draft);

  const delivery = ports.outbox.delivery(reference) ?? { state: 'saved' };
  const registration: SentRegistration = { work: { ...work, draft: null }, dossier, files };
  const proof = { reference, confirmedAt, files: prepared, registration };
  const title = new JourneyTexts(options.journeys, language).text(`journeys.${dossier.journey.id}.title`);
  context.update('registration', () => ({
    step: 'proof',
    ...proof,
    kind: { id: dossier.journey.id, label: title, hint: null, icon: 'other', destinations: [destination] },
    destination,
    delivery,
    printing: { kind: 'idle' },
    paper: 'recepisse',
    copying: { kind: 'idle' },
    receipt: registrationPaper({ ports, options, language }, proof, delivery),
  }));
  return undefined;
}
