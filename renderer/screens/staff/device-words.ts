import type { DeviceReportView, TestOutcomeView } from '../../../main/contract/device-report.ts';
import { LANGUAGES } from '../../../main/contract/languages.ts';
import { errorsFr } from '../../i18n/errors-fr.ts';

/** Devices and their tests in French, for the team's screen and for `npm run devices`. */

type ScannerView = Extract<DeviceReportView, { device: 'scanner' }>;
type SourceView = ScannerView['sources'][number];

export const STATES = {
  ready: 'prêt',
  absent: 'rien n’est branché',
  trouble: 'ne peut pas servir',
  unreachable: 'ne répond pas',
} as const;
export const PROTOCOLS = { escl: 'eSCL', sane: 'SANE', ipp: 'IPP', escpos: 'ESC/POS' } as const;
const MEDIA: Readonly<Record<string, string>> = {
  'image/jpeg': 'JPEG',
  'application/pdf': 'PDF',
  'image/pwg-raster': 'PWG Raster',
  'image/urf': 'URF',
};

const number = new Intl.NumberFormat('fr', { maximumFractionDigits: 1 });

function seconds(ms: number): string {
  return `${number.format(ms / 1_000)} s`;
}

function bytesInWords(bytes: number): string {
  if (bytes >= 1e9) return `${number.format(bytes / 1e9)} Go`;
  return bytes >= 1e6 ? `${number.format(bytes / 1e6)} Mo` : `${number.format(bytes / 1e3)} ko`;
}

/** A moment as staff say it. */
export function moment(iso: string): string {
  return new Intl.DateTimeFormat('fr', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

function media(types: readonly string[]): string {
  return types.map((type) => MEDIA[type] ?? type).join(', ');
}

/** What kind of device it is. */
export function nameOf(report: DeviceReportView): string {
  switch (report.device) {
    case 'scanner':
      return 'Scanner';
    case 'printer':
      return 'Imprimante';
    case 'usb':
      return 'Clé USB';
    case 'reader':
      return report.kind === 'barcode' ? 'Lecteur de codes-barres' : 'Lecteur de badges';
    case 'voice':
      return 'Voix';
  }
}

function sourceLine({
  source,
  bothSides,
  widthMm,
  heightMm,
  resolutions,
  colours,
  mediaTypes,
}: SourceView): string {
  const sides = source === 'feeder' ? [bothSides ? 'recto ou recto verso' : 'recto seulement'] : [];
  const area = widthMm === null || heightMm === null ? [] : [`${widthMm} × ${heightMm} mm`];
  const dpi =
    resolutions === null
      ? []
      : resolutions.kind === 'range'
        ? [`${resolutions.min} à ${resolutions.max} ppp`]
        : [`${resolutions.values.join(', ')} ppp`];
  const colour = colours.map((one) => (one === 'colour' ? 'couleur' : 'gris')).join(' et ');
  const parts = [...sides, ...area, ...dpi, colour, media(mediaTypes)].filter((part) => part !== '');
  return `${source === 'platen' ? 'Vitre' : 'Chargeur'} : ${parts.join(' ; ')}`;
}

/** What a device can do and what its sensors say, one line a fact. */
export function abilities(report: DeviceReportView): readonly string[] {
  switch (report.device) {
    case 'scanner':
      return [
        ...report.sources.map(sourceLine),
        ...(report.feederProblem === null
          ? []
          : [`Chargeur hors service : ${errorsFr[report.feederProblem].title} La vitre marche.`]),
        ...(report.feederLoaded === null
          ? []
          : [`D’après son capteur, le chargeur ${report.feederLoaded ? 'contient du papier' : 'est vide'}.`]),
      ];
    case 'printer':
      return [
        ...(report.mediaTypes.length === 0 ? [] : [`Accepte : ${media(report.mediaTypes)}`]),
        ...(report.columns === null ? [] : [`Rouleau : ${report.columns} lettres par ligne`]),
        ...(report.mediaLow ? ['D’après son capteur, il reste peu de papier.'] : []),
      ];
    case 'usb':
      return report.stick === null
        ? []
        : [`« ${report.stick.label} », ${bytesInWords(report.stick.freeBytes)} libres`];
    case 'reader':
      return [];
    case 'voice':
      return [
        ...(report.languages.length === 0
          ? []
          : [`Parle : ${report.languages.map((code) => LANGUAGES[code].name).join(', ')}`]),
        headphonesLine(report),
      ];
  }
}

/** What starts the voice here, and what the socket says. */
function headphonesLine({ start, headphones }: Extract<DeviceReportView, { device: 'voice' }>): string {
  if (start === 'key') return 'Démarre avec sa touche ou son bouton : la prise casque n’est pas suivie.';
  switch (headphones) {
    case 'plugged':
      return 'Un casque est branché. La voix démarre quand un casque est branché, ou avec sa touche.';
    case 'unplugged':
      return 'Aucun casque n’est branché. La voix démarre quand un casque est branché, ou avec sa touche.';
    case 'unknown':
      return 'La prise casque de cette borne ne dit rien : la voix démarre avec sa touche ou son bouton.';
  }
}

export const TESTS = { scan: 'Numérisation', print: 'Impression', stick: 'Clé USB' } as const;

/** What came of a test, on one line. */
export function outcomeInWords(outcome: TestOutcomeView): string {
  const took = seconds(outcome.durationMs);
  if (!outcome.passed) return `échec après ${took}`;
  switch (outcome.test) {
    case 'scan': {
      const where = outcome.source === 'platen' ? 'vitre' : 'chargeur';
      const pages = `${outcome.pages} ${outcome.pages === 1 ? 'page' : 'pages'}`;
      return `réussie, ${where}, ${pages} à ${outcome.dpi} ppp, ${bytesInWords(outcome.bytes)}, ${took}. Rien n’est gardé.`;
    }
    case 'print':
      return `la page d’essai est imprimée, ${took}. Vérifiez que chaque lettre est lisible.`;
    case 'stick': {
      const end = outcome.removable
        ? 'Vous pouvez retirer la clé.'
        : 'La clé n’a pas pu être détachée : ne la retirez pas encore.';
      return `écrite, relue, comparée, ${took}. Le dossier « ${outcome.folder} » y reste. ${end}`;
    }
  }
}
