import type { BadgeLayout } from './badge-report.ts';
import type { DeviceNumbers, ReaderSpec } from './reader-detection.ts';

/** A badge's report in the words of `kiosk.yaml`. */
interface ConfiguredReport {
  readonly bytes: number;
  readonly report_id?: number | undefined;
  readonly start: number;
  readonly length: number;
  readonly length_at?: number | undefined;
  readonly encoding: 'hex' | 'ascii';
}

/** A reader in the words of `kiosk.yaml` (`kiosk-config/schema/readers.ts`), already checked. */
export type ConfiguredReader =
  | {
      readonly kind: 'barcode';
      readonly vendor_id?: number | undefined;
      readonly product_id?: number | undefined;
    }
  | {
      readonly kind: 'badge';
      readonly vendor_id: number;
      readonly product_id?: number | undefined;
      readonly usage_page?: number | undefined;
      readonly usage?: number | undefined;
      readonly report: ConfiguredReport;
    };

function layoutOf({ bytes, report_id, start, length, length_at, encoding }: ConfiguredReport): BadgeLayout {
  return {
    bytes,
    reportId: report_id,
    start,
    length:
      length_at === undefined
        ? { kind: 'fixed', bytes: length }
        : { kind: 'counted', at: length_at, most: length },
    encoding,
  };
}

function specOf(reader: ConfiguredReader): ReaderSpec {
  if (reader.kind === 'barcode') {
    const { vendor_id: vendorId, product_id: productId } = reader;
    const device: DeviceNumbers | undefined = vendorId === undefined ? undefined : { vendorId, productId };
    return { kind: 'barcode', device };
  }
  const { vendor_id: vendorId, product_id: productId, usage_page: usagePage, usage, report } = reader;
  return { kind: 'badge', device: { vendorId, productId }, usagePage, usage, report: layoutOf(report) };
}

/** The configured readers as the driver wants them. */
export function readerSpecs(configured: readonly ConfiguredReader[]): readonly ReaderSpec[] {
  return configured.map(specOf);
}
