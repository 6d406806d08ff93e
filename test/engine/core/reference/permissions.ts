/** Who may send which command, as the schema declares it. */
import { declared } from '../../../support/declarations.js';

export function mayCommand(role: number, kind: number): boolean {
  return declared(kind)?.roles.includes(role) ?? false;
}

/** Commands that must not happen twice. */
export function needsClientId(kind: number): boolean {
  return declared(kind)?.clientId ?? false;
}
