import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, Menu, protocol } from 'electron';
import { registrationDossierSchema } from '../kiosk-config/schema/dossier-registration.ts';
import type { Configuration } from '../kiosk-config/schema/read-configuration.ts';
import { readConfiguration } from '../kiosk-config/schema/read-configuration.ts';
import type { ConfigProblem } from '../kiosk-config/schema/read-yaml.ts';
import { readTerminalJourneys, type TerminalJourneys } from '../kiosk-config/schema/terminal-journeys.ts';
import { DEFAULT_AUDIT_KEPT_FILES, DEFAULT_AUDIT_MAX_BYTES, openAuditLog } from './audit/audit-log.ts';
import { countersOf } from './audit/counters.ts';
import type { Audit, AuditEvent } from './audit/events.ts';
import { lastFailures } from './audit/last-failures.ts';
import { SNAPSHOT_CHANNEL } from './contract/channels.ts';
import type { Snapshot } from './contract/snapshot.ts';
import {
  configuredPrinter,
  configuredScanner,
  printerAddress,
  scannerAddress,
} from './devices/configured-devices.ts';
import { readCvPlan } from './devices/receipt/cv-plan.ts';
import { readDepositTemplate } from './devices/receipt/deposit-receipt.ts';
import { DEFAULT_PAPER_LIMIT_MS, type PaperMaker, paperMakerAside } from './devices/receipt/paper-maker.ts';
import { readRegistrationReceipts } from './devices/receipt/registration-receipts.ts';
import { readReceiptFonts } from './devices/receipt/typeface.ts';
import { createSelfTest } from './devices/self-test/create-self-test.ts';
import { AlsaHeadphones } from './devices/speech/alsa-headphones.ts';
import { createEspeakSpeech } from './devices/speech/espeak-speech.ts';
import { systemClock } from './devices/system-clock.ts';
import { openTerminalEngines, type TerminalEngines } from './documents/terminal-engines.ts';
import { spawnUtilityEngine } from './documents/utility-channel.ts';
import { LANGUAGE_CODES, LANGUAGES, type LanguageCode } from './domain/language.ts';
import { type LanguageLeftOut, type OfferedLanguages, offeredLanguages } from './domain/offered-languages.ts';
import { err, ok, type Result } from './domain/result.ts';
import { startingTextSize } from './domain/screen-size.ts';
import type { PrinterWithFacts, ScannerWithFacts } from './ports/device-facts.ts';
import type { Headphones } from './ports/headphones.ts';
import type { HidReader } from './ports/hid-reader.ts';
import type { RegistrationCheck } from './ports/registration-check.ts';
import type { RegistrationReceipts } from './ports/registration-receipts.ts';
import type { Speech } from './ports/speech.ts';
import type { StaffTries } from './ports/staff-tries.ts';
import type { StickImport } from './ports/stick-import.ts';
import type { UsbDrives } from './ports/usb-drives.ts';
import type { Handlers } from './shell/channel-answer.ts';
import { readCommandLine } from './shell/command-line.ts';
import { guardAllContents } from './shell/guarded-contents.ts';
import { KIOSK_SCHEME, kioskProtocol } from './shell/kiosk-protocol.ts';
import { KioskWindow } from './shell/kiosk-window.ts';
import { OutOfService } from './shell/out-of-service.ts';
import { handleAll } from './shell/validated-ipc.ts';
import { visitRequests } from './shell/visit-requests.ts';
import { snapshotOf } from './shell/visit-snapshot.ts';
import { openDatabase } from './storage/database.ts';
import { createDraftSealing, DEFAULT_SEALING_LIMIT_MS } from './storage/draft-sealing.ts';
import { DEFAULT_DRAFT_WORK_FACTOR, openDraftStore } from './storage/draft-store.ts';
import {
  createSealedOutbox,
  DEFAULT_ACKNOWLEDGEMENT_KEPT_MS,
  DEFAULT_UNSENT_LIMIT_MS,
  OUTBOX_MIGRATIONS,
} from './storage/sealed-outbox.ts';
import { createStaffKeys } from './storage/staff-keys.ts';
import { openStaffTries } from './storage/staff-tries.ts';
import { createVisitVaults } from './storage/visit-vault.ts';
import { createHttpPlatform, DEFAULT_PLATFORM_LIMITS } from './sync/http-platform.ts';
import { createHttpSlots } from './sync/http-slots.ts';
import { createOutboxRunner, DEFAULT_SENDING_PACE, type SendingEvent } from './sync/outbox-runner.ts';
import { DEFAULT_OVERDUE_LOOK_MS, watchOverdue } from './sync/overdue-watch.ts';
import { type StaffDesk, StaffMode, type StaffState } from './visit/staff-mode.ts';
import { Visit } from './visit/visit.ts';
import type { VisitOptions } from './visit/visit-session.ts';
import type { DestinationChoice, DocumentKind } from './visit/visit-state.ts';

