import { errorsFr } from '../../i18n/errors-fr.ts';
import { abilities, moment, nameOf, PROTOCOLS, STATES } from './device-words.ts';
import type { ReportView } from './staff-report.tsx';

const SIGNS = {
  ready: { tone: 'good', icon: 'fr-icon-checkbox-circle-fill' },
  absent: { tone: 'calm', icon: 'fr-icon-information-fill' },
  trouble: { tone: 'bad', icon: 'fr-icon-error-warning-fill' },
  unreachable: { tone: 'bad', icon: 'fr-icon-error-warning-fill' },
} as const;

/** One device: what it is, how it is, what to do about it, what went wrong last. */
export function DeviceCard({ device }: { readonly device: ReportView['devices'][number] }) {
  const { report, instruction, lastError } = device;
  const problem = report.problem ?? (report.device === 'scanner' ? report.feederProblem : null);
  const { tone, icon } = SIGNS[report.state];
  const protocol = 'protocol' in report ? `${PROTOCOLS[report.protocol]}, ` : '';
  return (
    <section className="staff-box staff-device">
      <h2>{nameOf(report)}</h2>
      <p className={`staff-device__state state-line--${tone}`}>
        <span className={icon} aria-hidden="true" /> {STATES[report.state]}
      </p>
      {report.makeAndModel !== '' && <p>{report.makeAndModel}</p>}
      <p className="staff-device__address">
        {protocol}
        {report.address}
      </p>
      {problem !== null && (
        <p>
          <strong>{errorsFr[problem].title}</strong> <code>{problem}</code>
        </p>
      )}
      {instruction !== null && <p className="staff-device__todo">{instruction}</p>}
      <ul>
        {abilities(report).map((ability) => (
          <li key={ability}>{ability}</li>
        ))}
        {lastError !== null && (
          <li>
            Dernière panne, {moment(lastError.at)} : {errorsFr[lastError.code].title}
            {lastError.code !== problem && ` ${lastError.instruction}`}
          </li>
        )}
      </ul>
    </section>
  );
}
