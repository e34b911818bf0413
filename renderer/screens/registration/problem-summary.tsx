import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../components/action-button.tsx';
import { Words } from '../../components/french-words.tsx';
import { colon } from '../../i18n/in-row.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { fieldId, type QuestionView } from './registration-view.ts';

/** Goes to where a question is answered, or to the button that opens it. */
function goTo(question: string): void {
  const field = document.getElementById(fieldId(question));
  const place =
    field ??
    document
      .getElementById(`${fieldId(question)}-label`)
      ?.closest('.question')
      ?.querySelector('button');
  place?.focus();
  place?.scrollIntoView({ block: 'center' });
}

/** What keeps the screen from being left, spoken at once, each line a way to its question. */
export function ProblemSummary({
  questions,
  box,
}: {
  /** Those with something wrong. */
  readonly questions: readonly QuestionView[];
  readonly box: RefObject<HTMLDivElement | null>;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (questions.length === 0) return null;
  return (
    <div ref={box} className="problem-summary" role="alert" tabIndex={-1}>
      <h2 className="problem-summary__title">
        <span className="fr-icon-error-warning-fill" aria-hidden="true" />
        {t('registration.problems', { count: questions.length })}
      </h2>
      <ul>
        {questions.map(({ id, label, problem }) => (
          <li key={id}>
            <ActionButton
              priority="tertiary no outline"
              icon="fr-icon-arrow-down-line"
              onPress={() => goTo(id)}
            >
              <Words>{label}</Words>
              {colon(language)}
              {problem?.title}
            </ActionButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
