import { useRequest, useSnapshot } from '../bridge/kiosk-context.tsx';
import { ActionButton } from './action-button.tsx';

/** A small button that leads the team to its screen; nothing where nothing opens it. */
export function StaffDoor() {
  const request = useRequest();
  if (useSnapshot()?.kiosk.staff !== true) return null;
  return (
    <ActionButton
      size="large"
      priority="tertiary no outline"
      className="staff-door"
      onPress={() => request('staff.show', {})}
    >
      <span lang="fr">Équipe</span>
    </ActionButton>
  );
}
