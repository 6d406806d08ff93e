/**
 * The process that opens damaged engines (test/processes/engine-check.ts), from outside: asks one thing after the other,
 * and starts it anew when a disk was its end, which is an answer too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../bench/child.js';
import { failed, type Outcome, WELL } from './campaign.js';

const TIMEOUT_MS = 60_000;

export class EngineChecker {
  private child: ChildProcess | undefined;
  private lines: AsyncIterator<string> | undefined;
  private stderr = '';

  /** Well, when a start finds everything acknowledged; refusals count where their code is allowed. */
  async check(
    directory: string,
    acknowledged: readonly (readonly [number, string])[],
    allowed: readonly string[] = [],
  ): Promise<Outcome> {
    const said = await this.ask({ directory, acknowledged });
    if (said === undefined) return failed(`the start died: ${this.stderr.slice(-300)}`);
    if (said.wrong !== undefined) return failed(said.wrong);
    if (said.code === undefined) return WELL;
    if (allowed.includes(said.code)) return { kind: 'refused', code: said.code };
    return failed(said.message ?? said.code);
  }

  close(): void {
    this.child?.kill('SIGKILL');
  }

  private async ask(
    request: unknown,
  ): Promise<{ wrong?: string; code?: string; message?: string } | undefined> {
    this.lines ??= this.start();
    const { child, lines } = this;
    child?.stdin?.write(`${JSON.stringify(request)}\n`);
    const timer = setTimeout(() => {
      this.stderr += ' hung';
      child?.kill('SIGKILL');
    }, TIMEOUT_MS);
    const { value, done } = await lines.next();
    clearTimeout(timer);
    if (done !== true) return JSON.parse(value);
    this.lines = undefined;
    return undefined;
  }

  private start(): AsyncIterator<string> {
    const program = join(ROOT, 'dist', 'test', 'processes', 'engine-check.js');
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    this.stderr = '';
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (data: Buffer) => {
      this.stderr += data.toString();
    });
    return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }
}

/** A checker for each case that runs at a time. */
export class EngineCheckers {
  private readonly all: EngineChecker[] = [];
  private readonly idle: EngineChecker[] = [];

  async check(...question: Parameters<EngineChecker['check']>): Promise<Outcome> {
    const checker = this.idle.pop() ?? new EngineChecker();
    if (!this.all.includes(checker)) this.all.push(checker);
    try {
      return await checker.check(...question);
    } finally {
      this.idle.push(checker);
    }
  }

  close(): void {
    for (const checker of this.all) checker.close();
  }
}
