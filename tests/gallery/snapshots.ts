import type {
  DocumentKindView,
  PageView,
  ReceiptLineView,
  Snapshot,
  VisitView,
} from '../../main/contract/snapshot.ts';
import { initialAccess } from '../../main/domain/access.ts';
import { ERROR_CODES } from '../../main/domain/error-code.ts';
import { USUAL_KEYPAD } from '../../main/domain/keypad.ts';
import { LANGUAGE_CODES } from '../../main/domain/language.ts';
import { PAPERS } from '../contract/receipt/three-papers.ts';
import { importStates } from './import-snapshots.ts';
import { previewOf } from './papers.ts';
import { FULL_WELCOME, REGISTERED, REGISTRATION_VIEWS } from './registration-snapshots.ts';
import { staffStates } from './staff-snapshots.ts';

type ViewOf<Step extends VisitView['step']> = Extract<VisitView, { step: Step }>;

/** As `kiosk-config/documents.yaml` and its destinations name them. */
const KINDS: DocumentKindView[] = [
  {
    id: 'piece-identite',
    label: 'Pièce d’identité',
    hint: 'Carte d’identité ou passeport, les deux côtés',
    icon: 'identity',
  },
  {
    id: 'justificatif-domicile',
    label: 'Justificatif de domicile',
    hint: 'Facture, quittance de loyer, attestation',
    icon: 'home',
  },
  {
    id: 'bulletin-salaire',
    label: 'Bulletin de salaire',
    hint: 'Une fiche de paie ou plusieurs',
    icon: 'payslip',
  },
  {
    id: 'attestation-employeur',
    label: 'Attestation employeur',
    hint: 'Le papier de fin de contrat',
    icon: 'work',
  },
  {
    id: 'titre-sejour',
    label: 'Titre de séjour',
    hint: 'Carte ou récépissé, les deux côtés',
    icon: 'permit',
  },
  { id: 'cv', label: 'CV', hint: null, icon: 'cv' },
  { id: 'autre', label: 'Autre document', hint: null, icon: 'other' },
];
const KIND = KINDS[2] as DocumentKindView;
const DESTINATION = {
  id: 'dossier-france-travail',
  label: 'Mon dossier France Travail',
  icon: 'file',
  maxPages: 5,
} as const;

const page = (number: number, change: Partial<PageView> = {}): PageView => ({
  id: `page-${number}`,
  state: 'ready',
  preview: previewOf((number - 1) % 3),
  width: 636,
  height: 900,
  rotation: 0,
  blank: false,
  look: 'improved',
  ...change,
});

const RECEIPT: ReceiptLineView[] = [
  { kind: 'title', text: 'Récépissé de dépôt' },
  {
    kind: 'strong',
    text: 'Votre document est enregistré sur cette borne. Il partira dès que le réseau le permet.',
  },
  { kind: 'reference', label: 'Votre référence', value: 'K7WX-4CEJ-9QRT' },
  { kind: 'field', label: 'Déposé le', value: '3 mars 2026, 10:42' },
  { kind: 'field', label: 'Lieu', value: 'Agence de démonstration, borne demo-1' },
  { kind: 'rule' },
  { kind: 'field', label: 'Document', value: 'Bulletin de salaire' },
  { kind: 'field', label: 'Pour', value: 'Mon dossier France Travail' },
  { kind: 'field', label: 'Pages', value: '3 pages' },
  { kind: 'field', label: 'Taille', value: 'assez légère pour ce service' },
  { kind: 'field', label: 'Fichier', value: 'bulletin-de-salaire.pdf (3 pages)' },
  { kind: 'rule' },
  { kind: 'strong', text: 'Et maintenant ?' },
  {
    kind: 'text',
    text: 'Vous n’avez rien d’autre à faire. Si on vous demande ce document, montrez ce papier et donnez votre référence.',
  },
  { kind: 'rule' },
  { kind: 'strong', text: 'Ceci n’est pas une décision.' },
  { kind: 'text', text: 'Ce papier dit seulement que vous avez déposé ce document. Gardez-le.' },
];

