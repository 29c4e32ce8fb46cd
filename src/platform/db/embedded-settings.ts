import { totalmem } from 'node:os'

type ServerFolder = { readonly data: string; readonly throwaway?: boolean }

/**
 * Settings go on the command line: they are those of the running version, whatever the folder was made with.
 * `throwaway` is for tests, whose data need not survive a power cut.
 */
export function serverArguments({ data, throwaway }: ServerFolder, port: number): string[] {
  const durable = throwaway ? 'off' : 'on'
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // The path of a socket may be at most 107 characters, and loopback does as well.
    unix_socket_directories: '',
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    shared_buffers: `${throwaway ? 64 : sharedMegabytes()}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: throwaway ? '256MB' : '4GB',
    max_connections: 100,
    jit: 'off',
    random_page_cost: 1.1,
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: throwaway ? 'off' : 'on',
    log_directory: 'log',
    // One file a weekday, written over a week later: the log never fills the disk.
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_size: 0,
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** An eighth of the memory, at most 512 MB: the web server and the worker live on the same machine. */
function sharedMegabytes(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity)
  return Math.min(512, Math.max(64, Math.floor(memory / 8 / 1024 ** 2)))
}
