import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../main/contract/channels.ts';
import { useAsk } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { Words } from '../../components/french-words.tsx';
import { AddressFields } from './address-fields.tsx';
import { answerInWords } from './answer-in-words.ts';
import { AppointmentTiles } from './appointment-tiles.tsx';
import { ConfirmationButton } from './confirmation-button.tsx';
import { CountryPicker } from './country-picker.tsx';
import { DateFields } from './date-fields.tsx';
import { DocumentTiles } from './document-tiles.tsx';
import { OptionTiles } from './option-tiles.tsx';
import { PostcodeCityFields } from './postcode-city-fields.tsx';
import { Proposition } from './proposition.tsx';
import { QuestionFrame } from './question-frame.tsx';
import type { QuestionPlace } from './question-places.ts';
import { Recapitulation } from './recapitulation.tsx';
import type { QuestionView, RegistrationView, TypedQuestionView } from './registration-view.ts';
import { type FieldProps, TextField, type Typed } from './text-field.tsx';

type AnswerValue = InputOf<'registration.answer'>['value'];

const TYPED: Readonly<Record<TypedQuestionView['kind'], Typed>> = {
  text: 'text',
  name: 'text',
  number: 'numeric',
  phone: 'tel',
  email: 'email',
  // Corsica has letters in its numbers.
  nir: 'text',
  iban: 'text',
};

/** How one question is answered: each way resolves to whether main took it. */
interface Answering {
  readonly answer: (value: AnswerValue) => Promise<boolean>;
  readonly skip: () => Promise<boolean>;
  readonly confirm: () => Promise<boolean>;
}

function useAnswering(question: string): Answering {
  const ask = useAsk();
  const taken = (reply: { readonly problems: readonly unknown[] } | null): boolean =>
    reply !== null && reply.problems.length === 0;
  return {
    answer: async (value) => taken(await ask('registration.answer', { question, value })),
    skip: async () => taken(await ask('registration.skip', { question })),
    confirm: async () => taken(await ask('registration.confirmAnswer', { question })),
  };
}

/** The field or tiles of a kind of question. */
function Field({
  question,
  field,
  answering,
}: {
  readonly question: QuestionView;
  readonly field: FieldProps;
  readonly answering: Answering;
}): ReactNode {
  const { answer, skip } = answering;
  /** Nothing is there any more: passed where that is allowed, otherwise main says that it is missing. */
  const orNothing = (value: AnswerValue | null): Promise<boolean> =>
    value !== null ? answer(value) : question.required ? answer('') : skip();
  switch (question.kind) {
    case 'date':
      return <DateFields {...field} question={question} onCommit={orNothing} />;
    case 'country':
      return (
        <CountryPicker
          {...field}
          countries={question.countries}
          first={question.first}
          value={question.value}
          onPick={(code) => answer(code)}
        />
      );
    case 'postcode-city':
      return <PostcodeCityFields {...field} value={question.value} onCommit={orNothing} />;
    case 'address':
      return <AddressFields {...field} question={question} onCommit={orNothing} />;
    case 'choice':
      return (
        <OptionTiles
          {...field}
          kind="one"
          options={question.choices}
          chosen={question.choices.filter(({ chosen }) => chosen).map(({ id }) => id)}
          onChange={([chosen = '']) => answer(chosen)}
        />
      );
    case 'choices':
      return (
        <OptionTiles
          {...field}
          kind="several"
          options={question.choices}
          chosen={question.choices.filter(({ chosen }) => chosen).map(({ id }) => id)}
          onChange={(chosen) => (chosen.length === 0 && !question.required ? skip() : answer([...chosen]))}
        />
      );
    case 'document':
      return <DocumentTiles {...field} question={question} onWay={(state) => answer({ state })} />;
    case 'appointment':
      return <AppointmentTiles {...field} question={question} onChoose={answer} />;
    case 'proposition':
      return <Proposition question={question} />;
    case 'recapitulation':
      return <Recapitulation question={question} />;
    case 'confirmation':
      return <ConfirmationButton {...field} question={question} onConfirm={() => answer(true)} />;
    default:
      return (
        <TextField
          {...field}
          typed={TYPED[question.kind]}
          maxLength={question.maxLength}
          sensitive={question.sensitive}
          value={question.value ?? ''}
          onCommit={(text) => orNothing(text.trim() === '' ? null : text)}
        />
      );
  }
}

