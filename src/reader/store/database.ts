/**
 * The history's file: SQLite in WAL mode, opened by one writer and any number of readers. Statements are prepared once.
 *
 * A transaction is on disk when the system has written it, not when it is committed (`synchronous = NORMAL`): after a power
 * cut the history may be some transactions back, cursor and rows together, and goes on from there. Opening fails with
 * HistoryError `history-version` when a newer build made the file; a file that is damaged or none of ours is made anew.
 */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type Libsql from 'libsql';
import { makePrivateDirectory } from '../../files/index.js';
import { HistoryError } from './history-error.js';
import { MIGRATIONS } from './schema.js';

/** A value of a row: integers come as numbers where they are exact, else as text. */
export type Cell = number | string | null;
/** What may be bound to a statement. */
export type Bindable = number | bigint | string | null;

export interface Statement {
  run(values: readonly Bindable[]): void;
  /** All rows, each as its columns in the order of the query. */
  rows(values: readonly Bindable[]): Cell[][];
  /** The first row; undefined when there is none. */
  row(values: readonly Bindable[]): Cell[] | undefined;
}

const CACHE_KIB = 65_536;
const BUSY_TIMEOUT_MS = 5_000;
/** A reader that is being closed lets go within this. */
const LOCK_TIMEOUT_MS = 1_000;
/** Pages in the write-ahead log before it is copied into the file. */
const CHECKPOINT_PAGES = 4_000;

export class Database {
  private readonly database: Libsql.Database;
  private readonly lock: Libsql.Database;
  private readonly statements = new Map<string, Statement>();

  private constructor(database: Libsql.Database, lock: Libsql.Database) {
    this.database = database;
    this.lock = lock;
  }

  /** Opens the file for writing; it is made when it is not there, or begun anew when it cannot be used. */
  static open(path: string): Database {
    makePrivateDirectory(dirname(path));
    try {
      return Database.openOnce(path);
    } catch (error) {
      if (error instanceof HistoryError || !existsSync(path)) throw error;
      // The history is a fold of the journal: one that cannot be read is rebuilt.
      removeFiles(path);
      return Database.openOnce(path);
    }
  }

  private static openOnce(path: string): Database {
    const Libsqlite = createRequire(import.meta.url)('libsql') as typeof Libsql;
    const lock = takeLock(Libsqlite, path);
    let opened: Libsql.Database;
    try {
      opened = new Libsqlite(path, { timeout: BUSY_TIMEOUT_MS });
      chmodSync(path, 0o600);
    } catch (error) {
      lock.close();
      throw error;
    }
    const database = new Database(opened, lock);
    try {
      database.exec('PRAGMA journal_mode = WAL');
      database.exec('PRAGMA synchronous = NORMAL');
      database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
      database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      database.exec('PRAGMA temp_store = MEMORY');
      database.migrate();
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  /** The statement of a query, prepared at its first use. */
  prepare(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      const prepared = this.database.prepare(sql);
      const isReader = prepared.reader;
      if (isReader) prepared.raw(true).safeIntegers(true);
      const rows = (values: readonly Bindable[]): Cell[][] =>
        (prepared.all([...values].map(exact)) as unknown[][]).map((row) => row.map(cell));
      statement = {
        run: (values) => void prepared.run(values as Bindable[]),
        rows,
        row: (values) => rows(values)[0],
      };
      this.statements.set(sql, statement);
    }
    return statement;
  }

  close(): void {
    this.statements.clear();
    this.database.close();
    this.lock.close();
  }

  private migrate(): void {
    const [at = 0] = (this.prepare('PRAGMA user_version').row([]) ?? [0]) as number[];
    if (at > MIGRATIONS.length) {
      throw new HistoryError(
        'history-version',
        `the history is of schema ${at}, this build knows ${MIGRATIONS.length}`,
        'use the build that made it, or remove the file: it is rebuilt from the journal',
      );
    }
    for (const [index, sql] of MIGRATIONS.entries()) {
      if (index < at) continue;
      this.exec(`BEGIN; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT`);
    }
  }
}

/** One process writes a history: the kernel holds this lock for it and lets go when it ends, however it ends. */
function takeLock(Libsqlite: typeof Libsql, path: string): Libsql.Database {
  const lock = new Libsqlite(`${path}.lock`, { timeout: LOCK_TIMEOUT_MS });
  try {
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new HistoryError(
      'history-locked',
      `another reader writes ${path}`,
      'stop it, or give this one a history of its own with --history',
    );
  }
}

/** Removes a history with what belongs to it. */
export function removeFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

/** The binding takes every number for a double; an integer is compared as one. */
function exact(value: Bindable): Bindable {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function cell(value: unknown): Cell {
  if (typeof value !== 'bigint') return value as Cell;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
