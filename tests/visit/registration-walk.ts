import { snapshot as snapshotSchema } from '../../main/contract/snapshot.ts';
import { type StartedVisit, settle, sheet } from './visit-fixture.ts';

export type RegistrationScreen = ReturnType<typeof screenOf>;

/** The screen of the registration, checked against the contract on the way. */
export function screenOf(test: StartedVisit) {
  snapshotSchema.parse(test.snapshot());
  return test.view('registration');
}

/** A question of the screen shown. */
export function questionOf(test: StartedVisit, id: string): RegistrationScreen['questions'][number] {
  const { questions, screen } = screenOf(test);
  const found = questions.find((question) => question.id === id);
  if (found === undefined) throw new Error(`${id} is not asked on ${screen.id}`);
  return found;
}

function must<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

/** Answers what the script says on the screen shown; the rest is left alone. */
export function answerScreen(test: StartedVisit, script: Readonly<Record<string, unknown>>): void {
  for (let index = 0; ; index += 1) {
    const question = screenOf(test).questions[index];
    if (question === undefined) return;
    if (question.toConfirm) must(test.visit.registration.confirmAnswer(question.id));
    else if (Object.hasOwn(script, question.id)) {
      const { problems } = must(test.visit.registration.answer(question.id, script[question.id]));
      if (problems.length > 0) throw new Error(`${question.id}: ${JSON.stringify(problems)}`);
    }
  }
}

/** Answers and goes on until the screen named, or to the last one. Gives back the screens seen. */
export function walkTo(
  test: StartedVisit,
  script: Readonly<Record<string, unknown>>,
  target?: string,
): string[] {
  const seen: string[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const { screen } = screenOf(test);
    seen.push(screen.id);
    if (screen.id === target) return seen;
    answerScreen(test, script);
    if (screen.last) return seen;
    const { problems } = must(test.visit.registration.next());
    if (problems.length > 0) throw new Error(`${screen.id}: ${JSON.stringify(problems)}`);
  }
  throw new Error('the journey has no end');
}

/** Scans a paper of one sheet for a question and goes back to it. */
export async function scanFor(test: StartedVisit, question: string, document: string): Promise<void> {
  must(test.visit.registration.scanDocument(question, document));
  test.scanner.sheets = [sheet()];
  must(test.visit.startScan('platen'));
  await settle();
  must(test.visit.continue());
  await settle();
}

/** Somebody who answers what is needed and nothing else. */
export const SHORT_INSCRIPTION = {
  'pour-qui': 'moi',
  'nom-famille': 'Essai',
  prenoms: 'Amel',
  'date-naissance': { year: 1990, month: 5, day: 4 },
  adresse: { kind: 'sans-adresse', city: null },
  'canal-lu': 'accueil',
  'situation-travail': 'moins-un-an',
  'motif-inscription': 'premiere-recherche',
  'rendez-vous': { kind: 'accueil' },
  confirmation: true,
} as const;

export const SHORT_UPDATE = {
  'nom-famille': 'Essai',
  'date-naissance': { year: 1990, month: 5, day: 4 },
  demande: 'changement',
  changements: ['contact'],
  'canal-lu': 'sms',
  telephone: '0639981234',
  'motif-rendez-vous': 'pas-de-rendez-vous',
  confirmation: true,
} as const;
