/**
 * Where a connection comes from: what one party can be told apart by. An IPv4 address, or the /64 of an IPv6 one, because
 * whoever has one address of a /64 has them all.
 */

const GROUPS = 8;
/** Groups of an IPv6 address that name its network. */
const NETWORK_GROUPS = 4;
/** Before an IPv4 address that is written as an IPv6 one. */
const MAPPED = '::ffff:';
const MAPPED_WORDS = [0, 0, 0, 0, 0, 0xffff] as const;
const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);

/** The eight numbers of an IPv6 address; undefined when it is none. */
function groupsOf(address: string): number[] | undefined {
  const [head = '', tail, ...rest] = address.split('%')[0]!.split('::');
  if (rest.length > 0) return undefined;
  const numbers = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const front = numbers(head);
  const back = numbers(tail ?? '');
  const missing = GROUPS - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...front, ...new Array<number>(missing).fill(0), ...back];
  return groups.every((group) => group >= 0 && group <= 0xffff) ? groups : undefined;
}

/** The place of an address, as text. What is no address is a place of its own. */
export function placeOf(address: string): string {
  if (IPV4.test(address)) return address;
  const dotted = address.slice(MAPPED.length);
  if (address.toLowerCase().startsWith(MAPPED) && IPV4.test(dotted)) return dotted;
  const groups = groupsOf(address);
  if (groups === undefined) return address;
  if (MAPPED_WORDS.every((word, i) => groups[i] === word)) {
    const [high, low] = groups.slice(MAPPED_WORDS.length) as [number, number];
    return `${high >> 8}.${high & 0xff}.${low >> 8}.${low & 0xff}`;
  }
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}
