import {
  type Answer,
  type AnswerContext,
  type Answers,
  readValue,
} from '../../domain/registration/answer.ts';
import { type Journey, questionsOf } from '../../domain/registration/journey.ts';
import { type RegistrationState, shownScreens, start } from '../../domain/registration/registration.ts';
import type { RawInVault } from '../visit-session.ts';
import type { Paper, RegistrationWork } from './registration-work.ts';

/** Grows when what is written means something else; an older draft is then not brought back. */
const VERSION = 1;

/** What a draft holds beside its files: plain JSON, written and read by this program alone, sealed in between. */
interface DraftRecord {
  readonly version: typeof VERSION;
  readonly journey: string;
  readonly answers: Answers;
  readonly at: string;
  readonly urgent: boolean;
  readonly papers: RegistrationWork['papers'];
  /** What was scanned, by page: a page can still be had as it was scanned. */
  readonly raws: Readonly<Record<string, RawInVault>>;
}

/** Writes a registration down. Who helped is not kept: whoever comes back says it again. */
export function writeDraft({ state, papers }: RegistrationWork, raws: DraftRecord['raws']): Uint8Array {
  const record: DraftRecord = {
    version: VERSION,
    journey: state.journey.id,
    answers: state.answers,
    at: state.at,
    urgent: state.urgent,
    papers,
    raws,
  };
  return new TextEncoder().encode(JSON.stringify(record));
}

/** Names in the vault of everything that belongs to a paper. */
export function filesOfPaper({ pages, files }: Paper): readonly string[] {
  return [
    ...pages.flatMap(({ id }) => [`${id}.layers`, `${id}.preview`]),
    ...files.map(({ vaultName }) => vaultName),
  ];
}

/**
 * Answers that the journey of today still takes. The journey may have changed since the draft was kept, and so has the
 * day; what does not pass any more is asked again.
 */
function stillTaken(journey: Journey, answers: Answers, context: AnswerContext): Answers {
  return Object.fromEntries(
    questionsOf(journey).flatMap((question): [string, Answer][] => {
      const answer = answers[question.id];
      if (answer === undefined || question.kind === 'confirmation') return [];
      if (answer.state === 'skipped') return [[question.id, answer]];
      const choices = 'choices' in question ? question.choices : [];
      return readValue(question, choices, answer.value, context).ok ? [[question.id, answer]] : [];
    }),
  );
}

function isRecord(value: unknown): value is DraftRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === VERSION &&
    'journey' in value &&
    'answers' in value &&
    'papers' in value &&
    'raws' in value
  );
}

/**
 * Brings a registration back. A slot chosen then is not kept: others have chosen since. Nothing where the journey is not
 * offered any more, or the record is of another time. What is read was sealed by this program and is whole: its shape is
 * not checked field by field.
 */
export function readDraft(
  bytes: Uint8Array,
  journeys: readonly Journey[],
  today: RegistrationState['today'],
): (Pick<RegistrationWork, 'state' | 'papers'> & Pick<DraftRecord, 'raws'>) | undefined {
  const record: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!isRecord(record)) return undefined;
  const journey = journeys.find(({ id }) => id === record.journey);
  if (journey === undefined) return undefined;
  const answers = stillTaken(journey, record.answers, { today, slots: [], canBeCalled: true });
  const state: RegistrationState = { ...start(journey, { today }), answers, urgent: record.urgent };
  const there = shownScreens(state).some(({ screen }) => screen.id === record.at);
  return { state: there ? { ...state, at: record.at } : state, papers: record.papers, raws: record.raws };
}
