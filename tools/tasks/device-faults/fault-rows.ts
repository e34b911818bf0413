import type { ErrorCode } from '../../../main/domain/error-code.ts';

/** One thing that goes wrong with a device. */
export interface FaultRow {
  readonly what: string;
  /** What it becomes; none where the kiosk deals with it by itself. */
  readonly codes: readonly ErrorCode[];
  /** What the visitor sees beside the sentence of the first code, or in its place where `silent` is set. */
  readonly visitor?: string;
  /** The sentence of the code is not shown to the visitor. */
  readonly silent?: true;
  /** What the team is told, where it is not the instruction of the codes. */
  readonly team?: string;
  /** Test files below `tests/`, without `.test.ts`. */
  readonly provenBy: readonly string[];
}

export interface FaultTable {
  readonly heading: string;
  readonly rows: readonly FaultRow[];
}

const NOTHING = 'Nothing';
const FEEDER = 'unit/devices/escl/feeder-trouble';
const LOST_PAGE = 'unit/devices/escl/page-lost-on-the-way';
const ROLL = 'unit/devices/receipt/roll-printer';
const STAR = 'unit/devices/receipt/star-printer';
const HID_ROLL = 'unit/devices/receipt/hid-printer';
const FAILING = 'e2e/devices-failing';
const LAB = 'hardware/usb-lab';
const IMPORT = 'contract/usb/import-from-stick';

