import { availableParallelism, totalmem } from 'node:os';

const MB = 1024 * 1024;
const between = (low: number, value: number, high: number): number => Math.round(Math.min(high, Math.max(low, value)));

/**
 * The server's settings for a machine that it shares with the product. Durable: fsync and synchronous_commit stay on.
 * Only LOG and worse is logged, for the text of an ERROR may quote a row.
 * @param memory the machine's, in bytes
 */
export function serverSettings(memory = totalmem(), cores = availableParallelism()): Record<string, string | number> {
  const mb = memory / MB;
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 150,
    // a backup, and a restore, touches every day's partition and its indexes in one transaction
    max_locks_per_transaction: 512,
    shared_buffers: `${between(64, mb / 32, 1024)}MB`,
    effective_cache_size: `${between(256, mb / 2, 65_536)}MB`,
    work_mem: `${between(4, mb / 768, 64)}MB`,
    maintenance_work_mem: `${between(64, mb / 96, 512)}MB`,
    max_wal_size: '4GB',
    min_wal_size: '256MB',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: 0.9,
    synchronous_commit: 'on',
    random_page_cost: 1.1,
    jit: 'off',
    max_parallel_workers_per_gather: between(1, cores - 1, 4),
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
}