/** sysexits(3): wrong arguments; internal error. The session that runs the kiosk restarts it after the second. */
const EXIT_USAGE = 64;
const EXIT_SOFTWARE = 70;

/** Digits of the configuration file's SHA-256 that the team's screen shows. */
const CONFIG_DIGEST_DIGITS = 12;
/** A terminal that cannot work keeps no log: its folder may be what is broken. */
const NOTHING_RECORDED: Audit = { record: () => undefined };
const DAY_MS = 86_400_000;

/** How long the end may take to erase and close everything, milliseconds; then the process ends anyway. */
const CLOSE_LIMIT_MS = 5_000;

type Profile = Configuration['profile'];

/** What differs between the shipped kiosk and the one of the simulated desk: sticks and readers, which are not on the wire. */
export interface KioskParts {
  readonly usbDrives: (profile: Profile) => Promise<UsbDrives & StickImport>;
  /** Nothing where no reader is configured. */
  readonly hidReaders: (profile: Profile) => Promise<HidReader | undefined>;
}

/** The devices that the configuration names. */
interface Devices {
  readonly scanner: ScannerWithFacts;
  readonly printer: PrinterWithFacts;
  readonly usb: UsbDrives & StickImport;
  readonly readers: HidReader | undefined;
  readonly papers: PaperMaker;
  readonly speech: Speech;
  /** Nothing where plugging headphones in is not to start the voice. */
  readonly headphones: Headphones | undefined;
  readonly engines: TerminalEngines;
}

/** Staff's words for where the terminal looks when it is given no `--config=`. */
function usualConfigFile(): string {
  return process.platform === 'win32'
    ? join(app.getPath('appData'), '..', '..', '..', 'ProgramData', 'Borne', 'kiosk.yaml')
    : '/etc/borne/kiosk.yaml';
}

/**
 * The composition root: reads the configuration, shuts the shell, then builds every adapter and hands them to the visit.
 * Everything before `whenReady` is synchronous because Electron fixes schemes and folders at that moment.
 */
export function startKiosk(parts: KioskParts): void {
  const commandLine = readCommandLine(process.argv.slice(1), app.getAppPath());
  if (!commandLine.ok) {
    process.stderr.write(`borne: argument refused: ${commandLine.refused}\n`);
    app.exit(EXIT_USAGE);
    return;
  }
  process.on('uncaughtException', (error) => {
    // Without this Electron would show a dialog to the visitor. The state is unknown: the session starts the kiosk again.
    process.stderr.write(`borne: ${error.stack ?? error.message}\n`);
    app.exit(EXIT_SOFTWARE);
  });

  const appFolder = app.getAppPath();
  const profileFile = commandLine.configFile ?? usualConfigFile();
  const configFolder = join(appFolder, 'kiosk-config');
  const configuration = readConfiguration(profileFile, configFolder);
  if (configuration.ok) {
    const browserFolder = join(configuration.value.profile.data_dir, 'browser');
    mkdirSync(browserFolder, { recursive: true, mode: 0o700 });
    app.setPath('userData', browserFolder);
    app.setPath('sessionData', browserFolder);
  }
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('borne: already running\n');
    app.exit(EXIT_USAGE);
    return;
  }
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([KIOSK_SCHEME]);
  Menu.setApplicationMenu(null);
  guardAllContents();

  void app.whenReady().then(async () => {
    if (!configuration.ok) {
      await showMisconfigured(appFolder, configuration.code, configuration.problems);
      return;
    }
    const journeys = readTerminalJourneys(configFolder, configuration.value, profileFile);
    if (!journeys.ok) {
      await showMisconfigured(appFolder, 'config-invalid', journeys.problems);
      return;
    }
    const devices = await openDevices(configuration.value.profile, appFolder, parts);
    const { data_dir: dataFolder } = configuration.value.profile;
    const tries = await openStaffTries(join(dataFolder, 'staff'), systemClock);
    const opened = await openKiosk(
      configuration.value,
      journeys.value,
      profileFile,
      appFolder,
      devices,
      tries,
    );
    if (opened.ok) return;
    const { code, detail } = opened.error;
    process.stderr.write(`borne: ${code} ${detail ?? ''}\n`);
    const { instructions, profile } = configuration.value;
    const desk = staffDesk(configuration.value, profileFile, devices, tries, [], () => 0);
    const open = (onChange: (state: StaffState | undefined) => void): StaffMode =>
      new StaffMode(desk, {
        clock: systemClock,
        audit: NOTHING_RECORDED,
        onChange,
        scannerBusy: () => undefined,
      });
    const problems = [instructions[code]];
    await showOutOfService(
      appFolder,
      new OutOfService({ code, problems, kiosk: profile, staff: { open, instructions } }, Date.now),
    );
  });
}