/** When everything became as it is. */
const AT = '2026-03-03T08:00:00.000Z';

/** A snapshot of a working desk showing `visit`. */
function snapshotWith(visit: VisitView, change: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 0,
    kiosk: {
      terminal: 'demo-1',
      site: 'Agence de démonstration',
      theme: 'state',
      staff: true,
      keypad: USUAL_KEYPAD,
    },
    access: {
      ...initialAccess('fr'),
      languages: [...LANGUAGE_CODES],
      speech: { languages: ['fr', 'en'], speaking: false, failed: false },
    },
    desk: {
      scanner: { problem: null, feeder: true },
      printer: { problem: null },
      usb: { kind: 'none' },
      since: { scanner: AT, printer: AT, usb: AT },
    },
    staffNotes: [],
    help: { kind: 'none' },
    helper: { kind: 'none' },
    idle: { kind: 'active' },
    canGoBack: true,
    visit,
    ...change,
  };
}

const WELCOME: ViewOf<'welcome'> = {
  step: 'welcome',
  tiles: [{ kind: 'send' }, { kind: 'usb' }, { kind: 'call' }],
};

const scan = (change: Partial<ViewOf<'scan'>> = {}): ViewOf<'scan'> => ({
  step: 'scan',
  purpose: 'send',
  kind: KIND,
  destination: DESTINATION,
  pages: [],
  scanning: { kind: 'idle' },
  fit: { kind: 'empty' },
  retaking: null,
  parts: [],
  canContinue: false,
  attaching: false,
  ...change,
});

const threePages = [page(1), page(2), page(3)];
const FILES = [{ name: 'bulletin-de-salaire.pdf', pages: 3 }];

const confirm = (change: Partial<ViewOf<'confirm'>> = {}): ViewOf<'confirm'> => ({
  step: 'confirm',
  kind: KIND,
  destination: DESTINATION,
  pages: threePages,
  files: FILES,
  progress: { kind: 'waiting' },
  ...change,
});

const proof = (change: Partial<ViewOf<'proof'>> = {}): ViewOf<'proof'> => ({
  step: 'proof',
  reference: 'K7WX-4CEJ-9QRT',
  kind: KIND,
  destination: DESTINATION,
  files: FILES,
  delivery: { kind: 'saved' },
  printing: { kind: 'idle' },
  paper: 'recepisse',
  papers: ['recepisse'],
  copying: { kind: 'idle' },
  copies: [],
  receipt: RECEIPT,
  answers: null,
  registration: null,
  ...change,
});

/** After a registration, on a terminal that prints A4. */
const OF_REGISTRATION: Partial<ViewOf<'proof'>> = {
  registration: REGISTERED,
  papers: ['recepisse', 'reponses', 'cv'],
  copies: ['reponses', 'cv'],
  answers: RECEIPT,
};

const copy = (change: Partial<ViewOf<'copy'>> = {}): ViewOf<'copy'> => ({
  step: 'copy',
  files: [{ name: 'documents.pdf', pages: 3 }],
  progress: 'ready',
  copying: { kind: 'idle' },
  ...change,
});

const ended = (change: Partial<ViewOf<'ended'>> = {}): ViewOf<'ended'> => ({
  step: 'ended',
  reason: 'finished',
  outcome: 'sent',
  takePapers: true,
  takeStick: false,
  ...change,
});

const COPIED = {
  kind: 'done',
  folder: 'Borne 2026-03-03',
  files: ['bulletin-de-salaire.pdf', 'recu.pdf'],
  removable: true,
} as const;
const STICK = { kind: 'ready', label: 'CLE AMEL' } as const;
const desk = (change: Partial<Snapshot['desk']>): Partial<Snapshot> => ({
  desk: { ...snapshotWith(WELCOME).desk, ...change },
});
const reviewed = (change: Partial<ViewOf<'scan'>> = {}) =>
  scan({ pages: threePages, fit: { kind: 'fits' }, canContinue: true, ...change });

