/**
 * The codec of protobufjs for the messages that are timed, made from the .proto files when it is loaded: code of the same
 * form as it generates ahead of time.
 */
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { ROOT } from '../child.js';

const root = new protobuf.Root();
root.resolvePath = (_origin, target) =>
  join(ROOT, target.startsWith('google/') ? 'node_modules/protobufjs' : 'proto', target);
root.loadSync('patx/v1/gateway.proto');

export const v1 = {
  Command: root.lookupType('patx.v1.Command'),
  ServerEnvelope: root.lookupType('patx.v1.ServerEnvelope'),
} as const;