/** Tells staff every mistake of the configuration, with its file and line, on the screen and in the journal. */
async function showMisconfigured(
  appFolder: string,
  code: 'config-missing' | 'config-invalid',
  problems: readonly ConfigProblem[],
): Promise<void> {
  const sentences = problems.map(({ file, line, sentence }) =>
    line === 0 ? `${file} : ${sentence}` : `${file}, ligne ${line} : ${sentence}`,
  );
  for (const sentence of sentences) process.stderr.write(`borne: ${sentence}\n`);
  await showOutOfService(appFolder, new OutOfService({ code, problems: sentences }, Date.now));
}

/** Builds every adapter, starts the visit and opens the window. */
async function openKiosk(
  configuration: Configuration,
  journeys: TerminalJourneys,
  configFile: string,
  appFolder: string,
  devices: Devices,
  tries: StaffTries,
): Promise<Result<undefined>> {
  const { profile } = configuration;
  const { scanner, printer, usb, readers, engines, papers } = devices;
  const dataFolder = profile.data_dir;
  const audit = openAuditLog({
    path: auditPath(profile),
    clock: systemClock,
    maxBytes: DEFAULT_AUDIT_MAX_BYTES,
    keptFiles: DEFAULT_AUDIT_KEPT_FILES,
  });

  const database = await openDatabase({
    path: join(dataFolder, 'outbox', 'outbox.sqlite'),
    nativeBinding: join(appFolder, 'native', 'better_sqlite3.node'),
    migrations: OUTBOX_MIGRATIONS,
    clock: systemClock,
  });
  if (!database.ok) return database;
  if (database.value.setAside !== undefined) audit.record({ event: 'database-set-aside' });

  const outbox = createSealedOutbox({
    database: database.value.database,
    recipients: profile.platform.recipients,
    clock: systemClock,
    unsentLimitMs: DEFAULT_UNSENT_LIMIT_MS,
    acknowledgementKeptMs: DEFAULT_ACKNOWLEDGEMENT_KEPT_MS,
  });
  if (!outbox.ok) return outbox;

  const vaults = createVisitVaults({ folder: join(dataFolder, 'visit'), randomBytes });
  const erased = await vaults.eraseLeftovers();
  if (!erased.ok) return erased;

  const paperTexts = (name: string): string | undefined =>
    optionalText(join(appFolder, 'assets', 'receipts', `${name}.yaml`));
  const composeReceipt = readDepositTemplate(
    readFileSync(join(appFolder, 'assets', 'receipts', 'depot.yaml'), 'utf8'),
    { service: profile.service, content: paperTexts },
  );
  if (!composeReceipt.ok) return composeReceipt;

  const caFile = profile.platform.ca_file;
  const platform = createHttpPlatform({
    url: profile.platform.url,
    terminal: profile.terminal,
    ca: caFile === undefined ? undefined : readFileSync(caFile, 'utf8'),
    limits: DEFAULT_PLATFORM_LIMITS,
  });
  if (!platform.ok) return platform;
  const slots = createHttpSlots({
    url: profile.platform.url,
    terminal: profile.terminal,
    ca: caFile === undefined ? undefined : readFileSync(caFile, 'utf8'),
    clock: systemClock,
  });
  const drafts = await openDraftStore({
    folder: join(dataFolder, 'drafts'),
    clock: systemClock,
    sealing: createDraftSealing(threads(appFolder, 'draft-sealing.cjs'), DEFAULT_SEALING_LIMIT_MS),
    workFactor: DEFAULT_DRAFT_WORK_FACTOR,
    keptMs: profile.drafts.kept_days * DAY_MS,
    onExpired: (count) => audit.record({ event: 'drafts-expired', count }),
  });
  if (!drafts.ok) return drafts;
  await drafts.value.watch();
  const registrationReceipts = readRegistrationReceipts({
    service: profile.service,
    journeys: journeys.offered.map(({ id }) => id),
    template: paperTexts,
  });
  if (!registrationReceipts.ok) return registrationReceipts;
  const cvPlan = readCvPlan(readFileSync(join(appFolder, 'assets', 'receipts', 'cv.yaml'), 'utf8'));
  if (!cvPlan.ok) return cvPlan;

  const languages = offeredLanguages(
    profile,
    journeys.complete,
    writtenLanguages(registrationReceipts.value),
  );
  for (const { language, lacks } of languages.leftOut) {
    process.stderr.write(`borne: language left out: ${language} lacks texts of ${lacks}\n`);
    audit.record({ event: 'language-left-out', language, lacks });
  }

  const visit = new Visit(
    {
      clock: systemClock,
      scanner,
      printer,
      usb,
      stickImport: usb,
      readers,
      staff: staffDesk(configuration, configFile, devices, tries, languages.leftOut, () =>
        outbox.value.waiting(),
      ),
      speech: devices.speech,
      headphones: devices.headphones,
      engine: engines.engine,
      vaults,
      outbox: outbox.value,
      platform: platform.value,
      composeReceipt: composeReceipt.value,
      renderReceipt: papers.receipt,
      slots,
      reader: engines.reader,
      textReader: engines.textReader,
      drafts: drafts.value,
      checkRegistration: registrationCheck(journeys),
      registrationReceipts: registrationReceipts.value,
      cvMaker: { plan: cvPlan.value, render: papers.cv },
      audit,
    },
    visitOptions(configuration, journeys, languages),
  );
  const runner = createOutboxRunner({
    queue: outbox.value,
    platform: platform.value,
    clock: systemClock,
    random: Math.random,
    pace: DEFAULT_SENDING_PACE,
    observe: (event) => audit.record(sendingRecord(event)),
  });

  runner.start();
  const stopOverdue = watchOverdue({
    overdue: () => outbox.value.overview().overdue,
    clock: systemClock,
    everyMs: DEFAULT_OVERDUE_LOOK_MS,
    announce: (count) => audit.record({ event: 'dossiers-overdue', count }),
  });

  const window = openWindow(appFolder, profile, visitRequests(visit), audit, (id) => visit.preview(id));
  visit.onChange((now) => push(window, snapshotOf(now)));
  visit.onChange(({ state }) => {
    // A registration ends with a paper too, which some languages need drawn.
    if ('work' in state || state.step === 'registration') engines.wake();
    else if (state.step === 'ended') engines.rest();
    else if (state.step === 'welcome') engines.wakeSoon();
  });
  visit.onEnded(() => window.renew());
  closeOnQuit(async () => {
    await visit.close();
    stopOverdue();
    drafts.value.stop();
    await runner.stop();
    await engines.close();
    await usb.close();
    await readers?.close();
    await devices.headphones?.close();
    database.value.database.close();
    audit.record({ event: 'app-stopped' });
    audit.close();
  });
  audit.record({ event: 'app-started', version: app.getVersion() });
  await window.renew();
  await visit.start();
  return ok(undefined);
}

