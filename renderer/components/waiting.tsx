import type { ReactNode } from 'react';

/** Something is going on: a turning ring and words. The words alone say it where motion is reduced. */
export function Waiting({
  title,
  children,
  small = false,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly small?: boolean;
}) {
  return (
    <div className={`waiting${small ? ' waiting--small' : ''}`} role="status">
      <span className="waiting__ring" aria-hidden="true" />
      <div>
        <p className="waiting__title">{title}</p>
        {children}
      </div>
    </div>
  );
}
