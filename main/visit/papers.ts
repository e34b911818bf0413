import type { LanguageCode } from '../domain/language.ts';
import type { PaperName, Receipt } from '../domain/receipt.ts';
import { err } from '../domain/result.ts';
import type { Printed, PrintProgress } from '../ports/receipt-printer.ts';
import { cvOf } from './registration/registration-cv.ts';
import { summaryPaper, type WrittenWith } from './registration/registration-papers.ts';
import type { SentRegistration } from './registration/registration-work.ts';
import type { FlowContext, VisitOptions, VisitPorts } from './visit-session.ts';
import type { StateOf, VisitState } from './visit-state.ts';

type WithPaper = StateOf<'proof'> | StateOf<'leaving'>;

/** Papers that there are now: of a registration that was sent everything answered, and a CV where there is a name for it. */
export function papersOf(
  state: WithPaper,
  { cvMaker }: Pick<VisitPorts, 'cvMaker'>,
  { journeys }: Pick<VisitOptions, 'journeys'>,
): readonly PaperName[] {
  if (state.step === 'leaving' || state.registration === null) return ['recepisse'];
  const cv = cvOf(state.registration.work, cvMaker.plan, journeys);
  return cv === null ? ['recepisse', 'reponses'] : ['recepisse', 'reponses', 'cv'];
}

/** Those that this terminal can print: on a roll nothing of A4 could be read. */
export function printablePapers(
  papers: readonly PaperName[],
  { printer }: Pick<VisitPorts, 'printer'>,
): readonly PaperName[] {
  return printer.paper === 'a4' ? papers : papers.filter((paper) => paper === 'recepisse');
}

function writtenWith({ ports, options, access }: FlowContext): WrittenWith {
  return { ports, options, language: access().language };
}

/** The paper in lines, where it is one of lines. */
function inLines(context: FlowContext, state: WithPaper, paper: PaperName): Receipt | undefined {
  if (paper === 'recepisse' || state.step === 'leaving') return state.receipt;
  const { registration } = state;
  return paper === 'reponses' && registration !== null
    ? summaryPaper(writtenWith(context), { ...state, registration })
    : undefined;
}

/** The paper as an A4 PDF; nothing where there is none of that name. */
export async function paperAsPdf(
  context: FlowContext,
  state: WithPaper,
  paper: PaperName,
): Promise<Uint8Array | undefined> {
  const { ports, options } = context;
  const receipt = inLines(context, state, paper);
  if (receipt !== undefined) return ports.renderReceipt(receipt);
  if (state.step === 'leaving' || state.registration === null) return undefined;
  const cv = cvOf(state.registration.work, ports.cvMaker.plan, options.journeys);
  return cv === null ? undefined : ports.cvMaker.render(cv);
}

/** Sends one paper to the printer and follows it to its real end. */
export async function sendToPrinter(
  context: FlowContext,
  state: WithPaper,
  paper: PaperName,
  onProgress: (progress: PrintProgress) => void,
  signal: AbortSignal,
): Promise<Printed> {
  const { printer } = context.ports;
  const receipt = inLines(context, state, paper);
  if (receipt !== undefined) return printer.print(receipt, onProgress, signal);
  const pdf = await paperAsPdf(context, state, paper);
  if (pdf === undefined) return err('print-aborted', `there is no ${paper}`);
  return printer.printPdf(pdf, onProgress, signal);
}

/** What the copy of a paper is called on a stick. */
export function nameOnStick(state: WithPaper, paper: PaperName): string {
  if (state.step === 'leaving') return 'papier-pour-revenir.pdf';
  switch (paper) {
    case 'recepisse':
      return `recu-${state.reference}.pdf`;
    case 'reponses':
      return `mes-reponses-${state.reference}.pdf`;
    case 'cv':
      return 'mon-cv.pdf';
  }
}

/** What can be taken away at this moment. */
export interface PapersNow {
  readonly printable: readonly PaperName[];
  /** Beside the récépissé, where they are wanted. */
  readonly copied: readonly Exclude<PaperName, 'recepisse'>[];
  /** Everything that was answered, to be read on the screen. */
  readonly answers: Receipt | null;
}

/**
 * What a registration that was sent says on paper, in the language it was last asked for: nothing of it changes any more, and
 * the screen asks at every step of the printer. It goes with the registration.
 */
const ALREADY_WRITTEN = new WeakMap<
  SentRegistration,
  { readonly language: LanguageCode; readonly papers: PapersNow }
>();

/** The papers of the step that the visit is in; the récépissé alone where nothing else is known. */
export function papersNow(
  state: VisitState,
  around: WrittenWith & { readonly ports: VisitPorts },
): PapersNow {
  const { ports, options, language } = around;
  if (state.step !== 'proof') return { printable: ['recepisse'], copied: [], answers: null };
  const { registration } = state;
  const known = registration === null ? undefined : ALREADY_WRITTEN.get(registration);
  if (known?.language === language) return known.papers;
  const all = papersOf(state, ports, options);
  const papers = {
    printable: printablePapers(all, ports),
    copied: all.filter((paper) => paper !== 'recepisse'),
    answers: registration === null ? null : summaryPaper(around, { ...state, registration }),
  };
  if (registration !== null) ALREADY_WRITTEN.set(registration, { language, papers });
  return papers;
}