/** Each fault of a device: `npm run devices:faults` writes them into `main/devices/README.md`. */
export const FAULT_TABLES: readonly FaultTable[] = [
  {
    heading: 'Scanners',
    rows: [
      {
        what: 'Switched off, not there',
        codes: ['scanner-offline'],
        visitor: 'scanning is not offered, and comes back by itself',
        provenBy: ['unit/devices/escl/scanner-busy', 'visit/help-and-desk'],
      },
      {
        what: 'Given another address by DHCP, IPv4 or IPv6',
        codes: [],
        visitor: `${NOTHING}: found again by its announcement`,
        provenBy: [
          'contract/discovery/scanner-moved',
          'contract/discovery/device-not-found',
          'contract/discovery/only-ipv6',
        ],
      },
      {
        what: 'Warms up, 503, another’s job',
        codes: ['scanner-busy'],
        visitor: 'only after it was waited for',
        provenBy: ['unit/devices/escl/scanner-busy'],
      },
      {
        what: 'Refuses the job: 401, 403, 5xx',
        codes: ['scanner-refused'],
        provenBy: ['unit/devices/escl/not-escl'],
      },
      {
        what: 'Feeder empty, or its sensor lies',
        codes: ['scanner-feeder-empty'],
        provenBy: [FEEDER, 'unit/devices/escl/model-misbehaves', 'contract/sane/sane-scanner'],
      },
      {
        what: 'Jam, at once or on page n',
        codes: ['scanner-jam'],
        visitor: 'the pages before stay',
        provenBy: [FEEDER, 'unit/devices/escl/both-sides', 'contract/sane/sane-scanner', FAILING],
      },
      {
        what: 'Cover open',
        codes: ['scanner-cover-open'],
        provenBy: [FEEDER, 'contract/sane/sane-scanner', FAILING],
      },
      { what: 'Two sheets at once', codes: ['scanner-double-feed'], provenBy: [FEEDER] },
      {
        what: 'Lost or cut off in the middle of a page',
        codes: ['scanner-interrupted'],
        visitor: 'the pages before stay',
        provenBy: [LOST_PAGE, 'contract/sane/sane-scanner', FAILING],
      },
      {
        what: 'Silent, or a byte now and then',
        codes: ['scanner-timeout'],
        provenBy: [LOST_PAGE, 'contract/sane/sane-scanner'],
      },
      {
        what: 'Wrong XML, redirect, another protocol',
        codes: ['scanner-not-escl'],
        provenBy: ['unit/devices/escl/not-escl', 'unit/devices/escl/device-from-hell', FAILING],
      },
      {
        what: 'A page of 10 GB, or without an end',
        codes: ['scanner-page-too-large'],
        provenBy: [LOST_PAGE, FAILING],
      },
      {
        what: 'Another certificate than the pinned one',
        codes: ['scanner-untrusted'],
        visitor: 'it is told nothing',
        provenBy: ['unit/devices/escl/untrusted-scanner', 'contract/discovery/scanner-moved'],
      },
      {
        what: 'Announced in the clear where TLS was configured',
        codes: ['scanner-offline'],
        provenBy: ['contract/discovery/scanner-moved'],
      },
      {
        what: 'Cancelled here or on the device',
        codes: ['scan-cancelled'],
        silent: true,
        visitor: 'The pages so far',
        provenBy: ['unit/devices/escl/scan-cancelled', 'contract/sane/sane-scanner'],
      },
      {
        what: 'Sends nothing but PDF, cut off',
        codes: ['scanner-interrupted'],
        provenBy: ['unit/devices/escl/only-pdf'],
      },
      {
        what: 'A page that no decoder opens',
        codes: ['image-unreadable'],
        visitor: 'a page to be scanned again',
        provenBy: ['visit/pages-of-a-pdf', FAILING],
      },
      { what: 'A PDF of more than 60 pages', codes: ['too-many-pages'], provenBy: ['visit/pages-of-a-pdf'] },
      {
        what: 'The terminal’s disk is full',
        codes: ['disk-full'],
        visitor: 'kept pages stay',
        provenBy: ['visit/gathering-pages'],
      },
    ],
  },
  {
    heading: 'Printers',
    rows: [
      {
        what: 'Roll: no paper',
        codes: ['printer-media-empty'],
        visitor: 'the receipt is offered on the stick and on the screen; it prints when there is paper',
        provenBy: [ROLL, STAR, LAB, 'visit/help-and-desk'],
      },
      { what: 'Roll: cover open', codes: ['printer-cover-open'], provenBy: [ROLL, STAR, HID_ROLL] },
      { what: 'Roll: cutter or mechanism stuck', codes: ['printer-jam'], provenBy: [ROLL, STAR] },
      {
        what: 'Roll: broken, or may not be opened',
        codes: ['printer-refused'],
        provenBy: [ROLL, STAR, HID_ROLL],
      },
      { what: 'Roll: hot head, or another program has it', codes: ['printer-busy'], provenBy: [ROLL, STAR] },
      { what: 'Roll: set offline at its button', codes: ['printer-paused'], provenBy: [ROLL, STAR] },
      {
        what: 'Roll or tray nearly empty',
        codes: ['printer-media-low'],
        silent: true,
        visitor: `${NOTHING}: it prints`,
        provenBy: [ROLL, STAR, 'visit/help-and-desk'],
      },
      {
        what: 'Roll: says printed too early, then stops',
        codes: ['printer-jam', 'printer-media-empty'],
        visitor: 'not « imprimé » before it runs again',
        provenBy: [ROLL, STAR],
      },
      {
        what: 'Roll: pulled in the middle, hangs up, not plugged in',
        codes: ['printer-offline'],
        provenBy: [ROLL, HID_ROLL, LAB],
      },
      {
        what: 'Roll: silent, dead, or speaks another language than configured',
        codes: ['printer-timeout'],
        visitor: 'a late one is waited for',
        provenBy: [ROLL, STAR, 'unit/devices/receipt/status-bytes-fuzzed'],
      },
      {
        what: 'Roll: letters that cannot be drawn',
        codes: ['print-aborted'],
        visitor: 'never a row of question marks',
        provenBy: [ROLL],
      },
      {
        what: 'A4 paper on a roll; no format of ours',
        codes: ['printer-format'],
        visitor: 'A4 is not offered on a roll',
        provenBy: [ROLL, 'unit/devices/ipp/printer-refuses'],
      },
      {
        what: 'IPP: takes no PDF',
        codes: [],
        visitor: `${NOTHING}: PWG raster or JPEG comes out`,
        provenBy: ['unit/devices/ipp/printer-reads-no-pdf', 'contract/ipp/ippeveprinter'],
      },
      {
        what: 'IPP: no paper',
        codes: ['printer-media-empty'],
        visitor: 'prints when it is put right',
        provenBy: ['unit/devices/ipp/printer-in-the-way', 'contract/ipp/ippeveprinter', FAILING],
      },
      {
        what: 'IPP: jam',
        codes: ['printer-jam'],
        visitor: 'prints when it is put right',
        provenBy: ['unit/devices/ipp/printer-in-the-way', 'contract/ipp/ippeveprinter'],
      },
      {
        what: 'IPP: cover open',
        codes: ['printer-cover-open'],
        provenBy: ['unit/devices/ipp/printer-in-the-way'],
      },
      {
        what: 'IPP: no toner',
        codes: ['printer-toner-empty'],
        provenBy: ['unit/devices/ipp/printer-in-the-way'],
      },
      {
        what: 'IPP: paused; CUPS queue stopped, its printer lost',
        codes: ['printer-paused'],
        visitor: 'a lost job is never called printed, and is taken back',
        provenBy: ['unit/devices/ipp/reasons-misread', 'contract/ipp/cups-queue-stuck'],
      },
      {
        what: 'IPP: refuses the job',
        codes: ['printer-refused'],
        provenBy: ['unit/devices/ipp/printer-refuses', FAILING],
      },
      {
        what: 'Another protocol at its address, wrong lengths',
        codes: ['printer-not-ipp'],
        provenBy: ['unit/devices/ipp/printer-refuses', 'unit/devices/ipp/answers-fuzzed'],
      },
      {
        what: 'IPP: another certificate than the pinned one',
        codes: ['printer-untrusted'],
        provenBy: [
          'unit/devices/ipp/certificate-not-pinned',
          'contract/ipp/ippeveprinter',
          'contract/discovery/printer-moved',
        ],
      },
      {
        what: 'IPP: given another address by DHCP',
        codes: [],
        visitor: `${NOTHING}: found again by its announcement`,
        provenBy: ['contract/discovery/printer-moved'],
      },
      {
        what: 'The visit ends while it prints',
        codes: ['print-cancelled'],
        silent: true,
        visitor: `${NOTHING}: the job is taken back`,
        provenBy: [
          'unit/devices/ipp/printer-refuses',
          'contract/ipp/ippeveprinter',
          'contract/ipp/cups-queue-stuck',
          ROLL,
        ],
      },
    ],
  },
  {
    heading: 'USB sticks',
    rows: [
      {
        what: 'None is plugged in',
        codes: ['usb-missing'],
        provenBy: ['contract/usb/stick-export', LAB],
      },
      {
        what: 'Pulled in the middle of the copy',
        codes: ['usb-pulled'],
        visitor: 'which files are whole',
        provenBy: ['contract/usb/stick-pulled', 'visit/proof', LAB],
      },
      {
        what: 'Full, or filled half-way',
        codes: ['usb-full'],
        visitor: 'which files are whole',
        provenBy: ['contract/usb/stick-refused', 'visit/proof', FAILING],
      },
      {
        what: 'Stays busy after the copy',
        codes: [],
        visitor: '« Laissez encore la clé branchée »',
        provenBy: ['contract/usb/stick-export', 'visit/proof'],
      },
      {
        what: 'Hangs: a step of the copy takes longer than it may',
        codes: ['usb-busy'],
        provenBy: ['unit/devices/usb/copy-to-stick', 'unit/devices/usb/step-lane'],
      },
      {
        what: 'Gives back other bytes than it was given',
        codes: ['usb-verify-failed'],
        provenBy: ['contract/usb/stick-refused', FAILING],
      },
      { what: 'Read-only', codes: ['usb-read-only'], provenBy: ['contract/usb/stick-refused', LAB] },
      { what: 'Several sticks', codes: ['usb-several'], provenBy: ['contract/usb/stick-export'] },
      { what: 'Encrypted', codes: ['usb-encrypted'], provenBy: [LAB] },
      { what: 'No file system', codes: ['usb-unreadable'], provenBy: [LAB] },
      {
        what: 'Links, pipes, devices, `..`, mounts within the stick',
        codes: [],
        visitor: 'Not listed',
        provenBy: [IMPORT],
      },
      { what: '10,000 files, deep folders', codes: [], visitor: 'The newest', provenBy: [IMPORT] },
      {
        what: 'A file that lies about its length, or becomes a link',
        codes: ['usb-unreadable'],
        visitor: 'pages before it stay',
        provenBy: [IMPORT],
      },
      {
        what: 'Pulled while files are listed or taken',
        codes: ['usb-pulled', 'usb-missing'],
        visitor: 'what was taken stays',
        provenBy: [IMPORT, 'visit/import-from-stick', LAB],
      },
      {
        what: 'A file that no decoder opens',
        codes: ['image-unreadable'],
        visitor: 'a page to be taken again',
        provenBy: ['visit/import-from-stick'],
      },
    ],
  },
  {
    heading: 'Readers',
    rows: [
      {
        what: 'Only types like a keyboard',
        codes: ['reader-types-keys'],
        silent: true,
        visitor: NOTHING,
        provenBy: ['unit/devices/hid/reader-types-keys', 'visit/badge-and-codes', LAB],
      },
      {
        what: 'Unplugged, plugged in again',
        codes: ['reader-missing'],
        silent: true,
        visitor: NOTHING,
        provenBy: ['unit/devices/hid/reader-unplugged', LAB],
      },
      {
        what: 'May not be opened',
        codes: ['reader-refused'],
        silent: true,
        visitor: NOTHING,
        provenBy: ['unit/devices/hid/reader-unplugged', LAB],
      },
      {
        what: 'Sends nonsense, reports of a wrong size',
        codes: ['reader-not-understood'],
        silent: true,
        visitor: `${NOTHING} is made up of it`,
        provenBy: [
          'unit/devices/hid/reader-unplugged',
          'unit/devices/hid/badge-misread',
          'unit/devices/hid/code-misread',
          LAB,
        ],
      },
      {
        what: 'Sends without end',
        codes: ['reader-flooding'],
        silent: true,
        visitor: NOTHING,
        provenBy: ['unit/devices/hid/reader-unplugged'],
      },
      {
        what: 'Unknown badge',
        codes: [],
        visitor: NOTHING,
        team: 'A wait on the lock, counted with wrong PINs',
        provenBy: ['visit/badge-and-codes', 'visit/staff-locked-out', 'e2e/staff-and-helper'],
      },
      {
        what: 'Code of a registration left midway',
        codes: [],
        visitor: 'Their registration',
        provenBy: ['visit/registration-left-midway'],
      },
      {
        what: '2D-Doc or machine readable zone during a registration',
        codes: [],
        visitor: 'Answers filled in, each to be confirmed; given answers stay',
        provenBy: ['visit/registration-answers'],
      },
      { what: 'Any other code', codes: [], visitor: NOTHING, provenBy: ['visit/registration-answers'] },
    ],
  },
];
