/** How commands become journal bytes and come back: the schema's codec, seen from the log. */
import type { Command } from '../../values/index.js';

export interface CommandEncoding {
  /** Most bytes this command can take. */
  bytesMax(command: Command): number;
  /** Writes the command at an offset and returns the offset after it. Equal commands give equal bytes. */
  encode(command: Command, buffer: Uint8Array, offset: number): number;
  /** Reads a command the journal holds. Throws when the bytes are not one: the journal is then damaged. */
  decode(bytes: Uint8Array, command: Command): void;
}
