import { describe, expect, test } from 'vitest';
import { parseBoundedXml } from '../../../../main/devices/escl/bounded-xml.ts';
import { parseScannerCapabilities } from '../../../../main/devices/escl/scanner-capabilities.ts';
import { jobAt, parseScannerStatus } from '../../../../main/devices/escl/scanner-status.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ESCL = 'http://schemas.hp.com/imaging/escl/2011/05/03';
const PWG = 'http://www.pwg.org/schemas/2010/12/sm';

describe('XML of a device', () => {
  test('names are resolved by namespace, whatever the prefix', () => {
    const parsed = parseBoundedXml(
      bytes(`<x:a xmlns:x="urn:1"><b xmlns="urn:2">é &amp; <![CDATA[<]]></b></x:a>`),
    );
    expect(parsed).toEqual({
      ok: true,
      value: {
        namespace: 'urn:1',
        name: 'a',
        text: '',
        children: [{ namespace: 'urn:2', name: 'b', text: 'é & <', children: [] }],
      },
    });
  });

  test.each([
    ['a document type', '<!DOCTYPE a><a/>', 'declaration'],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', 'declaration'],
    ['an entity nobody declared', '<a>&b;</a>', 'malformed'],
    ['33 levels', '<a>'.repeat(33) + '</a>'.repeat(33), 'too-large'],
    ['8,001 elements', `<a>${'<b/>'.repeat(8_000)}</a>`, 'too-large'],
    [
      '2,001 attributes',
      `<a ${Array.from({ length: 2_001 }, (_, n) => `n${n}=""`).join(' ')}/>`,
      'too-large',
    ],
    ['half a megabyte and one byte', `<a>${'x'.repeat(512 * 1024 - 6)}</a>`, 'too-large'],
    ['text alone', 'Bonjour', 'malformed'],
    ['two roots', '<a/><b/>', 'malformed'],
    ['a control character', '<a>\u0000</a>', 'malformed'],
  ])('%s is refused', (_name, text, code) => {
    expect(parseBoundedXml(bytes(text))).toEqual({ ok: false, error: { code } });
  });

  test.each([
    ['32 levels', '<a>'.repeat(32) + '</a>'.repeat(32)],
    ['8,000 elements', `<a>${'<b/>'.repeat(7_999)}</a>`],
    ['half a megabyte', `<a>${'x'.repeat(512 * 1024 - 7)}</a>`],
  ])('%s are still read', (_name, text) => {
    expect(parseBoundedXml(bytes(text)).ok).toBe(true);
  });

  test('UTF-16 with its mark is read; wrong UTF-8 spoils a name, not the document', () => {
    const utf16 = Buffer.from(`\ufeff<a>Numériseur</a>`, 'utf16le');
    expect(parseBoundedXml(utf16)).toMatchObject({ value: { text: 'Numériseur' } });
    expect(parseBoundedXml(Buffer.from('<a>Num\xe9riseur</a>', 'latin1'))).toMatchObject({
      value: { text: 'Num\ufffdriseur' },
    });
  });
});

/** Capabilities shaped as an HP all-in-one sends them: unrelated namespaces, comments, several profiles. */
const RICH = `<?xml version="1.0" encoding="UTF-8"?><!-- THIS DATA SUBJECT TO DISCLAIMER(S) INCLUDED WITH THE PRODUCT OF ORIGIN. -->
<scan:ScannerCapabilities xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:scan="${ESCL}" xmlns:pwg="${PWG}" xsi:schemaLocation="${ESCL} eSCL.xsd">
<pwg:Version>2.5</pwg:Version><pwg:MakeAndModel>Fictional LaserJet M130</pwg:MakeAndModel><pwg:SerialNumber>FICTIF01</pwg:SerialNumber><scan:UUID>urn:uuid:1C852A4D-B800-1F08-ABCD-F1C710000001</scan:UUID>
<scan:Platen><scan:PlatenInputCaps><scan:MinWidth>576</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth><scan:MinHeight>576</scan:MinHeight><scan:MaxHeight>3508</scan:MaxHeight>
<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>BlackAndWhite1</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/JPEG</pwg:DocumentFormat><pwg:DocumentFormat>application/pdf</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>
<scan:DiscreteResolution><scan:XResolution>600</scan:XResolution><scan:YResolution>600</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>600</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>200</scan:XResolution><scan:YResolution>200</scan:YResolution></scan:DiscreteResolution>
</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile>
<scan:SettingProfile><scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode></scan:ColorModes><scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats>
<scan:SupportedResolutions><scan:ResolutionRange><scan:XResolutionRange><scan:Min>75</scan:Min><scan:Max>600</scan:Max><scan:Step>25</scan:Step></scan:XResolutionRange></scan:ResolutionRange></scan:SupportedResolutions></scan:SettingProfile>
</scan:SettingProfiles></scan:PlatenInputCaps></scan:Platen></scan:ScannerCapabilities>`;

