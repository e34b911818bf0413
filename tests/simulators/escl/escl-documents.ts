import { SaxesParser } from 'saxes';

const ESCL = 'http://schemas.hp.com/imaging/escl/2011/05/03';
const PWG = 'http://www.pwg.org/schemas/2010/12/sm';
const NAMESPACES = `xmlns:scan="${ESCL}" xmlns:pwg="${PWG}"`;

/** What the simulated device can do. Lengths in 1/300 inch. */
export interface DeviceDescription {
  readonly makeAndModel: string;
  readonly version: string;
  readonly sources: readonly ('platen' | 'feeder')[];
  /** Whether the feeder reads both sides. */
  readonly duplex: boolean;
  readonly resolutions: readonly number[];
  readonly colourModes: readonly string[];
  readonly formats: readonly string[];
  readonly maxWidth: number;
  readonly maxHeight: number;
}

export const DESK_SCANNER: DeviceDescription = {
  makeAndModel: 'Borne Simulated Scanner',
  version: '2.63',
  sources: ['platen', 'feeder'],
  duplex: true,
  resolutions: [75, 100, 150, 200, 300, 600],
  colourModes: ['Grayscale8', 'RGB24'],
  formats: ['image/jpeg'],
  maxWidth: 2_550,
  maxHeight: 3_510,
};

/** `ScannerCapabilities` of the device. */
export function capabilitiesXml(device: DeviceDescription): string {
  const each = (element: string, values: readonly (string | number)[]): string =>
    values.map((value) => `<${element}>${value}</${element}>`).join('');
  const resolutions = device.resolutions
    .map(
      (dpi) =>
        `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
    )
    .join('');
  const inputCaps =
    `<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${device.maxWidth}</scan:MaxWidth>` +
    `<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${device.maxHeight}</scan:MaxHeight>` +
    '<scan:MaxScanRegions>1</scan:MaxScanRegions><scan:SettingProfiles><scan:SettingProfile>' +
    `<scan:ColorModes>${each('scan:ColorMode', device.colourModes)}</scan:ColorModes>` +
    `<scan:DocumentFormats>${each('pwg:DocumentFormat', device.formats)}${each('scan:DocumentFormatExt', device.formats)}</scan:DocumentFormats>` +
    `<scan:SupportedResolutions><scan:DiscreteResolutions>${resolutions}</scan:DiscreteResolutions></scan:SupportedResolutions>` +
    '</scan:SettingProfile></scan:SettingProfiles>';
  const platen = device.sources.includes('platen')
    ? `<scan:Platen><scan:PlatenInputCaps>${inputCaps}</scan:PlatenInputCaps></scan:Platen>`
    : '';
  const both = device.duplex ? `<scan:AdfDuplexInputCaps>${inputCaps}</scan:AdfDuplexInputCaps>` : '';
  const options = device.duplex
    ? '<scan:AdfOptions><scan:AdfOption>Duplex</scan:AdfOption></scan:AdfOptions>'
    : '';
  const feeder = device.sources.includes('feeder')
    ? `<scan:Adf><scan:AdfSimplexInputCaps>${inputCaps}</scan:AdfSimplexInputCaps>${both}<scan:FeederCapacity>50</scan:FeederCapacity>${options}</scan:Adf>`
    : '';
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<scan:ScannerCapabilities ${NAMESPACES}>` +
    `<pwg:Version>${device.version}</pwg:Version><pwg:MakeAndModel>${device.makeAndModel}</pwg:MakeAndModel>` +
    `${platen}${feeder}</scan:ScannerCapabilities>`
  );
}

export interface JobLine {
  readonly uri: string;
  readonly uuid: string;
  readonly state: string;
  readonly completed: number;
  readonly toTransfer: number;
}

