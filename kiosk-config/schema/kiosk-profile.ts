import { z } from 'zod';
import { LANGUAGE_CODES } from '../../main/domain/language.ts';
import { discover } from './discover.ts';
import { hidPrinter } from './hid-printer.ts';
import { name } from './journey-condition.ts';
import { keypad } from './keypad.ts';
import { readers } from './readers.ts';
import { staff } from './staff.ts';

/**
 * The terminal's configuration file (`/etc/borne/kiosk.yaml`, or the file given with `--config=`). One file, every
 * mistake named with its line. Keys are the words of staff, in snake case as is usual in YAML.
 */

const seconds = (least: number, most: number) => z.number().int().min(least).max(most);

/** Absolute on Linux or on Windows. */
const absolutePath = /^(\/|[A-Za-z]:[\\/])[^\0]+$/;

const httpUrl = z.url({ protocol: /^https?$/, error: 'doit être une adresse http:// ou https://' });

const trust = z.discriminatedUnion('kind', [
  /** Certificates that the system trusts. */
  z.object({ kind: z.literal('system') }).strict(),
  /** Exactly this certificate: its SHA-256 fingerprint, 64 hexadecimal digits. The way to accept a self-signed one. */
  z
    .object({
      kind: z.literal('pinned'),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'doit être une empreinte SHA-256 de 64 chiffres hexadécimaux'),
    })
    .strict(),
]);

const scanSettings = {
  /** Dots per inch asked for. */
  dpi: z.number().int().min(150).max(600).default(300),
  colour: z.enum(['colour', 'grey']).default('colour'),
};

const esclScanner = z
  .object({
    kind: z.literal('escl'),
    /** Root of the eSCL service, such as `https://192.0.2.10/eSCL`, where the scanner's address never changes. */
    url: httpUrl.optional(),
    /** How the scanner is found, where its address changes: `uscans` is eSCL over TLS, `uscan` in the clear. */
    discover: discover(['uscans', 'uscan']).optional(),
    trust: trust.default({ kind: 'system' }),
    ...scanSettings,
    /** Sheets of the feeder are read on both sides, where the scanner can. Blank backs are shown as blank pages. */
    both_sides: z.boolean().default(false),
  })
  .strict()
  .superRefine(({ url, discover, trust }, context) => {
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((url === undefined) === (discover === undefined)) {
      refuse('url', 'est à donner, ou bien « scanner.discover », et un seul des deux');
    }
    const pinned = trust.kind === 'pinned';
    const clear = discover?.service === 'uscan' || (url !== undefined && /^http:/.test(url));
    if (pinned && clear) refuse('trust', 'ne va pas avec un scanner sans TLS (http:// ou uscan)');
    // A device reached by its address has no name that an authority could vouch for.
    if (!pinned && discover?.service === 'uscans') {
      refuse('trust', 'doit être « pinned » pour un scanner trouvé par son annonce (uscans)');
    }
  });

const scanner = z.discriminatedUnion('kind', [
  esclScanner,
  /** For devices that speak no eSCL: `scanimage -L` names them. */
  z
    .object({
      kind: z.literal('sane'),
      device: z.string().regex(/^[\w][\w.:/ -]{0,120}$/, 'doit être un nom donné par « scanimage -L »'),
      /** Folder in memory (tmpfs) that pages of the feeder pass through, so that none touches the disk. */
      memory_folder: z.string().regex(absolutePath, 'doit être un chemin absolu'),
      ...scanSettings,
      /** Sheets of the feeder are read on both sides, where the scanner can. */
      both_sides: z.boolean().default(false),
    })
    .strict(),
]);

