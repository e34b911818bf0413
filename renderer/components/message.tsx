import { Alert } from '@codegouvfr/react-dsfr/Alert';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '../bridge/error-code.ts';

/** A message in the page. Errors are spoken at once, the rest when speech is free. */
export function Message({
  severity,
  title,
  id,
  children,
}: {
  readonly severity: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  /** For a field to be described by it. */
  readonly id?: string;
  readonly children?: ReactNode;
}) {
  return (
    <Alert
      as="h2"
      {...(id === undefined ? {} : { id })}
      severity={severity}
      title={title}
      {...(children === undefined ? {} : { description: <>{children}</> })}
      role={severity === 'error' ? 'alert' : 'status'}
      className="message"
    />
  );
}

/** A message on one line, for what is said most of the time. */
export function ShortMessage({
  severity,
  title,
  text,
}: {
  readonly severity: 'info' | 'success';
  readonly title: string;
  readonly text?: string;
}) {
  return (
    <Alert
      small
      severity={severity}
      role="status"
      className="message message--short"
      description={
        <p>
          <strong>{title}</strong> {text}
        </p>
      }
    />
  );
}

/** What was stopped on purpose is not an error. */
const CALM_CODES: ReadonlySet<ErrorCode> = new Set(['scan-cancelled', 'print-cancelled']);

/** An expected failure in the visitor's words: what happens, then what to do. */
export function ErrorMessage({
  code,
  also,
}: {
  readonly code: ErrorCode;
  /** One more sentence, such as what was kept. */
  readonly also?: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Message severity={CALM_CODES.has(code) ? 'info' : 'error'} title={t(`errors.${code}.title`)}>
      <p>
        {t(`errors.${code}.action`)} {also}
      </p>
    </Message>
  );
}
