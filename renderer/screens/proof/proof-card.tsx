import type { ReactNode } from 'react';

/** One way to keep a proof: its name, its state, its button. */
export function ProofCard({
  title,
  state,
  action,
}: {
  readonly title: string;
  readonly state?: ReactNode;
  readonly action: ReactNode;
}) {
  return (
    <div className="proof-card">
      <h3 className="proof-card__title">{title}</h3>
      <div className="proof-card__state">{state}</div>
      <div className="proof-card__action">{action}</div>
    </div>
  );
}

/** A line of state with its sign. Trouble is spoken at once. */
export function StateLine({
  tone,
  title,
  children,
}: {
  readonly tone: 'good' | 'bad' | 'waiting' | 'calm';
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const icon = {
    good: 'fr-icon-checkbox-circle-fill',
    bad: 'fr-icon-error-warning-fill',
    waiting: 'fr-icon-time-fill',
    calm: 'fr-icon-information-fill',
  }[tone];
  return (
    <div className={`state-line state-line--${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <p className="state-line__title">
        <span className={icon} aria-hidden="true" />
        {title}
      </p>
      {children}
    </div>
  );
}
