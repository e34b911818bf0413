import { Alert } from '@codegouvfr/react-dsfr/Alert';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '../bridge/error-code.ts';

/** A message in the page. Errors are spoken at once, the rest when speech is free. */
export function Message({
  severity,
  title,
  children,
}: {
  readonly severity: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <Alert
      as="h2"
      severity={severity}
      title={title}
      {...(children === undefined ? {} : { description: <>{children}</> })}
      role={severity === 'error' ? 'alert' : 'status'}
      className="message"
    />
  );
}

/** What was stopped on purpose is not an error. */
const CALM_CODES: ReadonlySet<ErrorCode> = new Set(['scan-cancelled', 'print-cancelled']);

/** An expected failure in the visitor's words: what happens, then what to do. */
export function ErrorMessage({
  code,
  children,
}: {
  readonly code: ErrorCode;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Message severity={CALM_CODES.has(code) ? 'info' : 'error'} title={t(`errors.${code}.title`)}>
      <p>{t(`errors.${code}.action`)}</p>
      {children}
    </Message>
  );
}
