import { z } from 'zod';

/**
 * A secret as `npm run config:pin` writes it (PHC string format: scrypt of RFC 7914, 16 bytes of salt, 32 of hash). The
 * cost is bounded so that a wrong line can neither weaken the secret nor make the terminal think for minutes.
 */
const secretHash = z
  .string()
  .regex(
    /^\$scrypt\$ln=1[5-7],r=8,p=[1-4]\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    'doit être une ligne donnée par « npm run config:pin »',
  );

/** `staff` of `kiosk.yaml`: who may open the team's screen, and whose badge says that a visitor is being helped. */
export const staff = z
  .object({
    /** The team's PIN, never in clear. */
    pin: secretHash.optional(),
    badges: z
      .array(
        z
          .object({
            /** `staff` opens the team's screen, and helps during a visit; `helper` helps only. */
            opens: z.enum(['staff', 'helper']),
            hash: secretHash,
          })
          .strict(),
      )
      .max(40)
      .default([]),
  })
  .strict();
