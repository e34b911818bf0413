import type { IppAttribute, IppValue } from 'ipp-encoder';
import type { PrintJob, PrintMechanism } from './print-mechanism.ts';

/** Value tags (RFC 8010, section 3.5.2). Written out here: a simulator that shared the driver's table would share its mistakes. */
export const TAG = {
  unsupported: 0x10,
  noValue: 0x13,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  range: 0x33,
  beginCollection: 0x34,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  scheme: 0x46,
  charset: 0x47,
  language: 0x48,
  mime: 0x49,
  member: 0x4a,
} as const;

/** An attribute and what follows it on the wire under no name of its own (the members of a collection). */
export type WireAttribute = readonly IppAttribute[];

export function one(tag: number, name: string, ...values: IppValue[]): WireAttribute {
  return [{ tag, name, value: values }];
}

/** Big-endian bytes as the text that the encoder writes out unchanged; every byte has to stay below 0x80. */
function bytes(...values: number[]): string {
  return values
    .map((value) =>
      String.fromCharCode((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff),
    )
    .join('');
}

function range(name: string, from: number, to: number): WireAttribute {
  return [{ tag: TAG.range, name, value: bytes(from, to) }];
}

/** 300 dpi: feed and cross-feed, then 3 for "per inch". */
function resolution(name: string): WireAttribute {
  return [{ tag: TAG.resolution, name, value: `${bytes(300, 300)}\u0003` }];
}

function collection(name: string, members: readonly WireAttribute[]): WireAttribute {
  return [
    { tag: TAG.beginCollection, name, value: '' },
    ...members.flatMap(([first, ...rest]): IppAttribute[] =>
      first === undefined
        ? []
        : [{ tag: TAG.member, name: '', value: first.name }, { ...first, name: '' }, ...rest],
    ),
    { tag: TAG.endCollection, name: '', value: '' },
  ];
}

function a4(name: string): WireAttribute {
  return collection(name, [
    collection('media-size', [
      one(TAG.integer, 'x-dimension', 21_000),
      one(TAG.integer, 'y-dimension', 29_700),
    ]),
    ...['bottom', 'left', 'right', 'top'].map((side) => one(TAG.integer, `media-${side}-margin`, 423)),
    one(TAG.keyword, 'media-source', 'main'),
    one(TAG.keyword, 'media-type', 'stationery'),
  ]);
}

export interface PrinterIdentity {
  readonly uri: string;
  readonly secure: boolean;
  readonly formats: readonly string[];
  readonly versions: readonly string[];
  /** `Date.now()` at power-on. */
  readonly since: number;
}

const OPERATIONS = [0x02, 0x04, 0x08, 0x09, 0x0a, 0x0b];

/** Everything the printer says about itself, by the groups that `requested-attributes` may name. */
export function printerAttributes(
  printer: PrinterIdentity,
  mechanism: PrintMechanism,
): { readonly template: readonly WireAttribute[]; readonly description: readonly WireAttribute[] } {
  const empty = mechanism.conditions.includes('media-empty');
  const upTime = Math.max(1, Math.ceil((Date.now() - printer.since) / 1_000));
  return {
    template: [
      one(TAG.integer, 'copies-default', 1),
      range('copies-supported', 1, 9),
      one(TAG.enum, 'finishings-default', 3),
      one(TAG.enum, 'finishings-supported', 3),
      one(TAG.keyword, 'job-sheets-default', 'none'),
      one(TAG.keyword, 'job-sheets-supported', 'none', 'standard'),
      one(TAG.keyword, 'media-default', 'iso_a4_210x297mm'),
      one(TAG.keyword, 'media-ready', 'iso_a4_210x297mm'),
      one(TAG.keyword, 'media-supported', 'iso_a4_210x297mm', 'na_letter_8.5x11in'),
      a4('media-col-default'),
      a4('media-col-ready'),
      one(TAG.keyword, 'media-col-supported', 'media-size', 'media-source', 'media-type'),
      one(TAG.enum, 'orientation-requested-default', 3),
      one(TAG.enum, 'orientation-requested-supported', 3, 4),
      one(TAG.keyword, 'output-bin-default', 'face-down'),
      one(TAG.keyword, 'output-bin-supported', 'face-down'),
      one(TAG.enum, 'print-quality-default', 4),
      one(TAG.enum, 'print-quality-supported', 3, 4, 5),
      one(TAG.keyword, 'print-scaling-default', 'auto'),
      one(TAG.keyword, 'print-scaling-supported', 'auto', 'auto-fit', 'fit', 'none'),
      resolution('printer-resolution-default'),
      resolution('printer-resolution-supported'),
      one(TAG.keyword, 'sides-default', 'one-sided'),
      one(TAG.keyword, 'sides-supported', 'one-sided', 'two-sided-long-edge', 'two-sided-short-edge'),
    ],
    description: [
      one(TAG.charset, 'charset-configured', 'utf-8'),
      one(TAG.charset, 'charset-supported', 'utf-8', 'us-ascii'),
      one(TAG.boolean, 'color-supported', true),
      one(TAG.keyword, 'compression-supported', 'none'),
      one(TAG.mime, 'document-format-default', printer.formats[0] ?? 'application/octet-stream'),
      one(TAG.mime, 'document-format-supported', ...printer.formats),
      one(TAG.language, 'generated-natural-language-supported', 'en'),
      one(TAG.keyword, 'ipp-versions-supported', ...printer.versions),
      one(TAG.boolean, 'multiple-document-jobs-supported', false),
      one(TAG.language, 'natural-language-configured', 'en'),
      one(TAG.enum, 'operations-supported', ...OPERATIONS),
      one(TAG.integer, 'pages-per-minute', 60),
      one(TAG.keyword, 'pdl-override-supported', 'attempted'),
      one(TAG.text, 'printer-info', 'Imprimante de la table d’essai'),
      one(
        TAG.octetString,
        'printer-input-tray',
        `type=sheetFeedAutoRemovableTray;mediafeed=29700;mediaxfeed=21000;maxcapacity=250;level=${empty ? 0 : 250};status=0;name=main;`,
      ),
      one(TAG.boolean, 'printer-is-accepting-jobs', mechanism.accepting),
      one(TAG.text, 'printer-location', 'Table d’essai'),
      one(TAG.text, 'printer-make-and-model', 'Borne Essai'),
      one(TAG.uri, 'printer-more-info', printer.uri.replace(/^ipp/, 'http')),
      one(TAG.name, 'printer-name', 'essai'),
      one(TAG.enum, 'printer-state', mechanism.state),
      one(TAG.keyword, 'printer-state-reasons', ...mechanism.reasons),
      one(TAG.integer, 'printer-up-time', upTime),
      one(TAG.uri, 'printer-uri-supported', printer.uri),
      one(TAG.integer, 'queued-job-count', mechanism.jobs.filter((job) => job.endedAt === undefined).length),
      one(TAG.keyword, 'uri-authentication-supported', 'none'),
      one(TAG.keyword, 'uri-security-supported', printer.secure ? 'tls' : 'none'),
    ],
  };
}

/** Everything the printer says about a job. */
export function jobAttributes(job: PrintJob, printer: PrinterIdentity): readonly WireAttribute[] {
  const seconds = (at: number): number => Math.max(1, Math.ceil((at - printer.since) / 1_000));
  const moment = (name: string, at: number | undefined): WireAttribute =>
    at === undefined ? one(TAG.noValue, name, '') : one(TAG.integer, name, seconds(at));
  return [
    one(TAG.integer, 'job-id', job.id),
    one(TAG.uri, 'job-uri', `${printer.uri}/${job.id}`),
    one(TAG.uri, 'job-printer-uri', printer.uri),
    one(TAG.name, 'job-name', job.name),
    one(TAG.name, 'job-originating-user-name', job.user),
    one(TAG.enum, 'job-state', job.state),
    one(TAG.keyword, 'job-state-reasons', ...job.reasons),
    one(TAG.integer, 'job-k-octets', Math.ceil(job.document.byteLength / 1_024)),
    one(TAG.integer, 'job-printer-up-time', seconds(Date.now())),
    one(TAG.integer, 'time-at-creation', seconds(job.createdAt)),
    moment('time-at-processing', job.processingAt),
    moment('time-at-completed', job.endedAt),
  ];
}