/** Starts threads of one bundle. It is read by this one, whose file functions know the application's archive. */
function threads(appFolder: string, bundle: string): () => Worker {
  const code = readFileSync(join(appFolder, 'main', bundle), 'utf8');
  return () => new Worker(code, { eval: true, env: {} });
}

function auditPath(profile: Profile): string {
  return join(profile.data_dir, 'audit', 'audit.jsonl');
}

/** Opens the devices of the configuration. Nothing is asked of those on the network yet. */
async function openDevices(profile: Profile, appFolder: string, parts: KioskParts): Promise<Devices> {
  const fonts = readReceiptFonts(join(appFolder, 'assets', 'fonts'));
  const papers = paperMakerAside(fonts, threads(appFolder, 'paper-making.cjs'), DEFAULT_PAPER_LIMIT_MS);
  const engines = openTerminalEngines(
    (start) => spawnUtilityEngine(join(appFolder, 'main', 'document-engine.js'), start),
    profile.documents.text_layer,
  );
  return {
    scanner: configuredScanner(profile.scanner),
    printer: configuredPrinter(profile.printer, { papers, drawer: engines.drawer }),
    usb: await parts.usbDrives(profile),
    readers: await parts.hidReaders(profile),
    engines,
    papers,
    speech: createEspeakSpeech(),
    headphones: profile.voice.start === 'key' ? undefined : await AlsaHeadphones.open(),
  };
}

