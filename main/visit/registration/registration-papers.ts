import type { Delivery } from '../../domain/dossier.ts';
import type { LanguageCode } from '../../domain/language.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { actualisationWindow } from '../../domain/registration/actualisation.ts';
import { shownScreens } from '../../domain/registration/registration.ts';
import type { AppointmentFacts } from '../../ports/registration-receipts.ts';
import type { VisitOptions, VisitPorts } from '../visit-session.ts';
import type { StateOf } from '../visit-state.ts';
import { slotWords } from './answer-words.ts';
import { calendarDay } from './calendar-day.ts';
import { JourneyTexts } from './journey-catalogue.ts';
import { isForAnother, type KeptDraft, type RegistrationWork } from './registration-work.ts';

/** What papers are written with. */
export interface WrittenWith {
  readonly ports: Pick<VisitPorts, 'clock' | 'registrationReceipts'>;
  readonly options: Pick<VisitOptions, 'journeys' | 'site' | 'terminal'>;
  readonly language: LanguageCode;
}

/** Papers asked for that the person has not given: announced for later, passed, or not reached yet. */
export function papersToBring(work: RegistrationWork, texts: JourneyTexts): string[] {
  const other = isForAnother(work.state);
  return shownScreens(work.state)
    .flatMap(({ questions }) => questions)
    .flatMap(({ question, answer }) => {
      if (question.kind !== 'document') return [];
      const value = answer?.state === 'given' ? answer.value : undefined;
      const state = typeof value === 'object' && 'state' in value ? value.state : undefined;
      if (state === 'joint' || state === 'pas-ce-papier') return [];
      return [texts.about(`questions.${question.id}`, 'label', other)];
    });
}

/** The rendez-vous of a registration, in words. */
export function appointmentWords(work: RegistrationWork, texts: JourneyTexts): AppointmentFacts {
  const asked = shownScreens(work.state)
    .flatMap(({ questions }) => questions)
    .find(({ question }) => question.kind === 'appointment');
  const value = asked?.answer?.state === 'given' ? asked.answer.value : undefined;
  if (typeof value !== 'object' || !('kind' in value)) return { kind: 'none' };
  if (value.kind === 'appel' || value.kind === 'accueil') return { kind: value.kind };
  if (value.kind !== 'creneau') return { kind: 'none' };
  const slot = work.offered.find(({ id }) => id === value.slot);
  if (slot === undefined) return { kind: 'none' };
  return { kind: 'creneau', ...slotWords(slot, texts.locale), place: slot.place, phone: slot.phone };
}

/** The paper of somebody who leaves midway. */
export function leavingPaper(
  { ports, options, language }: WrittenWith,
  work: RegistrationWork,
  draft: KeptDraft | null,
): Receipt {
  const texts = new JourneyTexts(options.journeys, language);
  return ports.registrationReceipts.leaving(
    {
      title: texts.text(`journeys.${work.state.journey.id}.title`),
      leftAt: new Date(ports.clock.now()).toISOString(),
      site: options.site,
      terminal: options.terminal,
      draft,
      toBring: papersToBring(work, texts),
    },
    texts.language,
  );
}

/** The récépissé of a registration as things stand now. */
export function registrationPaper(
  { ports, options, language }: WrittenWith,
  proof: Pick<StateOf<'proof'>, 'reference' | 'confirmedAt' | 'files'> & { readonly registration: SentRegistration },
  delivery: Delivery,
): Receipt {
  const { work, dossier } = proof.registration;
  const texts = new JourneyTexts(options.journeys, language);
  const { orientation } = dossier;
  return ports.registrationReceipts.done(
    {
      journey: dossier.journey.id,
      title: texts.text(`journeys.${dossier.journey.id}.title`),
      reference: proof.reference,
      confirmedAt: proof.confirmedAt,
      site: options.site,
      terminal: options.terminal,
      answers: Object.keys(dossier.answers).length,
      files: proof.registration.files.map(({ question, name, pages }) => ({
        label: texts.text(`questions.${question}.label`),
        name,
        pages,
      })),
      toBring: papersToBring(work, texts),
      appointment: appointmentWords(work, texts),
      proposition:
        orientation === null
          ? null
          : {
              sentence: texts.text(`outcomes.${orientation.outcome}`),
              destination:
                orientation.destination === null ? null : texts.text(`destinations.${orientation.destination}`),
            },
      actualisation: actualisationWindow(calendarDay(Date.parse(proof.confirmedAt))),
      delivery,
    },
    texts.language,
  );
}
