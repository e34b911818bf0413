import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { inRow } from '../../i18n/in-row.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { ViewOf } from '../views.ts';

type RegistrationProof = NonNullable<ViewOf<'proof'>['registration']>;

/** An address breaks after its commas, not between a number and its street. */
function Place({ children }: { readonly children: string }) {
  const lines = children.split(', ');
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an address never change their order
    <Fragment key={index}>
      {index > 0 && ' '}
      <span className="next-step__place">{index < lines.length - 1 ? `${line},` : line}</span>
    </Fragment>
  ));
}

function Appointment({ appointment }: { readonly appointment: RegistrationProof['appointment'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (appointment.kind) {
    case 'creneau':
      return (
        <>
          <p className="next-step__when">{inRow([appointment.day, appointment.time], language)}</p>
          <p>
            <bdi>
              <Place>{appointment.place}</Place>
            </bdi>
          </p>
          {appointment.phone !== null && <p>{t('registration.proof.phone', { phone: appointment.phone })}</p>}
        </>
      );
    case 'appel':
      return <p className="next-step__when">{t('registration.proof.call')}</p>;
    case 'accueil':
      return <p className="next-step__when">{t('registration.proof.desk')}</p>;
    case 'none':
      return null;
  }
}

/** What happens after a registration: the rendez-vous in large, and the papers to bring. */
export function NextStep({ registration }: { readonly registration: RegistrationProof }) {
  const { t } = useTranslation();
  const { appointment, toBring } = registration;
  if (appointment.kind === 'none' && toBring.length === 0) return null;
  return (
    <div className="next-steps">
      {appointment.kind !== 'none' && (
        <section className="next-step" aria-labelledby="next-appointment">
          <h2 id="next-appointment" className="next-step__title">
            {t('registration.proof.appointment')}
          </h2>
          <Appointment appointment={appointment} />
        </section>
      )}
      {toBring.length > 0 && (
        <section className="next-step" aria-labelledby="next-papers">
          <h2 id="next-papers" className="next-step__title">
            {t('registration.proof.toBring')}
          </h2>
          <ul>
            {toBring.map((paper) => (
              <li key={paper}>{paper}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
