/**
 * Numbers of the Internet Printing Protocol that the driver uses. Names and values: RFC 8010 section 3.5 (tags), RFC 8011
 * sections 4.1.6 and 5.2.15 (operations), 4.1.6.1 and Appendix B (status codes), 5.3.7 (job states), 5.4.11 (printer states).
 */

export const OPERATION = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const;
export type Operation = (typeof OPERATION)[keyof typeof OPERATION];

export const GROUP = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04, unsupported: 0x05 } as const;

export const VALUE = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  beginCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
  memberAttributeName: 0x4a,
} as const;

/** Values from here to 0x1f stand for "there is no value" (RFC 8010, section 3.5.2). */
export const FIRST_VALUE_TAG = 0x10;
export const LAST_OUT_OF_BAND_TAG = 0x1f;

export const STATUS = {
  lastSuccessful: 0x00ff,
  badRequest: 0x0400,
  notPossible: 0x0404,
  notFound: 0x0406,
  gone: 0x0407,
  documentFormatNotSupported: 0x040a,
  attributesOrValuesNotSupported: 0x040b,
  documentFormatError: 0x0411,
  internalError: 0x0500,
  operationNotSupported: 0x0501,
  serviceUnavailable: 0x0502,
  versionNotSupported: 0x0503,
  deviceError: 0x0504,
  temporaryError: 0x0505,
  notAcceptingJobs: 0x0506,
  busy: 0x0507,
  jobCanceled: 0x0508,
} as const;

export const PRINTER_STATE = { idle: 3, processing: 4, stopped: 5 } as const;

export const JOB_STATE = {
  pending: 3,
  pendingHeld: 4,
  processing: 5,
  processingStopped: 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;