const printer = z.discriminatedUnion('kind', [
  /** Prints receipts on A4. */
  z
    .object({
      kind: z.literal('ipp'),
      url: z.url({ protocol: /^ipps?$/, error: 'doit être une adresse ipp:// ou ipps://' }).optional(),
      /** Where its address is not always the same. */
      discover: discover(['ipps', 'ipp']).optional(),
      trust: trust.default({ kind: 'system' }),
    })
    .strict()
    .superRefine(({ url, discover: announced, trust: certificate }, context) => {
      const refuse = (path: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [path], message });
      if ((url === undefined) === (announced === undefined)) {
        refuse('url', 'est à donner, ou bien « printer.discover », et un seul des deux');
      }
      const pinned = certificate.kind === 'pinned';
      const clear = announced?.service === 'ipp' || (url !== undefined && /^ipp:/.test(url));
      if (pinned && clear) refuse('trust', 'ne va pas avec une imprimante sans TLS (ipp://)');
      // A device reached by its address has no name that an authority could vouch for.
      if (!pinned && announced?.service === 'ipps') {
        refuse('trust', 'doit être « pinned » pour une imprimante trouvée par son annonce (ipps)');
      }
    }),
  /** A receipt printer that speaks ESC/POS, or a language of Star, and answers questions about its state, on the network or on USB. */
  z
    .object({
      kind: z.literal('escpos'),
      host: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/, 'doit être un nom ou une adresse du réseau')
        .optional(),
      port: z.number().int().min(1).max(65_535).default(9_100),
      /** Device file that Linux gives a printer on USB. */
      device: z
        .string()
        .regex(/^\/dev\/usb\/lp[0-9]{1,2}$/, 'doit être un fichier comme /dev/usb/lp0')
        .optional(),
      /** A printer on USB that is a HID device: the numbers that `lsusb` prints, and how its manual says it wants bytes. */
      hid: hidPrinter.optional(),
      /** The language that it is set to: most speak ESC/POS; Star's own are StarPRNT and, before it, Star Line Mode. */
      language: z.enum(['esc-pos', 'star-prnt', 'star-line']).default('esc-pos'),
      /** Dots per inch of its print head, for languages that are drawn: 203, or 180 on some Epson models. */
      dpi: z.union([z.literal(180), z.literal(203)]).default(203),
      /** Characters on a line: 32 on 58 mm rolls, 42 or 48 on 80 mm. */
      columns: z.union([z.literal(32), z.literal(42), z.literal(48)]).default(48),
      /** The code page that its letters are in: all have é è ç and the euro sign, `cp858` lacks œ. */
      codepage: z.enum(['windows1252', 'cp858', 'iso8859-15']).default('windows1252'),
      /** How its maker numbers code pages. */
      codepage_mapping: z
        .enum(['epson', 'epson/legacy', 'bixolon', 'citizen', 'xprinter', 'star'])
        .default('epson'),
    })
    .strict()
    .refine(({ host, device, hid }) => [host, device, hid].filter((one) => one !== undefined).length === 1, {
      error: 'demande « host », « device » ou « hid », et un seul des trois',
    })
    .refine(({ language, codepage }) => language === 'esc-pos' || codepage !== 'iso8859-15', {
      error: 'doit être windows1252 ou cp858 : les langages de Star n’ont pas iso8859-15',
      path: ['codepage'],
    }),
]);

const usb = z
  .object({
    /** Folder below which visitors' sticks are mounted; UDisks2 uses `/media/` and the name of the account. */
    mount_root: z.string().regex(absolutePath, 'doit être un chemin absolu'),
    /** `udisks`: Borne asks UDisks2 to mount; `system`: a rule of the system does, with `noexec,nosuid,nodev`. */
    mount: z.enum(['udisks', 'system']).default('udisks'),
    unmount: z.enum(['umount', 'udisks']).default('udisks'),
  })
  .strict();

const platform = z
  .object({
    /** `http://` on this machine alone: whoever could forge an acknowledgement would make the terminal erase a dossier. */
    url: httpUrl.refine(
      (url) => {
        const { protocol, hostname } = new URL(url);
        return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
      },
      { error: 'doit commencer par https://' },
    ),
    /** age recipients of the platform; the terminal itself can never read what it sealed. */
    recipients: z
      .array(z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/, 'doit être un destinataire age (age1…)'))
      .min(1)
      .max(8),
    /** PEM file of the certificate authority, where it is not one that the system trusts. */
    ca_file: z.string().regex(absolutePath, 'doit être un chemin absolu').optional(),
  })
  .strict();