/** What the team's screen speaks to: the devices as the visitors' screens use them, and what the terminal remembers. */
function staffDesk(
  { profile }: Configuration,
  configFile: string,
  { scanner, printer, usb, readers, speech, headphones }: Devices,
  tries: StaffTries,
  languagesLeftOut: readonly LanguageLeftOut[],
  waiting: () => number,
): StaffDesk {
  const content = readFileSync(configFile);
  return {
    keys: createStaffKeys(profile.staff),
    tries,
    selfTest: createSelfTest({
      scanner: { driver: scanner, protocol: profile.scanner.kind, address: scannerAddress(profile.scanner) },
      printer: { driver: printer, protocol: profile.printer.kind, address: printerAddress(profile.printer) },
      usb: { driver: usb, address: profile.usb.mount_root },
      readers,
      voice: { driver: speech, start: profile.voice.start, headphones },
      scan: { dpi: profile.scanner.dpi, colour: profile.scanner.colour },
      place: { terminal: profile.terminal, site: profile.site },
      now: () => systemClock.now(),
    }),
    software: {
      version: app.getVersion(),
      electron: process.versions.electron,
      configFile,
      configDigest: createHash('sha256').update(content).digest('hex').slice(0, CONFIG_DIGEST_DIGITS),
      configChangedAt: statSync(configFile).mtime.toISOString(),
      languagesLeftOut,
    },
    counters: () => countersOf(auditPath(profile), systemClock.now()),
    lastFailures: () => lastFailures(auditPath(profile)),
    waiting,
  };
}

/** What the outbox runner did, in the words of the audit log. */
function sendingRecord(event: SendingEvent): AuditEvent {
  switch (event.kind) {
    case 'acknowledged': {
      const waitedSeconds = Math.round(event.waitedMs / 1_000);
      return { event: 'dossier-acknowledged', attempts: event.attempts, waitedSeconds };
    }
    case 'postponed':
      return { event: 'dossier-postponed', code: event.code, attempts: event.attempts };
    case 'refused':
      return { event: 'dossier-refused', code: event.code, attempts: event.attempts };
    case 'platform-unreachable':
      return { event: 'device-failed', device: 'platform', code: event.code };
    case 'platform-reachable':
      return { event: 'device-recovered', device: 'platform' };
    case 'storage-failed':
      return { event: 'device-failed', device: 'storage', code: event.code };
  }
}

/** What each visit starts with: the terminal's language, and text large enough for its screen where that is known. */
function accessOptions(
  { display }: Profile,
  { language, languages }: OfferedLanguages,
): VisitOptions['access'] {
  const { diagonal_inches: diagonalInches, width, height } = display;
  return {
    language,
    languages,
    textSize: diagonalInches === undefined ? 'normal' : startingTextSize({ width, height, diagonalInches }),
  };
}

/** Languages that papers are written in, their own or those of the language they are based on. */
function writtenLanguages({ writtenIn }: RegistrationReceipts): ReadonlySet<LanguageCode> {
  return new Set(LANGUAGE_CODES.filter((code) => [code, LANGUAGES[code].base].includes(writtenIn(code))));
}

