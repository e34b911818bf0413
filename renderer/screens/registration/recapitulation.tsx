import { useTranslation } from 'react-i18next';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { Words } from '../../components/french-words.tsx';
import type { QuestionOf } from './registration-view.ts';

/** Every answer, by block, each with a way to change it. What a helper must not see again is only said to be there. */
export function Recapitulation({ question }: { readonly question: QuestionOf<'recapitulation'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <div className="answers">
      {question.blocks
        .filter(({ lines }) => lines.length > 0)
        .map((block) => (
          <section key={block.id} className="answers__block" aria-labelledby={`answers-${block.id}`}>
            <h2 id={`answers-${block.id}`} className="answers__title">
              {block.label}
            </h2>
            <dl className="answers__lines">
              {block.lines.map((line) => (
                <div key={line.question} className={`answers__line answers__line--${line.state}`}>
                  <dt>
                    <Words>{line.label}</Words>
                  </dt>
                  <dd>
                    {line.value.map((value) => (
                      <span key={value} className="answers__value">
                        <bdi>{value}</bdi>
                      </span>
                    ))}
                    {line.origin !== null && line.origin.provenance !== 'typed' && (
                      <span className="answers__origin">{line.origin.text}</span>
                    )}
                  </dd>
                  <dd className="answers__change">
                    <ActionButton
                      priority="tertiary"
                      onPress={() => request('registration.change', { question: line.question })}
                    >
                      {t('registration.recapitulation.modify')}
                      <span className="fr-sr-only">
                        {' '}
                        (<Words>{line.label}</Words>)
                      </span>
                    </ActionButton>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </div>
  );
}
