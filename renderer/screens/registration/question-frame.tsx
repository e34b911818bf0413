import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../components/action-button.tsx';
import { Words } from '../../components/french-words.tsx';
import type { QuestionPlace } from './question-places.ts';
import { fieldId, type QuestionView, type RegistrationView } from './registration-view.ts';
import type { FieldProps } from './text-field.tsx';

/** What is wrong with an answer, beside it. Spoken at once unless the summary above says it already. */
function Problem({
  id,
  problem,
  spoken,
}: {
  readonly id: string;
  readonly problem: NonNullable<QuestionView['problem']>;
  readonly spoken: boolean;
}) {
  return (
    <p id={id} className="question__problem" role={spoken ? 'alert' : undefined}>
      <span className="fr-icon-error-warning-fill" aria-hidden="true" />
      <span>
        <strong>
          <Words>{problem.title}</Words>
        </strong>{' '}
        <Words>{problem.action}</Words>
      </span>
    </p>
  );
}

/** What the answer is for, in plain sentences, and that a helper will not see it again. */
function Uses({
  id,
  question,
  words,
}: {
  readonly id: string;
  readonly question: QuestionView;
  readonly words: RegistrationView['words'];
}) {
  return (
    <div id={id} className="question__uses">
      <ul>
        {question.use.map((use) => (
          <li key={use}>
            <Words>{use}</Words>
          </li>
        ))}
      </ul>
      {question.sensitive && <p>{words.sensitive}</p>}
    </div>
  );
}

/**
 * Around every question: what is asked, what helps to answer, what the answer is for, how to go past it, and what is wrong
 * with it. `children` is given the ids that tie the field to those words. `grouped`: several fields or choices answer it.
 */
export function QuestionFrame({
  question,
  place,
  words,
  grouped,
  onSkip,
  summarised,
  children,
}: {
  readonly question: QuestionView;
  readonly place: QuestionPlace;
  readonly words: RegistrationView['words'];
  readonly grouped: 'no' | 'group' | 'radiogroup';
  /** `null`: there is nothing to pass. */
  readonly onSkip: (() => unknown) | null;
  /** A summary above speaks of what is wrong. */
  readonly summarised: boolean;
  readonly children: (field: FieldProps) => ReactNode;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { label, hint, problem, required, state } = question;
  const id = fieldId(question.id);
  const labelId = `${id}-label`;
  const hintId = `${id}-hint`;
  const problemId = `${id}-problem`;
  const usesId = `${id}-uses`;
  const described = [hint === null ? null : hintId, problem === null ? null : problemId].filter(
    (one) => one !== null,
  );
  const describedBy = described.length === 0 ? undefined : described.join(' ');
  const field = { id, describedBy, invalid: problem !== null, required };

  const named = (
    <>
      <span>
        <Words>{label}</Words>
      </span>{' '}
      {question.sensitive && (
        <span className="question__mark">
          <span className="fr-icon-lock-fill" aria-hidden="true" /> {t('registration.sensitive')}
        </span>
      )}
      {!required && onSkip !== null && (
        <span className="question__mark">
          {state === 'skipped' ? words.skipped : t('registration.optional')}
        </span>
      )}
    </>
  );
  const content = (
    <>
      <div className="question__head">
        {grouped === 'no' ? (
          <label id={labelId} htmlFor={id} className="question__label">
            {named}
          </label>
        ) : (
          <p id={labelId} className="question__label">
            {named}
          </p>
        )}
        {hint !== null && (
          <p id={hintId} className="question__hint">
            <Words>{hint}</Words>
          </p>
        )}
      </div>
      {problem !== null && <Problem id={problemId} problem={problem} spoken={!summarised} />}
      <div className="question__answer">{children(field)}</div>
      <div className="question__foot">
        <ActionButton
          priority="tertiary no outline"
          icon="fr-icon-question-line"
          opens={{ open, id: usesId }}
          onPress={() => setOpen((now) => !now)}
        >
          {words.usedFor}
          <span className="fr-sr-only">
            {' '}
            (<Words>{label}</Words>)
          </span>
        </ActionButton>
        {onSkip !== null && !required && state !== 'skipped' && (
          <ActionButton
            priority="tertiary no outline"
            icon={state === 'open' ? 'fr-icon-arrow-right-line' : 'fr-icon-delete-bin-line'}
            onPress={onSkip}
          >
            {state === 'open' ? t('registration.skip') : t('registration.clear')}
            <span className="fr-sr-only">
              {' '}
              (<Words>{label}</Words>)
            </span>
          </ActionButton>
        )}
      </div>
      {open && <Uses id={usesId} question={question} words={words} />}
    </>
  );
  const className = [
    'question',
    `question--${question.kind}`,
    `question--${place.share}`,
    ...(place.last ? ['question--last'] : []),
    ...(problem === null ? [] : ['question--wrong']),
  ].join(' ');
  switch (grouped) {
    case 'no':
      return <div className={className}>{content}</div>;
    case 'group':
      return (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot share the rows of the grid it is in
        <div role="group" className={className} aria-labelledby={labelId} aria-describedby={describedBy}>
          {content}
        </div>
      );
    case 'radiogroup':
      return (
        <div
          className={className}
          role="radiogroup"
          aria-labelledby={labelId}
          aria-describedby={describedBy}
          aria-invalid={problem === null ? undefined : true}
          aria-required={required ? true : undefined}
        >
          {content}
        </div>
      );
  }
}
