import { useTranslation } from 'react-i18next';
import { Words } from '../../components/french-words.tsx';
import type { QuestionOf } from './registration-view.ts';

/** What is proposed, why, and that it is no decision. */
export function Proposition({ question }: { readonly question: QuestionOf<'proposition'> }) {
  const { t } = useTranslation();
  const { sentence, destination, reasons, notices, version } = question;
  return (
    <section className="proposition" aria-labelledby="proposition-title">
      <div className="proposition__words">
        <p id="proposition-title" className="proposition__sentence">
          <Words>{sentence}</Words>
        </p>
        {destination !== null && (
          <p className="proposition__destination">
            <Words>{destination}</Words>
          </p>
        )}
        <h2 className="proposition__why">{t('registration.proposition.why')}</h2>
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>
              <Words>{reason}</Words>
            </li>
          ))}
        </ul>
        {notices.map((notice) => (
          <p key={notice} className="proposition__notice">
            {notice}
          </p>
        ))}
        <p className="proposition__version">{t('registration.proposition.rules', { version })}</p>
      </div>
    </section>
  );
}
