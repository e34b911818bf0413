import { z } from 'zod';
import { ERROR_CODES } from '../../main/domain/error-code.ts';

/** `kiosk-config/staff-instructions.yaml`: one instruction for every code, none missing, none unknown. */
export const staffInstructions = z.record(z.enum(ERROR_CODES), z.string().trim().min(10).max(300));

export type StaffInstructions = z.infer<typeof staffInstructions>;
