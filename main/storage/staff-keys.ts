import type { BadgeRole, StaffKeys } from '../ports/staff-keys.ts';
import { isSecret } from './secret-hash.ts';

/** `staff` of `kiosk.yaml` (`kiosk-config/schema/staff.ts`), already checked. */
export interface ConfiguredStaff {
  readonly pin?: string | undefined;
  readonly badges: readonly { readonly opens: BadgeRole; readonly hash: string }[];
}

/** The keys that the configuration names. A badge costs one derivation for each configured badge before it is unknown. */
export function createStaffKeys({ pin, badges }: ConfiguredStaff): StaffKeys {
  return {
    hasPin: pin !== undefined,
    hasStaff: pin !== undefined || badges.some(({ opens }) => opens === 'staff'),
    opens: async (given) => pin !== undefined && isSecret(given, pin),
    badge: async (id) => {
      for (const { opens, hash } of badges) {
        if (await isSecret(id, hash)) return opens;
      }
      return undefined;
    },
  };
}
