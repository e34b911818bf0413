import { z } from 'zod';
import { DESTINATION_ICONS } from '../../main/domain/document.ts';
import { withFrenchSpacing } from '../../main/domain/french-spacing.ts';
import { LANGUAGE_CODES } from '../../main/domain/language.ts';

/** What can be sent and where: `kiosk-config/documents.yaml` and `kiosk-config/destinations/*.yaml`. */

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'ne peut contenir que a-z, 0-9 et -');
const words = z.string().trim().min(1).max(120);
/** By language; French stands in for one that is missing. */
const label = z.partialRecord(z.enum(LANGUAGE_CODES), words).transform((texts, refuse) => {
  if (texts.fr !== undefined) return { ...texts, fr: withFrenchSpacing(texts.fr) };
  refuse.addIssue({ code: 'custom', message: 'doit avoir un texte en français (fr)' });
  return z.NEVER;
});

export const destinationFile = z
  .object({
    id,
    label,
    /** What the picture on its tile shows. */
    icon: z.enum(DESTINATION_ICONS),
    /** 1 kB counts as 1,000 bytes: the stricter of the two readings that portals have. */
    max_bytes: z.number().int().min(50_000).max(200_000_000),
    max_pages: z.number().int().min(1).max(200),
    /** What is taken there. A PDF is made where it is; `jpg` alone gives a picture file for each page, each below `max_bytes`. */
    formats: z.array(z.enum(['pdf', 'jpg'])).min(1),
    /** Where the limits come from, when they were read, and whether they were verified there. */
    source: z.string().min(10).max(400),
    checked_on: z.iso.date(),
    status: z.enum(['verified', 'assumed']),
  })
  .strict();

export const documentsFile = z
  .object({
    kinds: z
      .array(
        z
          .object({
            id,
            label,
            hint: label.optional(),
            icon: z.enum(['identity', 'home', 'payslip', 'work', 'permit', 'cv', 'other']),
            /** Where it may go; with one entry the visitor is not asked. */
            destinations: z.array(id).min(1).max(6),
          })
          .strict(),
      )
      .min(1)
      .max(12),
    /** Limits of what a visitor scans to a stick of their own. */
    usb_destination: id,
  })
  .strict();

export type DestinationFile = z.infer<typeof destinationFile>;
export type DocumentsFile = z.infer<typeof documentsFile>;
