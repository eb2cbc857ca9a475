import { readSettings, type Settings } from '../config/settings.js';
import { Log } from '../observability/log.js';
import { announcement } from '../lifecycle/announcement.js';
import { RunningService } from './running-service.js';
import { sentenceForOperator } from '../lifecycle/start-refused.js';

/** npm passes on a signal that the terminal has sent to us already; only a later one means impatience. */
const ECHO_MS = 1000;

/** Runs the server until a signal ends it. */
export async function serve(): Promise<void> {
  const settings = settingsOrRefusal();
  if (settings === undefined) return;
  const log = new Log(settings.logLevel);
  dieLoudly(log);
  for (const setting of settings.unusedSettings)
    log.warn('this setting has no effect on the chosen storage', { setting, storage: settings.storage.kind });
  try {
    const service = await RunningService.start(settings, log);
    // Before the announcement: whoever has read it may send a signal in the same moment.
    stopOnSignal(service, settings, log);
    process.stderr.write(
      announcement({
        port: service.port,
        demoKeys: service.demoKeys,
        hasServiceKey: settings.serviceKey !== undefined,
      }),
    );
  } catch (error) {
    refuse(error);
  }
}

function settingsOrRefusal(): Settings | undefined {
  try {
    return readSettings('server');
  } catch (error) {
    refuse(error);
    return undefined;
  }
}

/** A defect at the start is told whole: no customer's data has come in yet. */
function refuse(error: unknown): void {
  const sentence = sentenceForOperator(error) ?? (error instanceof Error ? error.stack : String(error));
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** SIGTERM comes from orchestrators, whose load balancers need a moment to hear of it; SIGINT from someone at a keyboard, who doesn't. */
function stopOnSignal(service: RunningService, { drainMs }: Settings, log: Log): void {
  let stoppingSince: number | undefined;
  const stop = (signal: 'SIGTERM' | 'SIGINT') => async (): Promise<void> => {
    if (stoppingSince !== undefined) return performance.now() - stoppingSince < ECHO_MS ? undefined : process.exit(1);
    stoppingSince = performance.now();
    log.info('stopping', { signal });
    await service.stop(signal === 'SIGTERM' ? drainMs : 0);
    log.info('stopped');
  };
  process.on('SIGTERM', () => void stop('SIGTERM')());
  process.on('SIGINT', () => void stop('SIGINT')());
}

/** A process in an unknown state serves nobody; whoever runs it starts a new one. The default would print the error's text, data and all. */
function dieLoudly(log: Log): void {
  const die = (error: unknown): never => {
    log.error('the process fails', error);
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
