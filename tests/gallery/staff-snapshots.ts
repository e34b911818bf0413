import type { Snapshot, VisitView } from '../../main/contract/snapshot.ts';
import type { StaffView } from '../../main/contract/staff.ts';

type OpenView = Extract<StaffView, { kind: 'open' }>;
type SnapshotWith = (visit: VisitView, change?: Partial<Snapshot>) => Snapshot;

const counts = (visits: number): OpenView['counters']['today'] => ({
  visits,
  pages: visits * 4,
  sent: visits - 2,
  receipts: visits - 4,
  copies: 3,
  helpCalls: 2,
  failures: 1,
});

const SCANNER: OpenView['devices'][number] = {
  report: {
    device: 'scanner',
    protocol: 'escl',
    address: 'https://192.0.2.10/eSCL',
    makeAndModel: 'Fictif ScanJet 3000',
    state: 'ready',
    problem: null,
    feederProblem: 'scanner-jam',
    feederLoaded: true,
    sources: [
      {
        source: 'platen',
        bothSides: false,
        widthMm: 216,
        heightMm: 297,
        resolutions: { kind: 'discrete', values: [150, 300, 600] },
        colours: ['colour', 'grey'],
        mediaTypes: ['image/jpeg', 'application/pdf'],
      },
      {
        source: 'feeder',
        bothSides: true,
        widthMm: 216,
        heightMm: 356,
        resolutions: { kind: 'range', min: 75, max: 600 },
        colours: ['colour', 'grey'],
        mediaTypes: ['image/jpeg'],
      },
    ],
  },
  instruction: 'Ouvrez le capot du chargeur, retirez la feuille en tirant droit, refermez.',
  lastError: {
    code: 'scanner-double-feed',
    at: '2026-03-03T09:12:00.000Z',
    instruction: 'Séparez les feuilles, retirez agrafes et trombones.',
  },
};

const OTHERS: OpenView['devices'] = [
  {
    report: {
      device: 'printer',
      protocol: 'escpos',
      address: '192.0.2.11:9100',
      makeAndModel: '',
      state: 'unreachable',
      problem: 'printer-offline',
      mediaTypes: [],
      columns: 48,
      mediaLow: false,
    },
    instruction: 'Vérifiez que l’imprimante est allumée et reliée au réseau.',
    lastError: null,
  },
  {
    report: {
      device: 'usb',
      address: '/media/borne',
      makeAndModel: '',
      state: 'ready',
      problem: null,
      stick: { label: 'CLE AMEL', freeBytes: 7_300_000_000 },
    },
    instruction: null,
    lastError: null,
  },
  {
    report: {
      device: 'reader',
      kind: 'barcode',
      address: 'USB',
      makeAndModel: 'Lecteur fictif 2D',
      state: 'trouble',
      problem: 'reader-types-keys',
    },
    instruction: 'Ce lecteur tape comme un clavier. Réglez-le en mode HID POS avec le code de sa notice.',
    lastError: null,
  },
  {
    report: {
      device: 'reader',
      kind: 'badge',
      address: 'USB',
      makeAndModel: '',
      state: 'absent',
      problem: 'reader-missing',
    },
    instruction: 'Branchez le lecteur de badges.',
    lastError: null,
  },
  {
    report: {
      device: 'voice',
      address: '',
      makeAndModel: '',
      state: 'ready',
      problem: null,
      start: 'headphones-or-key',
      headphones: 'unknown',
      languages: ['fr', 'fr-falc', 'en', 'ar', 'uk', 'ru', 'prs', 'pt', 'tr', 'es'],
    },
    instruction: null,
    lastError: null,
  },
];

const OPEN: OpenView = {
  kind: 'open',
  software: {
    version: '1.0.0',
    electron: '45.0.0',
    configFile: '/etc/borne/kiosk.yaml',
    configDigest: '0f1c7a99b3d2',
    configChangedAt: '2026-02-27T07:30:00.000Z',
    languagesLeftOut: [{ language: 'tr', lacks: 'papers' }],
  },
  counters: { today: counts(12), week: counts(74) },
  waiting: 2,
  devices: [SCANNER, ...OTHERS],
  examining: false,
  running: null,
  outcomes: [],
};

const LOCKED: Extract<StaffView, { kind: 'locked' }> = {
  kind: 'locked',
  hasPin: true,
  refused: false,
  checking: false,
  waitSeconds: 0,
};

/** Every state of the team's screen. */
export function staffStates(snapshotWith: SnapshotWith): Readonly<Record<string, Snapshot>> {
  const staff = (view: StaffView): Snapshot =>
    snapshotWith({ step: 'staff', staff: view }, { canGoBack: false });
  return {
    'staff-locked': staff(LOCKED),
    'staff-badge-only': staff({ ...LOCKED, hasPin: false }),
    'staff-wrong-pin': staff({ ...LOCKED, refused: true }),
    'staff-waiting': staff({ ...LOCKED, refused: true, waitSeconds: 58 }),
    'staff-examining': staff({ ...OPEN, devices: [], examining: true }),
    'staff-open': staff(OPEN),
    'staff-testing': staff({ ...OPEN, running: 'scan' }),
    'staff-tested': staff({
      ...OPEN,
      outcomes: [
        {
          outcome: {
            test: 'scan',
            passed: true,
            source: 'platen',
            pages: 1,
            bytes: 412_000,
            dpi: 300,
            durationMs: 6_400,
          },
          instruction: null,
        },
        {
          outcome: { test: 'print', passed: false, problem: 'printer-offline', durationMs: 4_000 },
          instruction: 'Vérifiez que l’imprimante est allumée et reliée au réseau.',
        },
        {
          outcome: {
            test: 'stick',
            passed: true,
            folder: 'Essai de la borne',
            files: ['essai.txt'],
            removable: true,
            durationMs: 900,
          },
          instruction: null,
        },
      ],
    }),
  };
}
