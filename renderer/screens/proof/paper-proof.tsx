import { useTranslation } from 'react-i18next';
import type { PrintView } from '../../../main/contract/snapshot.ts';
import type { ErrorCode } from '../../bridge/error-code.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import type { ViewOf } from '../views.ts';
import { ProofCard, StateLine } from './proof-card.tsx';

/** Which paper of those that have words of their own: a receipt, or the number of who comes back. */
type Words = 'proof' | 'registration.leaving';

type PaperName = ViewOf<'proof'>['paper'];

/** Where the printing of one paper is, in its own words. */
function PrintState({
  words,
  printing,
  paper,
  problem,
}: {
  readonly words: Words;
  readonly printing: PrintView;
  readonly paper: PaperName;
  readonly problem: ErrorCode | null;
}) {
  const { t } = useTranslation();
  switch (printing.kind) {
    case 'idle':
      return problem === null ? null : <Trouble code={problem} />;
    case 'sending':
      return <StateLine tone="waiting" title={t('proof.printing')} />;
    case 'sent':
      return (
        <StateLine
          tone="waiting"
          title={paper === 'recepisse' ? t(`${words}.printSent`) : t(`proof.papers.${paper}.sent`)}
        />
      );
    case 'waiting':
      return (
        <Trouble
          code={printing.code}
          also={paper === 'recepisse' ? t(`${words}.printWaiting`) : t(`proof.papers.${paper}.waiting`)}
        />
      );
    case 'failed':
      return <Trouble code={printing.code} />;
    case 'printed':
      return (
        <StateLine
          tone="good"
          title={paper === 'recepisse' ? t(`${words}.printed`) : t(`proof.papers.${paper}.printed`)}
        >
          <p>{paper === 'recepisse' ? t(`${words}.printedHow`) : t(`proof.papers.${paper}.take`)}</p>
        </StateLine>
      );
  }
}

function Trouble({ code, also }: { readonly code: ErrorCode; readonly also?: string }) {
  const { t } = useTranslation();
  return (
    <StateLine tone="bad" title={t(`errors.${code}.title`)}>
      <p>
        {t(`errors.${code}.action`)} {also}
      </p>
    </StateLine>
  );
}

/** The receipt on paper. Dead, with the reason, when the printer cannot. */
export function PaperProof({
  words = 'proof',
  printing,
  paper = 'recepisse',
  papers = ['recepisse'],
  problem,
}: {
  readonly words?: Words;
  readonly printing: PrintView;
  /** The paper that `printing` is about. */
  readonly paper?: ViewOf<'proof'>['paper'];
  readonly papers?: ViewOf<'proof'>['papers'];
  readonly problem: ErrorCode | null;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  /** With several papers each button keeps its name: which one to try again would not be known. */
  const buttonText = (name: PaperName): string => {
    if (name !== 'recepisse') return t(`proof.papers.${name}.print`);
    if (papers.length > 1) return t(`${words}.print`);
    if (printing.kind === 'printed') return t('proof.printAgain');
    return printing.kind === 'failed' ? t('actions.retry') : t(`${words}.print`);
  };
  const busy = printing.kind === 'sending' || printing.kind === 'sent' || printing.kind === 'waiting';
  return (
    <ProofCard
      title={t('proof.printOnPaper')}
      state={<PrintState words={words} printing={printing} paper={paper} problem={problem} />}
      action={papers.map((name) => (
        <ActionButton
          key={name}
          size="large"
          icon="fr-icon-printer-line"
          priority={name === paper && printing.kind === 'printed' ? 'tertiary' : 'secondary'}
          disabled={busy || problem !== null}
          onPress={() => request('proof.print', name === 'recepisse' ? {} : { paper: name })}
        >
          {buttonText(name)}
        </ActionButton>
      ))}
    />
  );
}
