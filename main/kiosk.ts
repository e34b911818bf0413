import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, Menu, protocol } from 'electron';
import { registrationDossierSchema } from '../kiosk-config/schema/dossier-registration.ts';
import { type Configuration, readConfiguration } from '../kiosk-config/schema/read-configuration.ts';
import type { ConfigProblem } from '../kiosk-config/schema/read-yaml.ts';
import { readTerminalJourneys, type TerminalJourneys } from '../kiosk-config/schema/terminal-journeys.ts';
import { DEFAULT_AUDIT_KEPT_FILES, DEFAULT_AUDIT_MAX_BYTES, openAuditLog } from './audit/audit-log.ts';
import type { Audit, AuditEvent } from './audit/events.ts';
import { openWindow, push } from './composition/kiosk-screen.ts';
import { auditPath, staffDesk } from './composition/staff-desk.ts';
import { type Devices, type KioskParts, openDevices } from './composition/terminal-devices.ts';
import { threads } from './composition/threads.ts';
import { visitOptions } from './composition/visit-options.ts';
import { readCvPlan } from './devices/receipt/cv-plan.ts';
import { readDepositTemplate } from './devices/receipt/deposit-receipt.ts';
import { readRegistrationReceipts } from './devices/receipt/registration-receipts.ts';
import { systemClock } from './devices/system-clock.ts';
import { LANGUAGE_CODES, LANGUAGES, type LanguageCode } from './domain/language.ts';
import { offeredLanguages } from './domain/offered-languages.ts';
import { err, ok, type Result } from './domain/result.ts';
import type { RegistrationCheck } from './ports/registration-check.ts';
import type { RegistrationReceipts } from './ports/registration-receipts.ts';
import type { StaffTries } from './ports/staff-tries.ts';
import { readCommandLine } from './shell/command-line.ts';
import { guardAllContents } from './shell/guarded-contents.ts';
import { KIOSK_SCHEME } from './shell/kiosk-protocol.ts';
import { OutOfService } from './shell/out-of-service.ts';
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
import { openStaffTries } from './storage/staff-tries.ts';
import { createVisitVaults } from './storage/visit-vault.ts';
import { createHttpPlatform, DEFAULT_PLATFORM_LIMITS } from './sync/http-platform.ts';
import { createHttpSlots } from './sync/http-slots.ts';
import { createOutboxRunner, DEFAULT_SENDING_PACE, type SendingEvent } from './sync/outbox-runner.ts';
import { DEFAULT_OVERDUE_LOOK_MS, watchOverdue } from './sync/overdue-watch.ts';
import { StaffMode, type StaffState } from './visit/staff-mode.ts';
import { Visit } from './visit/visit.ts';

/** sysexits(3): wrong arguments; internal error. The session that runs the kiosk restarts it after the second. */
const EXIT_USAGE = 64;
const EXIT_SOFTWARE = 70;

/** A terminal that cannot work keeps no log: its folder may be what is broken. */
const NOTHING_RECORDED: Audit = { record: () => undefined };
const DAY_MS = 86_400_000;

/** How long the end may take to erase and close everything, milliseconds; then the process ends anyway. */
const CLOSE_LIMIT_MS = 5_000;

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
