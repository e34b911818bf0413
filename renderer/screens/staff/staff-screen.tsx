import type { ViewOf } from '../views.ts';
import { StaffLock } from './staff-lock.tsx';
import { StaffReport } from './staff-report.tsx';

/** The team's screen. In French whatever the visitors' language: it is written for staff. */
export function StaffScreen({ visit }: { readonly visit: ViewOf<'staff'> }) {
  const { staff } = visit;
  return (
    <div className="staff" lang="fr" dir="ltr">
      {staff.kind === 'locked' ? <StaffLock lock={staff} /> : <StaffReport report={staff} />}
    </div>
  );
}