/** `ScannerStatus` of the device. */
export function statusXml(
  version: string,
  state: string,
  adfState: string | undefined,
  jobs: readonly JobLine[],
): string {
  const lines = jobs
    .map(
      (job) =>
        `<scan:JobInfo><pwg:JobUri>${job.uri}</pwg:JobUri><pwg:JobUuid>${job.uuid}</pwg:JobUuid><scan:Age>1</scan:Age>` +
        `<pwg:ImagesCompleted>${job.completed}</pwg:ImagesCompleted><pwg:ImagesToTransfer>${job.toTransfer}</pwg:ImagesToTransfer>` +
        `<pwg:JobState>${job.state}</pwg:JobState></scan:JobInfo>`,
    )
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<scan:ScannerStatus ${NAMESPACES}><pwg:Version>${version}</pwg:Version>` +
    `<pwg:State>${state}</pwg:State>${adfState === undefined ? '' : `<scan:AdfState>${adfState}</scan:AdfState>`}` +
    `${jobs.length === 0 ? '' : `<scan:Jobs>${lines}</scan:Jobs>`}</scan:ScannerStatus>`
  );
}

/** What a client asked for. */
export interface RequestedJob {
  readonly source: 'platen' | 'feeder';
  readonly colour: 'colour' | 'grey';
  readonly dpi: number;
  /** 1/300 inch. */
  readonly width: number;
  readonly height: number;
  readonly format: 'image/jpeg' | 'application/pdf';
  /** Both sides of each sheet. */
  readonly duplex: boolean;
}

/**
 * Reads a client's `ScanSettings` as strictly as a device does: unknown source, mode, format or resolution, or an area
 * outside the bed, is a conflict (HTTP 409), as is a document that is not one.
 */
export function readScanSettings(body: string, device: DeviceDescription): RequestedJob | undefined {
  const values = new Map<string, string>();
  const parser = new SaxesParser({ xmlns: true });
  let root: string | undefined;
  let text = '';
  let broken = false;
  parser.on('error', () => {
    broken = true;
  });
  parser.on('opentag', (tag) => {
    root ??= `${tag.uri} ${tag.local}`;
    text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', (tag) => {
    values.set(`${tag.uri} ${tag.local}`, text.trim());
    text = '';
  });
  parser.write(body).close();
  if (broken || root !== `${ESCL} ScanSettings`) return undefined;

  const sources: Record<string, RequestedJob['source']> = { Platen: 'platen', Feeder: 'feeder' };
  const colours: Record<string, RequestedJob['colour']> = { RGB24: 'colour', Grayscale8: 'grey' };
  const mode = values.get(`${ESCL} ColorMode`) ?? '';
  const source = sources[values.get(`${PWG} InputSource`) ?? ''];
  const colour = colours[mode];
  const dpi = Number(values.get(`${ESCL} XResolution`));
  const width = Number(values.get(`${PWG} Width`));
  const height = Number(values.get(`${PWG} Height`));
  const right = Number(values.get(`${PWG} XOffset`) ?? '0') + width;
  const bottom = Number(values.get(`${PWG} YOffset`) ?? '0') + height;
  const plain = values.get(`${PWG} DocumentFormat`) ?? '';
  // eSCL 2.1: the extension is what counts, where there is one.
  const asked = values.get(`${ESCL} DocumentFormatExt`) ?? plain;
  const format = asked === 'image/jpeg' || asked === 'application/pdf' ? asked : undefined;
  const duplex = values.get(`${ESCL} Duplex`) === 'true';
  const accepted =
    format !== undefined &&
    (!duplex || (device.duplex && source === 'feeder')) &&
    source !== undefined &&
    device.sources.includes(source) &&
    colour !== undefined &&
    device.colourModes.includes(mode) &&
    device.formats.includes(format) &&
    device.formats.includes(plain) &&
    device.resolutions.includes(dpi) &&
    values.get(`${ESCL} YResolution`) === String(dpi) &&
    width >= 16 &&
    height >= 16 &&
    right <= device.maxWidth &&
    bottom <= device.maxHeight;
  return accepted ? { source, colour, dpi, width, height, format, duplex } : undefined;
}
