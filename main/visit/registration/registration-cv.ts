import type { Cv } from '../../domain/cv.ts';
import type { AnswerValue } from '../../domain/registration/answer.ts';
import type { Question } from '../../domain/registration/journey.ts';
import { shownScreens } from '../../domain/registration/registration.ts';
import type { CvPlan } from '../../ports/cv-maker.ts';
import type { VisitOptions } from '../visit-session.ts';
import { answerWords } from './answer-words.ts';
import { JourneyTexts } from './journey-catalogue.ts';
import type { RegistrationWork } from './registration-work.ts';

interface Given {
  readonly question: Question;
  readonly value: AnswerValue;
}

/** Answers that may stand on a CV: given, confirmed, asked in the end, and not sensitive, whatever the plan says. */
function answersForCv(work: RegistrationWork): ReadonlyMap<string, Given> {
  const given = new Map<string, Given>();
  for (const { questions } of shownScreens(work.state)) {
    for (const { question, answer } of questions) {
      if (question.sensitive || answer?.state !== 'given' || !answer.confirmed) continue;
      given.set(question.id, { question, value: answer.value });
    }
  }
  return given;
}

/** What one answer is on a CV; empty where nothing. */
function partsOf({ question, value }: Given, plan: CvPlan, texts: JourneyTexts): readonly string[] {
  if (question.kind === 'choice' || question.kind === 'choices') {
    const picked: readonly unknown[] = Array.isArray(value) ? value : [value];
    return picked
      .map((id) => plan.words[question.id]?.[String(id)] ?? texts.text(`choices.${question.texts}.${id}`))
      .filter((words) => words !== '');
  }
  return answerWords(question, value, { texts, slots: [], kindLabel: (id) => id });
}

function capitalised(line: string): string {
  return line.charAt(0).toLocaleUpperCase('fr') + line.slice(1);
}

/**
 * A CV from the answers of a registration, in French: name, the one contact that the person said they read, the job looked
 * for, and what the plan names. What was not answered leaves no gap. Nothing where an employer would learn no more than a name.
 */
export function cvOf(work: RegistrationWork, plan: CvPlan, journeys: VisitOptions['journeys']): Cv | null {
  const texts = new JourneyTexts(journeys, 'fr');
  const given = answersForCv(work);
  const parts = (id: string | undefined): readonly string[] => {
    const answer = id === undefined ? undefined : given.get(id);
    return answer === undefined ? [] : partsOf(answer, plan, texts);
  };
  const first = parts(plan.name.first).join(' ').replaceAll(', ', ' ');
  const last = plan.name.last.map(parts).find((name) => name.length > 0) ?? [];
  const name = [first, ...last].join(' ').trim();
  if (name === '') return null;
  const channel = given.get(plan.contact.question)?.value;
  const contact = typeof channel === 'string' ? parts(plan.contact.by[channel]) : [];
  const sections = plan.sections
    .map(({ title, lines }) => ({
      title,
      lines: lines
        .map((questions) => capitalised(questions.flatMap(parts).join(', ')))
        .filter((line) => line !== ''),
    }))
    .filter(({ lines }) => lines.length > 0);
  const sought = parts(plan.sought).join(', ') || null;
  if (sought === null && sections.length === 0) return null;
  return { title: plan.title, name, contact, sought, sections };
}
