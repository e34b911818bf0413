import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { errorsFr } from '../../i18n/errors-fr.ts';
import { outcomeInWords, TESTS } from './device-words.ts';
import type { ReportView } from './staff-report.tsx';

const BUTTONS = [
  { test: 'scan', icon: 'fr-icon-camera-line', label: 'Essayer le scanner' },
  { test: 'print', icon: 'fr-icon-printer-line', label: 'Imprimer une page d’essai' },
  { test: 'stick', icon: 'fr-icon-usb-line', label: 'Essayer la clé USB' },
] as const;

function Outcome({ outcome, instruction }: ReportView['outcomes'][number]) {
  const tone = outcome.passed ? 'good' : 'bad';
  return (
    <li className={`state-line--${tone}`}>
      <strong>{TESTS[outcome.test]}</strong> : {outcomeInWords(outcome)}
      {!outcome.passed && `. ${errorsFr[outcome.problem].title} ${instruction ?? ''}`}
    </li>
  );
}

/** The tests, one at a time, with the drivers that visitors use. */
export function StaffTests({ report }: { readonly report: ReportView }) {
  const request = useRequest();
  const { running, outcomes } = report;
  return (
    <section className="staff-box" aria-labelledby="staff-tests">
      <h2 id="staff-tests">Essais</h2>
      <div className="staff-tests__buttons">
        {BUTTONS.map(({ test, icon, label }) => (
          <ActionButton
            key={test}
            icon={icon}
            disabled={running !== null}
            onPress={() => request('staff.test', { test })}
          >
            {label}
          </ActionButton>
        ))}
      </div>
      {running !== null && <Waiting small title={`Essai en cours : ${TESTS[running]}`} />}
      <div role="status">
        <ul>
          {outcomes.map((one) => (
            <Outcome key={one.outcome.test} {...one} />
          ))}
        </ul>
      </div>
    </section>
  );
}
