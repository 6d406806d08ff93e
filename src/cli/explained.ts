/**
 * Errors of the operating system in a venue's words: a stable code, the path or port, and what to do. What has a code of its
 * own already, or is not the system's, stays as it is.
 */
import { getSystemErrorMap } from 'node:util';
import { CommandError, type SystemCode } from './command-error.js';

interface Meaning {
  readonly code: SystemCode;
  readonly remedy: string;
}

const FULL: Meaning = {
  code: 'disk-full',
  remedy: 'free space on its disk and start again: nothing that was acknowledged is lost',
};
const DENIED: Meaning = {
  code: 'not-allowed',
  remedy: 'let the user that runs patx use it, or name another place',
};
const NO_DIRECTORY: Meaning = {
  code: 'not-a-directory',
  remedy: 'a file lies where a directory is needed: name another place',
};
const MANY_FILES: Meaning = { code: 'too-many-open-files', remedy: 'raise the limit, `ulimit -n`' };

const OF_FILES: Readonly<Record<string, Meaning>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: DENIED,
  EPERM: DENIED,
  ENOTDIR: NO_DIRECTORY,
  EEXIST: NO_DIRECTORY,
  EMFILE: MANY_FILES,
  ENFILE: MANY_FILES,
  EROFS: {
    code: 'read-only',
    remedy: 'make its disk writable, or name another place',
  },
  ENOENT: {
    code: 'not-there',
    remedy: 'it is not there and cannot be made: name another place',
  },
  EIO: {
    code: 'disk-failed',
    remedy: 'look at the system log, replace the disk, and restore what lay on it from its copy',
  },
};

const NO_ADDRESS: Meaning = {
  code: 'address-not-here',
  remedy: 'choose an address of this machine',
};

const OF_PORTS: Readonly<Record<string, Meaning>> = {
  EADDRINUSE: { code: 'port-taken', remedy: 'stop what listens there, or choose another port' },
  EACCES: { code: 'port-not-allowed', remedy: 'choose a port from 1024 on' },
  EADDRNOTAVAIL: NO_ADDRESS,
  EINVAL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
  EAI_AGAIN: NO_ADDRESS,
};
const PORT_CALLS = ['listen', 'bind', 'getaddrinfo'];

/** The number of an error, as the storage engine gives it, to its name. */
const NAMES = new Map([...getSystemErrorMap()].map(([number, [name]]) => [-number, name]));

/** What the error was about, where its own fields do not say. */
interface About {
  readonly path?: string;
  /** The setting to change, such as `--http-port`. */
  readonly setting?: string;
}

/** The error as a person is told it. */
export function explained(error: unknown, about: About = {}): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  // Its numbers are others.
  if (error instanceof DOMException) return error;
  const { code, syscall, path, address, port, hostname } = error as SystemError;
  const name = typeof code === 'string' ? code : (NAMES.get(code ?? 0) ?? '');
  const isPort = PORT_CALLS.includes(syscall ?? '');
  const meaning = (isPort ? OF_PORTS : OF_FILES)[name];
  if (meaning === undefined || syscall === 'connect') return error;
  const where = isPort ? portOf(address ?? hostname, port) : (path ?? about.path);
  const use = isPort ? 'cannot be listened on' : 'cannot be used';
  const what = where === undefined ? error.message : `${where} ${use} (${name})`;
  const change = isPort && about.setting !== undefined ? `, with ${about.setting}` : '';
  return new CommandError(meaning.code, `${what}; ${meaning.remedy}${change}`, { cause: error });
}

/** What is printed of an error: one line. */
export function lineOf(error: unknown): string {
  return explained(error).message.replaceAll('\n', ' ');
}

function portOf(host: string | undefined, port: number | undefined): string | undefined {
  if (host === undefined) return undefined;
  return port === undefined ? host : `${host}:${port}`;
}

interface SystemError extends Error {
  readonly code?: string | number;
  readonly syscall?: string;
  readonly path?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}