/** A text of the application, where there is one. */
function optionalText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Checks registrations against the schema that is published. */
function registrationCheck({ fields, fieldTexts }: TerminalJourneys): RegistrationCheck {
  const schema = registrationDossierSchema(fields, fieldTexts);
  return (dossier) => {
    const checked = schema.safeParse(dossier);
    if (checked.success) return ok(undefined);
    const places = checked.error.issues.map(({ path }) => path.slice(0, 2).join('.'));
    return err('dossier-invalid', [...new Set(places)].join(', '));
  };
}

function visitOptions(
  { profile, documents, destinations, instructions }: Configuration,
  journeys: TerminalJourneys,
  languages: OfferedLanguages,
): VisitOptions {
  const destination = (id: string): DestinationChoice => {
    const file = destinations.get(id);
    // The configuration was checked: a kind that names no destination never gets here.
    if (file === undefined) throw new Error(`no destination ${id}`);
    return {
      id,
      label: file.label.fr,
      spoken: { label: file.label },
      icon: file.icon,
      maxBytes: file.max_bytes,
      maxPages: file.max_pages,
      format: file.formats.includes('pdf') ? 'pdf' : 'jpg',
    };
  };
  return {
    terminal: profile.terminal,
    site: profile.site,
    theme: profile.theme,
    access: accessOptions(profile, languages),
    keypad: profile.keypad,
    kinds: documents.kinds.map(
      (kind): DocumentKind => ({
        id: kind.id,
        label: kind.label.fr,
        hint: kind.hint?.fr ?? null,
        spoken: { label: kind.label, hint: kind.hint ?? null },
        icon: kind.icon,
        destinations: kind.destinations.map(destination),
      }),
    ),
    usbDestination: destination(documents.usb_destination),
    journeys: {
      offered: journeys.offered,
      texts: journeys.texts,
      orientation: journeys.orientation,
      destination: destination(profile.journeys.destination),
    },
    scan: {
      dpi: profile.scanner.dpi,
      colour: profile.scanner.colour,
      bothSides: profile.scanner.both_sides,
    },
    idle: {
      askAfterSeconds: profile.idle.ask_after_seconds,
      countdownSeconds: profile.idle.countdown_seconds,
    },
    endedScreenSeconds: profile.idle.ended_screen_seconds,
    instructions,
  };
}

function openWindow(
  appFolder: string,
  profile: Pick<Profile, 'display'>,
  handlers: Handlers,
  audit: Audit,
  preview: (id: string) => Promise<Uint8Array | undefined>,
): KioskWindow {
  const window = new KioskWindow({
    preload: join(appFolder, 'main', 'preload.cjs'),
    ...profile.display,
    title: 'Borne',
    serve: kioskProtocol(join(appFolder, 'renderer'), preview),
  });
  handleAll(
    handlers,
    () => window.contents,
    (_channel, why) =>
      audit.record({ event: 'message-refused', reason: why === 'invalid-input' ? 'input' : 'sender' }),
  );
  return window;
}

/** A snapshot goes to the page on the screen; a page that has just gone is told nothing. */
function push(window: KioskWindow, snapshot: Snapshot): void {
  const contents = window.contents;
  if (contents !== undefined && !contents.isDestroyed()) contents.send(SNAPSHOT_CHANNEL, snapshot);
}

async function showOutOfService(appFolder: string, outOfService: OutOfService): Promise<void> {
  const display = { mode: 'kiosk', width: 1_920, height: 1_080 } as const;
  const requests = outOfService.requests();
  const window = openWindow(appFolder, { display }, requests, NOTHING_RECORDED, async () => undefined);
  outOfService.onChange((snapshot) => push(window, snapshot));
  await window.renew();
}

/** Erases and closes before the process ends, however it is asked to. */
function closeOnQuit(close: () => Promise<void>): void {
  let closing = false;
  app.on('will-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    const limit = setTimeout(() => app.exit(EXIT_SOFTWARE), CLOSE_LIMIT_MS);
    void close().then(() => {
      clearTimeout(limit);
      app.exit(0);
    });
  });
}
