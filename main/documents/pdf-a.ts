import { type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { create } from 'xmlbuilder2';
import { constantStream } from './constant-stream.ts';
import { srgbProfile } from './srgb-profile.ts';

const PRODUCER = 'Borne';

const profile = constantStream(srgbProfile);

/**
 * Adds what PDF/A-2b asks of a file that holds images only (ISO 19005-2): the sRGB output intent (6.2.3), XMP metadata
 * that agrees with the information dictionary (6.6.2, 6.6.4), and the file identifier (6.1.3). No date is written, so
 * that the same pages give the same file; none is required.
 *
 * @param identifier 32 hexadecimal digits that depend on the content.
 */
export function markAsPdfA(pdf: PDFDocument, title: string, identifier: string): void {
  const { context, catalog } = pdf;
  const icc = context.register(profile(context, { N: 3 }));
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    DestOutputProfile: icc,
  });
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]));
  const metadata = context.stream(new TextEncoder().encode(xmp(title)), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(metadata));
  if (title !== '') pdf.setTitle(title);
  pdf.setProducer(PRODUCER);
  const id = PDFHexString.of(identifier);
  context.trailerInfo.ID = context.obj([id, id]);
}

/** ISO 16684-1. The packet wrapper is not writable: nobody edits this file in place. */
function xmp(title: string): string {
  const titled = { 'dc:title': { 'rdf:Alt': { 'rdf:li': { '@xml:lang': 'x-default', '#': title } } } };
  const packet = create({
    'x:xmpmeta': {
      '@xmlns:x': 'adobe:ns:meta/',
      'rdf:RDF': {
        '@xmlns:rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
        'rdf:Description': {
          '@rdf:about': '',
          '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
          '@xmlns:pdf': 'http://ns.adobe.com/pdf/1.3/',
          '@xmlns:pdfaid': 'http://www.aiim.org/pdfa/ns/id/',
          ...(title === '' ? {} : titled),
          'pdf:Producer': PRODUCER,
          'pdfaid:part': '2',
          'pdfaid:conformance': 'B',
        },
      },
    },
  }).end({ headless: true });
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${packet}\n<?xpacket end="r"?>`;
}
