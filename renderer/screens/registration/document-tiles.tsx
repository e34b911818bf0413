import { useTranslation } from 'react-i18next';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ChoiceTile } from '../../components/choice-tile.tsx';
import { ErrorMessage } from '../../components/message.tsx';
import { KindPictogram } from '../../components/pictograms.tsx';
import { useFlushAll } from './answer-drafts.tsx';
import { OptionTiles } from './option-tiles.tsx';
import type { QuestionOf } from './registration-view.ts';
import type { FieldProps } from './text-field.tsx';

type DocumentQuestion = QuestionOf<'document'>;
type Way = DocumentQuestion['ways'][number]['id'];

/** What is attached already. */
function Attached({ files }: { readonly files: DocumentQuestion['files'] }) {
  const { t } = useTranslation();
  return (
    <div className="attached" role="status">
      <p className="attached__title">
        <span className="fr-icon-checkbox-circle-fill" aria-hidden="true" />
        {t('registration.document.attached')}
      </p>
      <ul>
        {files.map(({ name, pages }) => (
          <li key={name}>{t('registration.document.file', { count: pages })}</li>
        ))}
      </ul>
      <p>{t('registration.document.again')}</p>
    </div>
  );
}

/** A paper: pictures of what is accepted, each a way to the scanner; or later, or none. */
export function DocumentTiles({
  id,
  question,
  describedBy,
  invalid,
  onWay,
}: FieldProps & {
  readonly question: DocumentQuestion;
  readonly onWay: (way: Exclude<Way, 'joint'>) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const flushAll = useFlushAll();
  const { documents, files, scannerProblem, ways } = question;
  const others = ways.filter(({ id: way }) => way !== 'joint');
  const scan = async (document: string): Promise<void> => {
    await flushAll();
    await request('registration.scanDocument', { question: question.id, document });
  };
  return (
    <>
      {scannerProblem !== null && <ErrorMessage code={scannerProblem} />}
      {files.length > 0 && <Attached files={files} />}
      <p className="question__part">{t('registration.document.accepted')}</p>
      <div className="choices choices--rows choices--papers">
        {documents.map((document) => (
          <ChoiceTile
            key={document.id}
            title={t('registration.document.scan', { label: document.label })}
            {...(document.hint === null ? {} : { description: document.hint })}
            pictogram={<KindPictogram icon={document.icon} />}
            disabled={scannerProblem !== null}
            onChoose={() => scan(document.id)}
          />
        ))}
      </div>
      <p className="question__part">{t('registration.document.otherwise')}</p>
      <OptionTiles
        id={id}
        kind="one"
        options={others}
        chosen={others.filter(({ chosen }) => chosen).map(({ id: way }) => way)}
        onChange={([way]) => onWay(way === 'plus-tard' ? way : 'pas-ce-papier')}
        describedBy={describedBy}
        invalid={invalid}
      />
    </>
  );
}
