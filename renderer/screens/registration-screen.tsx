import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useRequest, useSnapshot } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { QuotedFrench, Words } from '../components/french-words.tsx';
import { ErrorMessage } from '../components/message.tsx';
import { RegistrationPictogram } from '../components/registration-pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import { Waiting } from '../components/waiting.tsx';
import { AgreeDialog } from '../dialogs/agree-dialog.tsx';
import { AnswerDraftsProvider, useFlushAll } from './registration/answer-drafts.tsx';
import { HelperPanel } from './registration/helper-panel.tsx';
import { ProblemSummary } from './registration/problem-summary.tsx';
import { Question } from './registration/question.tsx';
import { ALONE, placesOf } from './registration/question-places.ts';
import { RegistrationHead, TalkNow } from './registration/registration-head.tsx';
import { isShownOnly, type RegistrationView } from './registration/registration-view.ts';

/** Back, with what is typed told first; where it is refused it is kept by main and shown again. */
function RegistrationBack() {
  const { t } = useTranslation();
  const request = useRequest();
  const flushAll = useFlushAll();
  const canGoBack = useSnapshot()?.canGoBack ?? false;
  const back = async (): Promise<void> => {
    await flushAll();
    await request('visit.back', {});
  };
  return (
    <ActionButton
      size="large"
      priority="secondary"
      icon="fr-icon-arrow-left-line"
      disabled={!canGoBack}
      onPress={back}
    >
      {t('actions.back')}
    </ActionButton>
  );
}

/** Leaves the screen forwards, or stays and says why. */
function useLeaving(view: RegistrationView) {
  const ask = useAsk();
  const flushAll = useFlushAll();
  const summary = useRef<HTMLDivElement>(null);
  /** How often it was tried in vain: each time the focus goes to the summary. */
  const [refusals, setRefusals] = useState(0);
  const wrong = view.questions.filter(({ problem }) => problem !== null);
  useEffect(() => {
    if (refusals > 0) summary.current?.focus();
  }, [refusals]);

  const next = async (): Promise<void> => {
    const told = await flushAll();
    const channel = view.screen.last ? 'registration.finish' : 'registration.next';
    const reply = told ? await ask(channel, {}) : null;
    if (!told || (reply !== null && reply.problems.length > 0)) setRefusals((count) => count + 1);
  };
  return { next, summary, wrong: refusals > 0 ? wrong : [] };
}

/** One screen of a journey, with everything of it that may hold something typed. */
function JourneyScreen({
  view,
  helperOpen,
  onHelper,
}: {
  readonly view: RegistrationView;
  readonly helperOpen: boolean;
  readonly onHelper: (open: boolean) => void;
}) {
  const { t } = useTranslation();
  const { screen, questions, finishing, help } = view;
  const { next, summary, wrong } = useLeaving(view);
  const places = placesOf(questions);
  const saving = finishing.kind === 'saving';
  const unconfirmed = questions.some((asked) => asked.kind === 'confirmation' && !asked.confirmed);
  const alone = questions.filter((question) => !isShownOnly(question)).length === 1;

  const main = screen.last
    ? t('registration.send')
    : view.changing
      ? t('registration.backToReading')
      : t('registration.continue');
  return (
    <>
      <RegistrationHead view={view} helperOpen={helperOpen} onHelper={() => onHelper(!helperOpen)} />
      <Screen
        title={screen.title}
        {...(screen.lead === null ? {} : { lead: <Words>{screen.lead}</Words> })}
        pictogram={<RegistrationPictogram name={screen.pictogram} />}
        className="registration"
        besideKeys={<TalkNow view={view} className="talk-beside-keys" />}
        back={<RegistrationBack />}
        main={
          <ActionButton
            size="large"
            priority="primary"
            icon={screen.last ? 'fr-icon-send-plane-line' : 'fr-icon-arrow-right-line'}
            iconSide="right"
            disabled={saving || (screen.last && unconfirmed)}
            onPress={next}
          >
            {main}
          </ActionButton>
        }
      >
        <div className="registration__columns">
          <div className="registration__body">
            {view.notices.map(({ id, text }) => (
              <p key={id} className="registration__notice">
                <span className="fr-icon-information-fill" aria-hidden="true" />
                <Words>{text}</Words>
              </p>
            ))}
            {help.sentence !== null && !help.awaitsAgreement && (
              <p className="registration__notice">
                <span className="fr-icon-user-heart-line" aria-hidden="true" />
                {help.sentence}
              </p>
            )}
            {finishing.kind === 'failed' && (
              <ErrorMessage code={finishing.code} also={t('registration.answersKept')} />
            )}
            <ProblemSummary questions={wrong} box={summary} />
            {questions.map((question, index) => (
              <Question
                key={question.id}
                question={question}
                place={places[index] ?? ALONE}
                view={view}
                summarised={wrong.length > 0}
                onPassed={alone ? next : () => undefined}
              />
            ))}
            {saving && (
              <Waiting title={t('registration.saving')}>
                <p>{t('registration.wait')}</p>
              </Waiting>
            )}
          </div>
          {helperOpen && <HelperPanel view={view} onClose={() => onHelper(false)} />}
        </div>
      </Screen>
      {help.awaitsAgreement && <AgreeDialog sentence={help.sentence} />}
    </>
  );
}

/** A journey: the screen that main shows, and the helper's sheet, which stays open from one screen to the next. */
export function RegistrationScreen({ visit }: { readonly visit: RegistrationView }) {
  const [helperOpen, setHelperOpen] = useState(false);
  return (
    <QuotedFrench words={visit.frenchWords}>
      <AnswerDraftsProvider key={visit.screen.id}>
        <JourneyScreen view={visit} helperOpen={helperOpen} onHelper={setHelperOpen} />
      </AnswerDraftsProvider>
    </QuotedFrench>
  );
}
