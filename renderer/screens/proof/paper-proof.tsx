import { useTranslation } from 'react-i18next';
import type { PrintView } from '../../../main/contract/snapshot.ts';
import type { ErrorCode } from '../../bridge/error-code.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { ProofCard, StateLine } from './proof-card.tsx';

/** Which paper: a receipt, or the number of who comes back. */
type Words = 'proof' | 'registration.leaving';

function PrintState({
  words,
  printing,
  problem,
}: {
  readonly words: Words;
  readonly printing: PrintView;
  readonly problem: ErrorCode | null;
}) {
  const { t } = useTranslation();
  switch (printing.kind) {
    case 'idle':
      return problem === null ? null : <Trouble code={problem} />;
    case 'sending':
      return <StateLine tone="waiting" title={t('proof.printing')} />;
    case 'sent':
      return <StateLine tone="waiting" title={t(`${words}.printSent`)} />;
    case 'waiting':
      return <Trouble code={printing.code} also={t(`${words}.printWaiting`)} />;
    case 'failed':
      return <Trouble code={printing.code} />;
    case 'printed':
      return (
        <StateLine tone="good" title={t(`${words}.printed`)}>
          <p>{t(`${words}.printedHow`)}</p>
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
  problem,
}: {
  readonly words?: Words;
  readonly printing: PrintView;
  readonly problem: ErrorCode | null;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const busy = printing.kind === 'sending' || printing.kind === 'sent' || printing.kind === 'waiting';
  const done = printing.kind === 'printed';
  return (
    <ProofCard
      title={t('proof.printOnPaper')}
      state={<PrintState words={words} printing={printing} problem={problem} />}
      action={
        <ActionButton
          size="large"
          icon="fr-icon-printer-line"
          priority={done ? 'tertiary' : 'secondary'}
          disabled={busy || problem !== null}
          onPress={() => request('proof.print', {})}
        >
          {done
            ? t('proof.printAgain')
            : printing.kind === 'failed'
              ? t('actions.retry')
              : t(`${words}.print`)}
        </ActionButton>
      }
    />
  );
}