/** Every state that a visitor can meet, each under a name of its own. */
export const SNAPSHOTS: Readonly<Record<string, Snapshot>> = {
  welcome: snapshotWith(WELCOME, { canGoBack: false }),
  'welcome-neutral': snapshotWith(WELCOME, {
    canGoBack: false,
    kiosk: {
      terminal: 'demo-2',
      site: 'France Services de Valfictif',
      theme: 'neutral',
      staff: true,
      keypad: USUAL_KEYPAD,
    },
  }),
  'welcome-no-scanner': snapshotWith(WELCOME, {
    canGoBack: false,
    ...desk({ scanner: { problem: 'scanner-offline', feeder: false } }),
  }),
  'welcome-no-printer': snapshotWith(WELCOME, {
    canGoBack: false,
    ...desk({ printer: { problem: 'printer-media-empty' } }),
  }),
  'out-of-service': snapshotWith(
    {
      step: 'out-of-service',
      code: 'config-invalid',
      problems: [
        'borne.yaml, ligne 12 : « destinations » manque.',
        'borne.yaml, ligne 20 : « idle.seconds » doit être un nombre.',
      ],
    },
    { canGoBack: false },
  ),
  'choose-kind': snapshotWith({ step: 'choose-kind', kinds: KINDS }),
  'choose-destination': snapshotWith({
    step: 'choose-destination',
    kind: KIND,
    destinations: [
      DESTINATION,
      { id: 'actualisation', label: 'Mon actualisation du mois', icon: 'calendar', maxPages: 5 },
    ],
  }),
  /** The most that one kind of document may have, each with a picture of its own. */
  'choose-destination-six': snapshotWith({
    step: 'choose-destination',
    kind: KIND,
    destinations: [
      DESTINATION,
      { id: 'actualisation', label: 'Mon actualisation du mois', icon: 'calendar', maxPages: 5 },
      { id: 'allocations', label: 'Les allocations familiales', icon: 'family', maxPages: 10 },
      { id: 'assurance-maladie', label: 'L’Assurance maladie', icon: 'health', maxPages: 10 },
      { id: 'mairie', label: 'La mairie', icon: 'town-hall', maxPages: 10 },
      { id: 'courrier', label: 'Un autre service', icon: 'letter', maxPages: 10 },
    ],
  }),
  'scan-empty': snapshotWith(scan()),
  'scan-empty-no-feeder': snapshotWith(scan(), desk({ scanner: { problem: null, feeder: false } })),
  'scan-empty-jam': snapshotWith(scan({ scanning: { kind: 'failed', code: 'scanner-jam' } })),
  'scan-empty-offline': snapshotWith(scan(), desk({ scanner: { problem: 'scanner-offline', feeder: true } })),
  'scan-first': snapshotWith(
    scan({ scanning: { kind: 'scanning', source: 'platen', arrived: 0, cancelling: false } }),
    { canGoBack: false },
  ),
  'scan-next': snapshotWith(
    scan({
      pages: [page(1), page(2), page(3, { state: 'arriving', preview: null })],
      fit: { kind: 'working', soFar: 'fits' },
      scanning: { kind: 'scanning', source: 'feeder', arrived: 3, cancelling: false },
    }),
    { canGoBack: false },
  ),
  'scan-cancelling': snapshotWith(
    scan({
      pages: [page(1)],
      fit: { kind: 'fits' },
      scanning: { kind: 'scanning', source: 'feeder', arrived: 1, cancelling: true },
    }),
    { canGoBack: false },
  ),
  'scan-one': snapshotWith(reviewed({ pages: [page(1)] })),
  'scan-fits': snapshotWith(reviewed()),
  'scan-many': snapshotWith(
    reviewed({
      pages: Array.from({ length: 12 }, (_, index) => page(index + 1)),
      destination: { ...DESTINATION, maxPages: 20 },
    }),
  ),
  'scan-working': snapshotWith(
    scan({
      pages: [page(1), page(2, { state: 'arriving', preview: null })],
      fit: { kind: 'working', soFar: 'too-heavy' },
    }),
  ),
  'scan-rotated': snapshotWith(
    reviewed({ pages: [page(1, { rotation: 180 }), page(2, { rotation: 270 }), page(3, { rotation: 90 })] }),
  ),
  /** The last page shown as it came, at the visitor's wish. */
  'scan-original': snapshotWith(
    reviewed({ pages: [page(1), page(2), page(3, { look: 'original', preview: previewOf(4) })] }),
  ),
  'scan-blank': snapshotWith(reviewed({ pages: [page(1), page(2, { preview: previewOf(3), blank: true })] })),
  'scan-unreadable': snapshotWith(
    scan({
      pages: [page(1), page(2, { state: 'unreadable', preview: null })],
      fit: { kind: 'working', soFar: null },
    }),
  ),
  'scan-too-heavy': snapshotWith(
    scan({ pages: threePages, fit: { kind: 'too-heavy', parts: 2, keep: 2, heaviest: 3, redo: 3 } }),
  ),
  'scan-page-too-heavy': snapshotWith(
    scan({ pages: [page(1)], fit: { kind: 'too-heavy', parts: 0, keep: 0, heaviest: 1, redo: 1 } }),
  ),
  'scan-too-many': snapshotWith(
    scan({
      pages: Array.from({ length: 6 }, (_, index) => page(index + 1)),
      fit: { kind: 'too-many-pages', maxPages: 5, parts: 2 },
    }),
  ),
  'scan-split': snapshotWith(reviewed({ pages: [...threePages, page(4), page(5), page(6)], parts: [4, 2] })),
  'scan-retaking': snapshotWith(reviewed({ retaking: 'page-3', canContinue: false })),
  'scan-jam': snapshotWith(reviewed({ scanning: { kind: 'failed', code: 'scanner-jam' } })),
  'scan-cancelled': snapshotWith(reviewed({ scanning: { kind: 'failed', code: 'scan-cancelled' } })),
  'scan-usb': snapshotWith(
    reviewed({
      purpose: 'usb',
      kind: null,
      destination: { id: 'cle-usb', label: 'Ma clé USB', icon: 'stick', maxPages: 20 },
    }),
  ),
  confirm: snapshotWith(confirm()),
  'confirm-two-files': snapshotWith(
    confirm({
      pages: [...threePages, page(4), page(5), page(6)],
      files: [
        { name: 'bulletin-de-salaire-1.pdf', pages: 4 },
        { name: 'bulletin-de-salaire-2.pdf', pages: 2 },
      ],
    }),
  ),
  'confirm-preparing': snapshotWith(confirm({ progress: { kind: 'preparing' } }), { canGoBack: false }),
  'confirm-saving': snapshotWith(confirm({ progress: { kind: 'saving' } }), { canGoBack: false }),
  'confirm-disk-full': snapshotWith(confirm({ progress: { kind: 'failed', code: 'disk-full' } })),
  'proof-saved': snapshotWith(proof(), { canGoBack: false }),
  /** Every kind of line, in two scripts. */
  'proof-two-languages': snapshotWith(proof({ receipt: [...PAPERS.ar.receipt.lines] }), { canGoBack: false }),
  'proof-sending': snapshotWith(
    proof({ delivery: { kind: 'sending' }, printing: { kind: 'sending' }, copying: { kind: 'copying' } }),
    { canGoBack: false, ...desk({ usb: STICK }) },
  ),
  'proof-acknowledged': snapshotWith(
    proof({
      delivery: {
        kind: 'acknowledged',
        acknowledgement: 'AR-2026-000123',
        at: '2026-03-03T10:42:00+01:00',
      },
      printing: { kind: 'printed' },
      copying: { ...COPIED, files: [...COPIED.files] },
    }),
    { canGoBack: false },
  ),
  'proof-refused': snapshotWith(proof({ delivery: { kind: 'refused' }, printing: { kind: 'sent' } }), {
    canGoBack: false,
    ...desk({ usb: STICK }),
  }),
  'proof-no-paper': snapshotWith(proof({ printing: { kind: 'waiting', code: 'printer-media-empty' } }), {
    canGoBack: false,
    ...desk({ printer: { problem: 'printer-media-empty' } }),
  }),
  'proof-printer-offline': snapshotWith(proof(), {
    canGoBack: false,
    ...desk({ printer: { problem: 'printer-offline' }, usb: STICK }),
  }),
  'proof-stick-full': snapshotWith(
    proof({ copying: { kind: 'failed', code: 'usb-full', kept: null, removable: true } }),
    {
      canGoBack: false,
      ...desk({ usb: STICK }),
    },
  ),
  'copy-preparing': snapshotWith(copy({ progress: 'preparing', files: [] })),
  'copy-no-stick': snapshotWith(copy()),
  'copy-ready': snapshotWith(copy(), desk({ usb: STICK })),
  'copy-unusable': snapshotWith(copy(), desk({ usb: { kind: 'unusable', code: 'usb-read-only' } })),
  'copy-copying': snapshotWith(copy({ copying: { kind: 'copying' } }), {
    canGoBack: false,
    ...desk({ usb: STICK }),
  }),
  'copy-done': snapshotWith(copy({ copying: { ...COPIED, files: [...COPIED.files] } }), { canGoBack: false }),
  'copy-pulled': snapshotWith(
    copy({ copying: { kind: 'failed', code: 'usb-pulled', kept: null, removable: false } }),
  ),
  'copy-half-kept': snapshotWith(
    copy({
      copying: {
        kind: 'failed',
        code: 'usb-full',
        kept: { folder: 'Mes documents 2026-03-03', files: ['bulletin-de-salaire-1.pdf'] },
        removable: true,
      },
    }),
    desk({ usb: STICK }),
  ),
  'copy-stays-busy': snapshotWith(
    copy({ copying: { ...COPIED, files: [...COPIED.files], removable: false } }),
    { canGoBack: false },
  ),
  'ended-sent': snapshotWith(ended({ takeStick: true }), { canGoBack: false }),
  'ended-copied': snapshotWith(ended({ outcome: 'copied' }), { canGoBack: false }),
  'ended-idle': snapshotWith(ended({ reason: 'idle', outcome: 'nothing', takePapers: false }), {
    canGoBack: false,
  }),
  'help-told': snapshotWith(scan(), { help: { kind: 'called', told: true } }),
  'help-untold': snapshotWith(WELCOME, {
    canGoBack: false,
    help: { kind: 'called', told: false },
    staffNotes: [
      {
        code: 'scanner-jam',
        instruction: 'Ouvrez le chargeur, retirez la feuille en tirant droit, refermez.',
        since: '2026-11-21T09:12:00.000Z',
      },
    ],
  }),
  ...staffStates(snapshotWith),
  ...importStates(snapshotWith),
  'scan-empty-stick': snapshotWith(scan(), desk({ usb: STICK })),
  'scan-fits-stick': snapshotWith(reviewed(), desk({ usb: STICK })),
  helped: snapshotWith(reviewed(), { helper: { kind: 'present' } }),
  'welcome-full': snapshotWith(FULL_WELCOME, { canGoBack: false }),
  'scan-attach': snapshotWith(reviewed({ purpose: 'attach' })),
  'scan-attaching': snapshotWith(reviewed({ purpose: 'attach', attaching: true }), { canGoBack: false }),
  'proof-registered': snapshotWith(proof(OF_REGISTRATION), { canGoBack: false }),
  'proof-answers-printing': snapshotWith(
    proof({ ...OF_REGISTRATION, paper: 'reponses', printing: { kind: 'sent' } }),
    { canGoBack: false },
  ),
  'proof-cv-printed': snapshotWith(
    proof({ ...OF_REGISTRATION, paper: 'cv', printing: { kind: 'printed' }, copies: ['reponses', 'cv'] }),
    { canGoBack: false },
  ),
  ...Object.fromEntries(
    Object.entries(REGISTRATION_VIEWS).map(([name, view]) => [name, snapshotWith(view)] as const),
  ),
  'idle-asking': snapshotWith(reviewed(), { idle: { kind: 'asking', secondsLeft: 14 } }),
};

/** The scan that failed with each code, so that every sentence is seen on a screen. */
export const FAILED_SCANS: readonly Snapshot[] = ERROR_CODES.map((code) =>
  snapshotWith(reviewed({ scanning: { kind: 'failed', code } })),
);
