import { anchorFolder, AuditChain, makeDataSource, readAnchors } from '@app/database';
import { keyFileOf, Keys, readSettings, Shutdown, StartUpError } from '@app/platform';
import { format } from './backup/counting.js';
import { reachDatabase } from './backup/reach-database.js';

/**
 * `npm run audit:verify`: goes through the chain over the audit log and holds it to the anchors, whether the product runs
 * or not. Exit code 0 when all is well, 1 with the first fault.
 */
async function verify(shutdown: Shutdown): Promise<string> {
  const settings = readSettings();
  const dataSource = await makeDataSource(await reachDatabase(settings, shutdown, true), 2).initialize();
  shutdown.add({ name: 'the connection', close: () => dataSource.destroy() });
  const chain = new AuditChain(dataSource, Keys.load(keyFileOf(settings)));
  const anchors = readAnchors(anchorFolder(settings));
  const { fault, seals, events } = await chain.verify(anchors);
  const seen = `${format(events)} events in ${format(seals)} seals, ${format(anchors.length)} anchors`;
  if (fault) throw new StartUpError(`The audit log is not what was written: ${fault}. Good until there: ${seen}.`);
  return `The audit log is whole: ${seen}.`;
}

const shutdown = new Shutdown({ interrupted: 130 });
await verify(shutdown).then(
  (words) => shutdown.finish(words),
  (error: unknown) => shutdown.fail(error),
);
