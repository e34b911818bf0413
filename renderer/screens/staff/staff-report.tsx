import { LANGUAGES } from '../../../main/contract/languages.ts';
import type { StaffView } from '../../../main/contract/staff.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { Screen } from '../../components/screen.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { DeviceCard } from './device-card.tsx';
import { moment } from './device-words.ts';
import { StaffTests } from './staff-tests.tsx';

export type ReportView = Extract<StaffView, { kind: 'open' }>;

const COUNTS = [
  ['visits', 'Visites'],
  ['pages', 'Pages numérisées'],
  ['sent', 'Dossiers confirmés'],
  ['receipts', 'Reçus imprimés'],
  ['copies', 'Copies sur clé'],
  ['helpCalls', 'Appels à l’aide'],
  ['failures', 'Pannes'],
] as const;

const LACKS = {
  journeys: 'Il manque des textes des parcours : « npm run config:check » les nomme.',
  papers: 'Il manque les textes des papiers à imprimer.',
} as const;

/** Numbers of the terminal. There is nothing here about a person. */
function Counters({ report }: { readonly report: ReportView }) {
  const { today, week } = report.counters;
  return (
    <section className="staff-box" aria-labelledby="staff-counters">
      <h2 id="staff-counters">Compteurs, sans donnée personnelle</h2>
      <table className="staff-counters">
        <thead>
          <tr>
            <th scope="col">Quoi</th>
            <th scope="col">Aujourd’hui</th>
            <th scope="col">Sept jours</th>
          </tr>
        </thead>
        <tbody>
          {COUNTS.map(([key, name]) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{today[key]}</td>
              <td>{week[key]}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Dossiers en attente de départ</th>
            <td>{report.waiting}</td>
            <td>–</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function Versions({ software }: Pick<ReportView, 'software'>) {
  return (
    <section className="staff-box" aria-labelledby="staff-versions">
      <h2 id="staff-versions">Versions</h2>
      <ul>
        <li>
          Borne {software.version}, Electron {software.electron}
        </li>
        <li>
          Configuration <code>{software.configDigest}</code>, {moment(software.configChangedAt)}
        </li>
        <li>
          <code>{software.configFile}</code>
        </li>
        {software.languagesLeftOut.map(({ language, lacks }) => (
          <li key={language}>
            <strong>
              Langue non proposée : <bdi>{LANGUAGES[language].name}</bdi> (<code>{language}</code>).
            </strong>{' '}
            {LACKS[lacks]}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Devices, tests, counters, versions: what `npm run devices` shows in a terminal. */
export function StaffReport({ report }: { readonly report: ReportView }) {
  const request = useRequest();
  return (
    <Screen
      title="État de la borne"
      lead="Cet écran se ferme tout seul si personne ne le touche."
      className="staff-report"
      back={
        <ActionButton size="large" icon="fr-icon-arrow-left-line" onPress={() => request('staff.leave', {})}>
          Quitter
        </ActionButton>
      }
      main={
        <ActionButton
          size="large"
          priority="primary"
          icon="fr-icon-refresh-line"
          disabled={report.examining}
          onPress={() => request('staff.examine', {})}
        >
          Actualiser
        </ActionButton>
      }
    >
      {report.examining && <Waiting small title="La borne interroge ses appareils." />}
      <div className="staff-devices">
        {report.devices.map((device) => (
          <DeviceCard key={`${device.report.device} ${device.report.address}`} device={device} />
        ))}
      </div>
      <StaffTests report={report} />
      <div className="staff-boxes">
        <Counters report={report} />
        <Versions software={report.software} />
      </div>
    </Screen>
  );
}