describe('capabilities', () => {
  test('are read in the variety that devices send', () => {
    expect(parseScannerCapabilities(bytes(RICH))).toEqual({
      ok: true,
      value: {
        version: '2.5',
        makeAndModel: 'Fictional LaserJet M130',
        uuid: '1c852a4d-b800-1f08-abcd-f1c710000001',
        duplex: undefined,
        sources: {
          platen: {
            minWidth: 576,
            maxWidth: 2_550,
            minHeight: 576,
            maxHeight: 3_508,
            profiles: [
              {
                colourModes: ['RGB24'],
                formats: ['image/jpeg', 'application/pdf'],
                takesFormatExt: true,
                resolutions: { kind: 'discrete', values: [200, 600] },
              },
              {
                colourModes: ['Grayscale8'],
                formats: ['image/jpeg'],
                takesFormatExt: false,
                resolutions: { kind: 'range', min: 75, max: 600, step: 25 },
              },
            ],
          },
        },
      },
    });
  });

  test('a feeder that reads both sides is told from one that reads the front only', () => {
    const [caps = ''] = /<scan:PlatenInputCaps>.*<\/scan:PlatenInputCaps>/s.exec(RICH) ?? [];
    const named = (name: string): string => caps.replaceAll('PlatenInputCaps', name);
    const withFeeder = (inside: string): Uint8Array =>
      bytes(RICH.replace('</scan:Platen>', `</scan:Platen><scan:Adf>${inside}</scan:Adf>`));
    const both = parseScannerCapabilities(
      withFeeder(named('AdfSimplexInputCaps') + named('AdfDuplexInputCaps')),
    );
    expect(both).toMatchObject({ value: { sources: { feeder: { maxWidth: 2_550 } } } });
    expect(both).toMatchObject({ value: { duplex: { maxHeight: 3_508 } } });
    const front = parseScannerCapabilities(withFeeder(named('AdfSimplexInputCaps')));
    expect(front).toMatchObject({ value: { sources: { feeder: {} }, duplex: undefined } });
    // As older versions of AirSane wrote it, and as some devices do: one set of capabilities for both.
    const bothOnly = parseScannerCapabilities(withFeeder(named('AdfDuplexInputCaps')));
    expect(bothOnly).toMatchObject({
      value: { sources: { feeder: { maxWidth: 2_550 } }, duplex: { maxWidth: 2_550 } },
    });
    const option = '<scan:AdfOptions><scan:AdfOption>Duplex</scan:AdfOption></scan:AdfOptions>';
    const optionOnly = parseScannerCapabilities(withFeeder(named('AdfSimplexInputCaps') + option));
    expect(optionOnly).toMatchObject({ value: { duplex: { maxHeight: 3_508 } } });
  });

  test.each([
    ['no UUID at all', 'not a uuid'],
    ['half a UUID', 'urn:uuid:1C852A4D-B800-1F08'],
  ])('%s is none', (_name, text) => {
    const other = RICH.replace(/urn:uuid:[0-9A-F-]+/, text);
    expect(parseScannerCapabilities(bytes(other))).toMatchObject({ value: { uuid: '' } });
  });

  test.each([
    ['a width that is text', 'MaxWidth>2550', 'MaxWidth>wide'],
    ['a width in hexadecimal', 'MaxWidth>2550', 'MaxWidth>0x9f6'],
    ['a negative height', 'MaxHeight>3508', 'MaxHeight>-3508'],
    ['a bed of no size', 'MaxHeight>3508', 'MaxHeight>0'],
    ['a bed of three kilometres', 'MaxHeight>3508', 'MaxHeight>35080000'],
  ])('%s leaves no usable source', (_name, from, to) => {
    expect(parseScannerCapabilities(bytes(RICH.replace(from, to)))).toMatchObject({
      ok: false,
      error: { code: 'scanner-not-escl' },
    });
  });
});

describe('status', () => {
  const status = (adf: string, jobs = ''): Uint8Array =>
    bytes(
      `<s:ScannerStatus xmlns:s="${ESCL}" xmlns:p="${PWG}"><p:State>Processing</p:State><s:AdfState>${adf}</s:AdfState>${jobs}</s:ScannerStatus>`,
    );

  test.each([
    ['ScannerAdfLoaded', 'loaded'],
    ['ScannedAdfLoaded', 'loaded'],
    ['ScannerAdfEmpty', 'empty'],
    ['ScannerAdfProcessing', 'moving'],
    ['ScannerAdfJam', 'jam'],
    ['ScannerAdfMispick', 'jam'],
    ['ScannerAdfInputTrayOverloaded', 'jam'],
    ['ScannerAdfHatchOpen', 'cover-open'],
    ['ScannerAdfDoorOpen', 'cover-open'],
    ['ScannerAdfMultipickDetected', 'double-feed'],
    ['ScannerAdfOnHoliday', 'unknown'],
  ])('%s is %s', (sent, feeder) => {
    expect(parseScannerStatus(status(sent))).toMatchObject({ ok: true, value: { feeder } });
  });

  test.each([
    ['http://192.0.2.7:80/eSCL/ScanJobs/b-2', 'other'],
    ['/eSCL/ScanJobs/b-2', 'other'],
    ['/somewhere/else', 'b-2'],
  ])('our job is found by its address %s or its identifier %s', (uri, uuid) => {
    const job = (address: string, id: string, state: string): string =>
      `<s:JobInfo><p:JobUri>${address}</p:JobUri><p:JobUuid>${id}</p:JobUuid><p:ImagesToTransfer>2</p:ImagesToTransfer><p:JobState>${state}</p:JobState></s:JobInfo>`;
    const parsed = parseScannerStatus(
      status(
        'ScannerAdfEmpty',
        `<s:Jobs>${job('/eSCL/ScanJobs/a-1', 'a-1', 'Canceled')}${job(uri, uuid, 'Processing')}${job('/x', 'x', 'Dreaming')}</s:Jobs>`,
      ),
    );
    expect(parsed.ok && parsed.value.jobs).toHaveLength(2);
    expect(parsed.ok && jobAt(parsed.value, '/eSCL/ScanJobs/b-2')).toMatchObject({
      state: 'Processing',
      imagesToTransfer: 2,
    });
    expect(parsed.ok && jobAt(parsed.value, '/eSCL/ScanJobs/c-3')).toBeUndefined();
  });
});
