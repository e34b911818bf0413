import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { BackButton } from '../components/back-button.tsx';
import { endNeedsAsking } from '../components/end-rules.ts';
import { Words } from '../components/french-words.tsx';
import { ErrorMessage } from '../components/message.tsx';
import { Screen } from '../components/screen.tsx';
import { Waiting } from '../components/waiting.tsx';
import { PaperProof } from './proof/paper-proof.tsx';
import { StickProof } from './proof/stick-proof.tsx';
import type { DeskView, ViewOf } from './views.ts';

type Leaving = ViewOf<'leaving'>;
type Saved = Extract<Leaving['draft'], { kind: 'saved' }>;

/** What to bring next time. */
function ToBring({ papers }: { readonly papers: readonly string[] }) {
  const { t } = useTranslation();
  if (papers.length === 0) return null;
  return (
    <section className="to-bring" aria-labelledby="to-bring-title">
      <h2 id="to-bring-title" className="to-bring__title">
        {t('registration.leaving.toBring')}
      </h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper}>
            <Words>{paper}</Words>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Keep or erase: the two ways to leave midway. */
function Asking({ visit }: { readonly visit: Leaving }) {
  const { t } = useTranslation();
  const request = useRequest();
  const { draft } = visit;
  const saving = draft.kind === 'saving';
  return (
    <>
      {draft.kind === 'failed' && <ErrorMessage code={draft.code} also={t('registration.answersKept')} />}
      <div className="sources">
        <div className="source">
          <p>{t('registration.leaving.saveHow')}</p>
          <ActionButton
            size="large"
            priority="primary"
            icon="fr-icon-lock-fill"
            disabled={saving}
            onPress={() => request('draft.save', {})}
          >
            {t('registration.leaving.save')}
          </ActionButton>
        </div>
        <div className="source">
          <p>{t('registration.leaving.eraseHow')}</p>
          <ActionButton
            size="large"
            icon="fr-icon-delete-bin-line"
            disabled={saving}
            onPress={() => request('visit.end', {})}
          >
            {t('registration.leaving.erase')}
          </ActionButton>
        </div>
      </div>
      {saving && (
        <Waiting title={t('registration.leaving.saving')}>
          <p>{t('registration.wait')}</p>
        </Waiting>
      )}
    </>
  );
}

/** The number, in large, and the ways to take it along. */
function Kept({
  visit,
  draft,
  desk,
}: {
  readonly visit: Leaving;
  readonly draft: Saved;
  readonly desk: DeskView;
}) {
  const { t } = useTranslation();
  return (
    <>
      <div className="proof__facts">
        <div className="proof__reference">
          <p className="proof__reference-label">{t('registration.leaving.number')}</p>
          <p className="proof__reference-value">
            <bdi dir="ltr">{draft.code}</bdi>
          </p>
          <p>{t('registration.leaving.only')}</p>
        </div>
        <div className="delivery">
          <p className="delivery__title">
            {t('registration.leaving.keptUntil', { date: draft.keptUntilText.replaceAll(' ', '\u00A0') })}
          </p>
        </div>
      </div>
      <section aria-labelledby="leaving-choices">
        <h2 id="leaving-choices" className="proof__choices-title">
          {t('registration.leaving.keep')}
        </h2>
        <div className="proof__choices">
          <PaperProof words="registration.leaving" printing={visit.printing} problem={desk.printer.problem} />
          <StickProof copying={visit.copying} usb={desk.usb} />
        </div>
      </section>
    </>
  );
}

/** Leaving a registration midway: its answers are kept under a number, or erased. */
export function LeavingScreen({
  visit,
  desk,
  onEndAsked,
}: {
  readonly visit: Leaving;
  readonly desk: DeskView;
  readonly onEndAsked: () => void;
}) {
  const { t } = useTranslation();
  const { draft } = visit;
  const saved = draft.kind === 'saved';
  const request = useRequest();
  const finish = () => (endNeedsAsking(visit) ? onEndAsked() : request('visit.end', {}));
  return (
    <Screen
      title={saved ? t('registration.leaving.savedTitle') : t('registration.leaving.title')}
      {...(saved ? {} : { lead: t('registration.leaving.lead') })}
      className="leaving"
      back={<BackButton label={t('registration.leaving.back')} />}
      main={
        saved ? (
          <ActionButton
            size="large"
            priority="primary"
            icon="fr-icon-check-line"
            iconSide="right"
            onPress={finish}
          >
            {t('registration.leaving.finish')}
          </ActionButton>
        ) : undefined
      }
    >
      {saved ? <Kept visit={visit} draft={draft} desk={desk} /> : <Asking visit={visit} />}
      <ToBring papers={visit.toBring} />
    </Screen>
  );
}
