import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CopyView } from '../../../main/contract/snapshot.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { CopyRemains } from '../../components/copy-remains.tsx';
import type { DeskView, ViewOf } from '../views.ts';
import { ProofCard, StateLine } from './proof-card.tsx';

/** Where the copy is. "You may remove it" is said only once main verified and unmounted it. */
function StickState({ copying, usb }: { readonly copying: CopyView; readonly usb: DeskView['usb'] }) {
  const { t } = useTranslation();
  if (copying.kind === 'copying') {
    return (
      <StateLine tone="waiting" title={t('usb.copying')}>
        <p>{t('usb.copyingHow')}</p>
      </StateLine>
    );
  }
  if (copying.kind === 'done') {
    return (
      <StateLine
        tone={copying.removable ? 'good' : 'bad'}
        title={copying.removable ? t('usb.done') : t('usb.doneStays')}
      >
        {!copying.removable && <p>{t('usb.doneStaysHow')}</p>}
        <p>{t('usb.doneCount', { count: copying.files.length })}</p>
      </StateLine>
    );
  }
  if (copying.kind === 'failed') {
    return (
      <StateLine tone="bad" title={t(`errors.${copying.code}.title`)}>
        <p>{t(`errors.${copying.code}.action`)}</p>
        <CopyRemains failed={copying} />
      </StateLine>
    );
  }
  switch (usb.kind) {
    case 'none':
      return <StateLine tone="calm" title={t('usb.plug')} />;
    case 'ready':
      return <StateLine tone="good" title={t('usb.ready', { label: usb.label })} />;
    case 'unusable':
      return (
        <StateLine tone="bad" title={t(`errors.${usb.code}.title`)}>
          <p>{t(`errors.${usb.code}.action`)}</p>
        </StateLine>
      );
  }
}

/** A box to tick for a paper that goes to the stick too. */
function WantedPaper({
  label,
  wanted,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly wanted: boolean;
  readonly disabled: boolean;
  readonly onChange: (wanted: boolean) => void;
}) {
  return (
    <label className="wanted-paper">
      <input
        type="checkbox"
        className="wanted-paper__box"
        checked={wanted}
        aria-disabled={disabled ? true : undefined}
        onChange={(event) => {
          if (!disabled) onChange(event.currentTarget.checked);
        }}
      />
      <span>{label}</span>
    </label>
  );
}

/** The documents and the papers on the visitor's stick. */
export function StickProof({
  copying,
  usb,
  copies = [],
}: {
  readonly copying: CopyView;
  readonly usb: DeskView['usb'];
  /** Papers that can be copied too, where they are wanted. */
  readonly copies?: ViewOf<'proof'>['copies'];
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const [wanted, setWanted] = useState<ViewOf<'proof'>['copies']>([]);
  const done = copying.kind === 'done';
  const papers = copies.filter((paper) => wanted.includes(paper));
  return (
    <ProofCard
      title={t('proof.copyOnStick')}
      state={
        <>
          <StickState copying={copying} usb={usb} />
          {copies.map((paper) => (
            <WantedPaper
              key={paper}
              label={t(`proof.papers.${paper}.onStick`)}
              wanted={wanted.includes(paper)}
              disabled={copying.kind === 'copying'}
              onChange={(now) =>
                setWanted((others) => [...others.filter((other) => other !== paper), ...(now ? [paper] : [])])
              }
            />
          ))}
        </>
      }
      action={
        // The stick was unmounted after the copy: another copy needs it, or another one, plugged in again.
        done && usb.kind !== 'ready' ? null : (
          <ActionButton
            size="large"
            icon="fr-icon-usb-line"
            priority={done ? 'tertiary' : 'secondary'}
            disabled={copying.kind === 'copying' || usb.kind !== 'ready'}
            onPress={() => request('proof.copy', papers.length === 0 ? {} : { papers })}
          >
            {done ? t('usb.again') : copying.kind === 'failed' ? t('actions.retry') : t('usb.copy')}
          </ActionButton>
        )
      }
    />
  );
}
