import { z } from 'zod';
import { deviceForStaff, testOutcome } from '../../../main/contract/device-report.ts';

/** For technicians: what the driver noted. Never personal data. */
const detail = z.string().max(1_000).nullable();

/**
 * What `npm run devices -- --json` prints, one object. Published as `desk-report.schema.json` beside this file
 * (`npm run devices -- --schema` prints it).
 */
export const deskReport = z.object({
  /** Grows when a field changes its meaning or goes; a new field does not count. */
  version: z.literal(1),
  at: z.iso.datetime(),
  terminal: z.string(),
  site: z.string(),
  config: z.string().describe('The configuration file.'),
  devices: z.array(deviceForStaff.extend({ detail })),
  tests: z.array(z.object({ outcome: testOutcome, instruction: z.string().nullable(), detail })),
  well: z.boolean().describe('No device has a problem and every test that was asked for passed.'),
});

export type DeskReport = z.infer<typeof deskReport>;

/** The JSON Schema (draft 2020-12) of a report, as published. */
export function deskReportSchema(): unknown {
  return {
    title: 'Devices of a terminal',
    description: 'What npm run devices -- --json prints.',
    ...z.toJSONSchema(deskReport, { io: 'input' }),
  };
}
