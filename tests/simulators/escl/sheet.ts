/** How a sheet is to be scanned: the device's own words, resolved from the job. */
export interface ScanRequest {
  readonly dpi: number;
  readonly colour: 'colour' | 'grey';
  /** Pixels of the area asked for, at `dpi`. */
  readonly width: number;
  readonly height: number;
}

/** A sheet of paper, as something that can be scanned. */
export interface Sheet {
  /** The scan as JPEG: one component for `grey`, three for `colour`, as real devices send and real clients check. */
  render(request: ScanRequest): Promise<Uint8Array>;
  /** Its other side; blank where it is missing. */
  readonly back?: Sheet;
}
