/** Every wait of the eSCL driver, in milliseconds. */
export interface EsclWaits {
  /** Opening a connection. A device asleep behind a switched-off plug answers nothing at all: this is how long that costs. */
  readonly connectMs: number;
  /** Answer to a question that moves nothing (capabilities, status). Not the scan itself. */
  readonly questionMs: number;
  /** Answer to a new job. Some devices answer only once the lamp is warm. */
  readonly postMs: number;
  /** After the visitor cancelled while the job was being posted: how long we still wait to learn the job's address, so that it can be deleted. Past it a job may stay on the device until its own time-out. */
  readonly postAfterCancelMs: number;
  /** Answer to the DELETE of a job. Its failure is not reported: nothing more could be done. */
  readonly deleteMs: number;
  /** From asking for a page until its header comes, and between 404s or 503s for the same page. Covers slow 600 dpi passes; does not cover a sheet that lies crooked for ever: then it ends the scan. */
  readonly pageMs: number;
  /** The same for a PDF from the feeder, which may hold the whole pile: fifty sheets at ten a minute. */
  readonly pileMs: number;
  /** Between two reads of a page. Does not stop a device that drips one byte at a time: `pageTransferMs` does. */
  readonly stallMs: number;
  /** One page, once its header may have come, to its last byte. */
  readonly pageTransferMs: number;
  /** For a scanner that says it is processing another job, or answers 503, before ours is taken. */
  readonly busyMs: number;
  /** For a scanner that says it is warming up (`Testing`) before our job is taken. */
  readonly warmUpMs: number;
  /** Between two questions while waiting for a state to change. */
  readonly pollMs: number;
  /** Shortest and longest pause that a `Retry-After` can ask of us. It does not cover a device that asks for an hour: `busyMs` or `pageMs` then ends the wait. */
  readonly retryAfterMinMs: number;
  readonly retryAfterMaxMs: number;
  /** For the next sheet, once the device has answered 404 after a page while its job still runs and the feeder still holds paper. */
  readonly nextSheetMs: number;
  /** Before asking once more where a 404 after a page leaves a doubt. Costs this much at the end of such a scan. */
  readonly lastPageDoubtMs: number;
}

/** Values for devices in the field; `EsclScannerOptions.timeouts` replaces single ones. */
export const WAITS: EsclWaits = {
  connectMs: 5_000,
  questionMs: 10_000,
  postMs: 30_000,
  postAfterCancelMs: 5_000,
  deleteMs: 5_000,
  pageMs: 60_000,
  pileMs: 300_000,
  stallMs: 20_000,
  pageTransferMs: 90_000,
  busyMs: 30_000,
  warmUpMs: 60_000,
  pollMs: 500,
  retryAfterMinMs: 200,
  retryAfterMaxMs: 10_000,
  nextSheetMs: 10_000,
  lastPageDoubtMs: 500,
};