/** The service that receives what is deposited: a récépissé has to say how to reach it (CRPA, R112-11-1). */
const service = z
  .object({
    name: z.string().trim().min(2).max(120).optional(),
    /** Postal or electronic address, on one line. */
    address: z.string().trim().min(5).max(200).optional(),
    telephone: z
      .string()
      .regex(/^[0-9+][0-9 .()-]{2,29}$/, 'doit être un numéro de téléphone')
      .optional(),
  })
  .strict();

const idle = z
  .object({
    /** Without a touch for so long, the screen asks whether someone is there. */
    ask_after_seconds: seconds(10, 1_800).default(120),
    /** And ends the visit so long after that. The visitor can always extend it (RGAA 13.1). */
    countdown_seconds: seconds(20, 600).default(60),
    /** How long the last screen stays. */
    ended_screen_seconds: seconds(3, 300).default(20),
  })
  .strict();

/** The voice that reads the screen aloud. */
const voice = z
  .object({
    /** What starts it: its key or button alone, or headphones plugged into the terminal as well, where the socket tells. */
    start: z.enum(['key', 'headphones-or-key']).default('headphones-or-key'),
  })
  .strict();

const display = z
  .object({
    /** `kiosk` fills the screen and cannot be left; `window` is for a desk where nobody must be locked in. */
    mode: z.enum(['kiosk', 'window']).default('kiosk'),
    width: z.number().int().min(320).max(7_680).default(1_920),
    height: z.number().int().min(320).max(7_680).default(1_080),
    /** What the screen's maker states: text then starts large enough to be read from 60 cm (EN 301 549, 5.1.4). */
    diagonal_inches: z.number().min(7).max(100).optional(),
  })
  .strict();

/** Registration at this terminal. */
const journeys = z
  .object({
    /** File of `journeys/sites` whose changes apply here. */
    site: name.optional(),
    /** File of `orientation/territories` whose rules complete the national ones. */
    territory: name.optional(),
    /** Journeys offered, in the order of their tiles; none where this terminal only takes documents. */
    offered: z
      .array(name)
      .max(6)
      .refine((ids) => new Set(ids).size === ids.length, 'nomme deux fois le même parcours')
      .default(['mise-a-jour', 'inscription']),
    /** Where registrations go: a file of `destinations`. */
    destination: name.default('dossier-france-travail'),
  })
  .strict();

/** Registrations left midway, kept under a code. */
const drafts = z
  .object({
    /** Days after which one that nobody came back for is erased. */
    kept_days: z.number().int().min(1).max(60).default(15),
  })
  .strict();

const documents = z
  .object({
    /** Files can be searched and read aloud: pages are read in the background. Off on machines that are too slow for it. */
    text_layer: z.boolean().default(true),
  })
  .strict();

export const kioskProfile = z
  .object({
    terminal: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'ne peut contenir que a-z, 0-9 et -, de 2 à 40 signes'),
    site: z.string().trim().min(2).max(80),
    service: service.default({}),
    theme: z.enum(['state', 'neutral']).default('state'),
    /** The language each visit starts in. */
    language: z.enum(LANGUAGE_CODES).default('fr'),
    /** The languages a visitor may choose, in this order; leave one out to switch it off. */
    languages: z
      .array(z.enum(LANGUAGE_CODES))
      .min(1)
      .refine((codes) => new Set(codes).size === codes.length, 'nomme deux fois la même langue')
      .default([...LANGUAGE_CODES]),
    /** Folder of the sealed queue and of the visit under way; readable by the kiosk's account alone. */
    data_dir: z.string().regex(absolutePath, 'doit être un chemin absolu'),
    scanner,
    printer,
    usb,
    readers: readers.default([]),
    staff: staff.prefault({}),
    platform,
    journeys: journeys.prefault({}),
    drafts: drafts.prefault({}),
    documents: documents.prefault({}),
    idle: idle.prefault({}),
    display: display.prefault({}),
    voice: voice.prefault({}),
    keypad: keypad.prefault({}),
  })
  .strict()
  .refine(({ language, languages }) => languages.includes(language), {
    error: 'doit être une des langues de languages',
    path: ['language'],
  });

export type KioskProfile = z.infer<typeof kioskProfile>;