/** What a document said: the person says that it is right, or corrects it. */
function ReadAnswer({
  question,
  view,
  onConfirm,
  onCorrect,
}: {
  readonly question: QuestionView;
  readonly view: RegistrationView;
  readonly onConfirm: () => unknown;
  readonly onCorrect: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="read-answer">
      <p className="read-answer__origin">
        <span className="fr-icon-file-text-line" aria-hidden="true" />
        {question.origin?.text ?? view.words.readOnDocument}
      </p>
      <div className="chosen">
        <p className="chosen__value">
          {answerInWords(question, view.language).map((line) => (
            <span key={line} className="chosen__line">
              <bdi>{line}</bdi>
            </span>
          ))}
        </p>
        <ActionButton
          priority="primary"
          icon="fr-icon-check-line"
          className="read-answer__right"
          onPress={onConfirm}
        >
          {t('registration.right')}
          <span className="fr-sr-only">
            {' '}
            (<Words>{question.label}</Words>)
          </span>
        </ActionButton>
        <ActionButton icon="fr-icon-edit-line" onPress={onCorrect}>
          {t('registration.correct')}
          <span className="fr-sr-only">
            {' '}
            (<Words>{question.label}</Words>)
          </span>
        </ActionButton>
      </div>
    </div>
  );
}

/** Whether the kind is answered by one field, by several, or by one choice among several. */
function groupingOf({ kind }: QuestionView): 'no' | 'group' | 'radiogroup' {
  switch (kind) {
    case 'choice':
    case 'appointment':
      return 'radiogroup';
    case 'date':
    case 'postcode-city':
    case 'address':
    case 'choices':
    case 'document':
    case 'confirmation':
      return 'group';
    default:
      return 'no';
  }
}

/** One question, in whichever state it is: open, answered, read on a document, or masked from a helper. */
export function Question({
  question,
  place,
  view,
  summarised,
  onPassed,
}: {
  readonly question: QuestionView;
  readonly place: QuestionPlace;
  readonly view: RegistrationView;
  readonly summarised: boolean;
  /** After "Passer" was pressed and taken. */
  readonly onPassed: () => unknown;
}) {
  const { t } = useTranslation();
  const answering = useAnswering(question.id);
  const [editing, setEditing] = useState(false);

  if (question.kind === 'proposition' || question.kind === 'recapitulation') {
    return <Field question={question} field={NO_FIELD} answering={answering} />;
  }
  const masked = question.state === 'masked' && !editing;
  const read = question.toConfirm && !editing;
  const skip = async (): Promise<void> => {
    const open = question.state === 'open';
    setEditing(false);
    if ((await answering.skip()) && open) onPassed();
  };
  const grouping = groupingOf(question);
  return (
    <QuestionFrame
      question={question}
      place={place}
      words={view.words}
      grouped={(masked || read) && grouping === 'no' ? 'group' : grouping}
      onSkip={question.kind === 'confirmation' ? null : skip}
      summarised={summarised}
    >
      {(field) =>
        masked ? (
          <div className="chosen">
            <p className="chosen__value chosen__value--masked">
              <span className="fr-icon-lock-fill" aria-hidden="true" /> {view.words.masked}
            </p>
            <ActionButton onPress={() => setEditing(true)}>
              {t('registration.change')}
              <span className="fr-sr-only">
                {' '}
                (<Words>{question.label}</Words>)
              </span>
            </ActionButton>
          </div>
        ) : read ? (
          <ReadAnswer
            question={question}
            view={view}
            onConfirm={answering.confirm}
            onCorrect={() => setEditing(true)}
          />
        ) : (
          <Field question={question} field={field} answering={answering} />
        )
      }
    </QuestionFrame>
  );
}

const NO_FIELD: FieldProps = { id: '', describedBy: undefined, invalid: false, required: false };
