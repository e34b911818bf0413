import type { PrinterWithFacts, ScannerWithFacts } from '../ports/device-facts.ts';
import type { PageDrawer } from '../ports/page-drawer.ts';
import type { ServiceKind } from './discovery/announced-device.ts';
import { announcedAddress, type DeviceAddress, fixedAddress } from './discovery/device-address.ts';
import { createEsclScanner } from './escl/escl-scanner.ts';
import type { DeviceTrust } from './http/device-trust.ts';
import { createIppReceiptPrinter } from './ipp/ipp-receipt-printer.ts';
import { receiptDrawer } from './receipt/drawn-receipt.ts';
import type { EscposPaper } from './receipt/escpos-document.ts';
import { createEscposReceiptPrinter, type EscposConnection } from './receipt/escpos-receipt-printer.ts';
import type { HidFraming } from './receipt/hid-report-framing.ts';
import { HidPrinterPort, usbNumber } from './receipt/hid-roll-link.ts';
import type { PaperMaker } from './receipt/paper-maker.ts';
import { createSaneScanner } from './sane/sane-scanner.ts';

/** How a device is found, in the words of `kiosk.yaml` (`kiosk-config/schema/discover.ts`), already checked. */
export interface ConfiguredDiscovery {
  readonly service: ServiceKind;
  readonly name?: string | undefined;
  readonly uuid?: string | undefined;
  readonly network: string | readonly string[];
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
  | {
      readonly kind: 'ipp';
      readonly url?: string | undefined;
      readonly discover?: ConfiguredDiscovery | undefined;
      readonly trust: DeviceTrust;
    }
  | {
      readonly kind: 'escpos';
      readonly host?: string | undefined;
      readonly port: number;
      /** Device file of a printer on USB. */
      readonly device?: string | undefined;
      /** Numbers of USB of a printer on HID, and how it wants its bytes. */
      readonly hid?:
        | {
            readonly vendor_id: number;
            readonly product_id: number;
            readonly usage_page?: number | undefined;
            readonly framing: HidFraming;
          }
        | undefined;
      readonly language: EscposPaper['language'];
      readonly dpi: number;
      readonly columns: EscposPaper['columns'];
      readonly codepage: EscposPaper['codepage'];
      readonly codepage_mapping: EscposPaper['codepageMapping'];
    };

type ConfiguredRoll = Extract<ConfiguredPrinter, { readonly kind: 'escpos' }>;

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

/** What makes paper of a receipt. */
export interface PrintingParts {
  /** Receipts as PDF: on A4, and for print heads that lack their letters. */
  readonly papers: PaperMaker;
  readonly drawer: PageDrawer;
}

/** The driver of the configured printer. Nothing is asked of the device yet. */
export function configuredPrinter(printer: ConfiguredPrinter, parts: PrintingParts): PrinterWithFacts {
  switch (printer.kind) {
    case 'ipp':
      return createIppReceiptPrinter({
        address: addressOf(printer.url ?? '', printer.discover),
        trust: printer.trust,
        renderPdf: parts.papers.receipt,
        drawer: parts.drawer,
      });
    case 'escpos': {
      const { language, columns, dpi, codepage, codepage_mapping: codepageMapping } = printer;
      return createEscposReceiptPrinter({
        connection: escposConnection(printer),
        paper: { language, columns, dpi, codepage, codepageMapping },
        drawReceipt: receiptDrawer(parts.papers, parts.drawer),
      });
    }
  }
}

function escposConnection({ host = '', port, device, hid }: ConfiguredRoll): EscposConnection {
  if (hid !== undefined) {
    const { vendor_id: vendorId, product_id: productId, usage_page: usagePage, framing } = hid;
    return { kind: 'hid', port: new HidPrinterPort({ vendorId, productId, usagePage, framing }) };
  }
  return device === undefined ? { kind: 'tcp', host, port } : { kind: 'usb', device };
}

/** Where the scanner is looked for, for staff. What stands before an `@` in an address is a password: it is left out. */
export function scannerAddress(scanner: ConfiguredScanner): string {
  if (scanner.kind === 'sane') return scanner.device;
  return scanner.discover === undefined ? withoutPassword(scanner.url ?? '') : announcement(scanner.discover);
}

/** Where the printer is looked for, for staff. */
export function printerAddress(printer: ConfiguredPrinter): string {
  if (printer.kind === 'escpos') return rollAddress(printer);
  return printer.discover === undefined ? withoutPassword(printer.url ?? '') : announcement(printer.discover);
}

function rollAddress({ host = '', port, device, hid }: ConfiguredRoll): string {
  if (hid !== undefined) return `HID ${usbNumber(hid.vendor_id)}:${usbNumber(hid.product_id)}`;
  return device ?? `${host}:${port}`;
}

function announcement({ service, name, uuid, network }: ConfiguredDiscovery): string {
  return `${service}, ${name ?? uuid ?? ''} (${[network].flat().join(', ')})`;
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return '';
  const url = new URL(address);
  return url.host === '' ? address : `${url.protocol}//${url.host}${url.pathname}`;
}
