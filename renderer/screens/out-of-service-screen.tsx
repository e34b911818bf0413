import { useTranslation } from 'react-i18next';
import { BrokenPictogram } from '../components/pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import { StaffDoor } from '../components/staff-door.tsx';
import type { ViewOf } from './views.ts';

/** The terminal cannot work: the visitor is sent to a person, staff read what to mend. */
export function OutOfServiceScreen({
  visit,
  terminal,
}: {
  readonly visit: ViewOf<'out-of-service'>;
  readonly terminal: string;
}) {
  const { t } = useTranslation();
  return (
    <Screen
      title={t('outOfService.title')}
      lead={t('outOfService.lead')}
      className="out-of-service"
      back={<StaffDoor />}
    >
      <div className="out-of-service__visitor">
        <span className="out-of-service__pictogram">
          <BrokenPictogram />
        </span>
        <p>
          <strong>{t('outOfService.action')}</strong>
        </p>
      </div>
      <section className="out-of-service__staff" aria-labelledby="staff-title">
        <h2 id="staff-title">{t('outOfService.staff')}</h2>
        <p>{t('outOfService.terminal', { terminal })}</p>
        <p>
          <code>{visit.code}</code>
        </p>
        <ul lang="fr" dir="ltr">
          {visit.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </section>
    </Screen>
  );
}
