import { useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { FALLBACK_LANGUAGE } from '../../i18n/translations.ts';
import type { ViewOf } from '../views.ts';
import { StaffLock } from './staff-lock.tsx';
import { StaffReport } from './staff-report.tsx';

/** The team's screen. In French whatever the visitors' language, what the frame says of it too: it is written for staff. */
export function StaffScreen({ visit }: { readonly visit: ViewOf<'staff'> }) {
  const { i18n } = useTranslation();
  const [french] = useState(() => i18n.cloneInstance({ lng: FALLBACK_LANGUAGE }));
  const { staff } = visit;
  return (
    <I18nextProvider i18n={french}>
      <div className="staff" lang="fr" dir="ltr">
        {staff.kind === 'locked' ? <StaffLock lock={staff} /> : <StaffReport report={staff} />}
      </div>
    </I18nextProvider>
  );
}
