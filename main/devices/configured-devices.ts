import type { PrinterWithFacts, ScannerWithFacts } from '../ports/device-facts.ts';
import type { RenderReceipt } from '../ports/receipt-composer.ts';
import type { ServiceKind } from './discovery/announced-device.ts';
import { announcedAddress, type DeviceAddress, fixedAddress } from './discovery/device-address.ts';
import { createEsclScanner } from './escl/escl-scanner.ts';
import type { DeviceTrust } from './http/device-trust.ts';
import { createIppReceiptPrinter } from './ipp/ipp-receipt-printer.ts';
import type { EscposPaper } from './receipt/escpos-document.ts';
import { createEscposReceiptPrinter } from './receipt/escpos-receipt-printer.ts';
import { createSaneScanner } from './sane/sane-scanner.ts';

/** How a device is found, in the words of `kiosk.yaml` (`kiosk-config/schema/discover.ts`), already checked. */
export interface ConfiguredDiscovery {
  readonly service: ServiceKind;
  readonly name?: string | undefined;
  readonly uuid?: string | undefined;
  readonly network: string;
}

/** A scanner in the words of `kiosk.yaml` (`kiosk-config/schema/kiosk-profile.ts`), already checked. */
export type ConfiguredScanner =
  | {
      readonly kind: 'escl';
      readonly url?: string | undefined;
      readonly discover?: ConfiguredDiscovery | undefined;
      readonly trust: DeviceTrust;
    }
  | { readonly kind: 'sane'; readonly device: string; readonly memory_folder: string };

/** A printer in the words of `kiosk.yaml`, already checked. */
export type ConfiguredPrinter =
  | { readonly kind: 'ipp'; readonly url: string; readonly trust: DeviceTrust }
  | {
      readonly kind: 'escpos';
      readonly host: string;
      readonly port: number;
      readonly columns: EscposPaper['columns'];
      readonly codepage: EscposPaper['codepage'];
      readonly codepage_mapping: EscposPaper['codepageMapping'];
    };

/** The driver of the configured scanner. Nothing is asked of the device yet. */
export function configuredScanner(scanner: ConfiguredScanner): ScannerWithFacts {
  switch (scanner.kind) {
    case 'escl':
      return createEsclScanner({
        url: addressOf(scanner.url ?? '', scanner.discover),
        trust: scanner.trust,
      });
    case 'sane':
      return createSaneScanner({ device: scanner.device, memoryFolder: scanner.memory_folder });
  }
}

/** Where a device is: at its fixed address, or wherever it announces itself. */
function addressOf(url: string, discover: ConfiguredDiscovery | undefined): DeviceAddress {
  if (discover === undefined) return fixedAddress(url);
  const { service: kind, name, uuid, network } = discover;
  return announcedAddress({ kind, network, identity: uuid === undefined ? { name: name ?? '' } : { uuid } });
}

/** The driver of the configured printer. Nothing is asked of the device yet. */
export function configuredPrinter(printer: ConfiguredPrinter, renderPdf: RenderReceipt): PrinterWithFacts {
  switch (printer.kind) {
    case 'ipp':
      return createIppReceiptPrinter({ uri: printer.url, trust: printer.trust, renderPdf });
    case 'escpos': {
      const { host, port, columns, codepage, codepage_mapping: codepageMapping } = printer;
      return createEscposReceiptPrinter({ host, port, paper: { columns, codepage, codepageMapping } });
    }
  }
}

/** Where the scanner is looked for, for staff. What stands before an `@` in an address is a password: it is left out. */
export function scannerAddress(scanner: ConfiguredScanner): string {
  if (scanner.kind === 'sane') return scanner.device;
  return scanner.discover === undefined ? withoutPassword(scanner.url ?? '') : announcement(scanner.discover);
}

/** Where the printer is looked for, for staff. */
export function printerAddress(printer: ConfiguredPrinter): string {
  return printer.kind === 'ipp' ? withoutPassword(printer.url) : `${printer.host}:${printer.port}`;
}

function announcement({ service, name, uuid, network }: ConfiguredDiscovery): string {
  return `${service}, ${name ?? uuid ?? ''} (${network})`;
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return '';
  const url = new URL(address);
  return url.host === '' ? address : `${url.protocol}//${url.host}${url.pathname}`;
}
