/** `ipp-encoder` ships no types. Only what is used here; groups come back as they were on the wire, unjudged. */
declare module 'ipp-encoder' {
  export type IppValue = string | number | boolean | Date | { readonly lang: string; readonly value: string };
  export interface IppAttribute {
    readonly tag: number;
    readonly name: string;
    readonly value: IppValue | readonly IppValue[];
  }
  export interface IppGroup {
    readonly tag: number;
    readonly attributes: readonly IppAttribute[];
  }
  interface Message {
    readonly version?: { readonly major: number; readonly minor: number };
    readonly requestId: number;
    readonly groups?: readonly IppGroup[];
  }
  export interface IppRequestMessage extends Message {
    readonly operationId: number;
  }
  export interface IppResponseMessage extends Message {
    readonly statusCode: number;
  }
  interface Codec<Encoded> {
    encode(message: Encoded, buffer: Buffer): Buffer;
    encodingLength(message: Encoded): number;
    decode: { (buffer: Buffer): Encoded; readonly bytes?: number };
  }
  export const request: Codec<IppRequestMessage>;
  export const response: Codec<IppResponseMessage>;
}
