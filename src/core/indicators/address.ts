const OCTET = /^(?:0|[1-9]\d{0,2})$/;

const octetsOf = (text: string): number[] | null => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part))) return null;
  const octets = parts.map(Number);
  return octets.every((octet) => octet <= 255) ? octets : null;
};

/** Dotted-decimal IPv4 without leading zeros (which some readers take as octal); null when it is none. */
export const parseIpv4 = (text: string): string | null => octetsOf(text)?.join('.') ?? null;

const groupsOf = (text: string): number[] | null => {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const octets = index === parts.length - 1 ? octetsOf(part) : null;
      if (octets === null) return null;
      const [a, b, c, d] = octets as [number, number, number, number];
      groups.push(a * 256 + b, c * 256 + d);
      continue;
    }
    if (!/^[0-9a-f]{1,4}$/i.test(part)) return null;
    groups.push(Number.parseInt(part, 16));
  }
  return groups;
};

/** The eight 16-bit groups of an IPv6 address, or null. */
const ipv6Groups = (text: string): number[] | null => {
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : null;
  return missing >= 1 ? [...head, ...new Array<number>(missing).fill(0), ...tail] : null;
};

/** First longest run of at least two zero groups, as [start, length]. */
const zeroRun = (groups: readonly number[]): [number, number] => {
  let best: [number, number] = [0, 0];
  for (let i = 0; i < groups.length; i += 1) {
    let end = i;
    while (groups[end] === 0) end += 1;
    if (end - i > best[1]) best = [i, end - i];
    i = Math.max(i, end - 1);
  }
  return best;
};

/** Canonical text of an IPv6 address (RFC 5952), or null. A zone (`%eth0`) is not part of an address. */
export const parseIpv6 = (text: string): string | null => {
  const groups = ipv6Groups(text);
  if (groups === null) return null;
  const [a, b, c, d, e, f, g, h] = groups as [number, number, number, number, number, number, number, number];
  if (a + b + c + d + e === 0 && f === 0xffff) return `::ffff:${[g >> 8, g & 255, h >> 8, h & 255].join('.')}`;
  const hex = groups.map((group) => group.toString(16));
  const [start, length] = zeroRun(groups);
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
};

const bitsOf = (groups: readonly number[], width: number): string =>
  groups.map((group) => group.toString(2).padStart(width, '0')).join('');

/**
 * An address or a network in CIDR notation, canonical, or null. `/32` and `/128` are the address itself; a
 * prefix with host bits set is refused, because it may be a port or an interface address.
 */
export const parseNetwork = (text: string, version: 4 | 6): string | null => {
  const slash = text.indexOf('/');
  const parse = version === 4 ? parseIpv4 : parseIpv6;
  if (slash < 0) return parse(text);
  const address = parse(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  const full = version === 4 ? 32 : 128;
  if (address === null || !/^[1-9]\d{0,2}$/.test(prefix) || Number(prefix) > full) return null;
  const groups = version === 4 ? octetsOf(address) : ipv6Groups(address);
  const bits = bitsOf(groups ?? [], version === 4 ? 8 : 16);
  if (bits.slice(Number(prefix)).includes('1')) return null;
  return Number(prefix) === full ? address : `${address}/${prefix}`;
};

/** Addresses that never say anything about an attacker: unspecified, loopback, limited broadcast. */
export const isNoiseAddress = (address: string): boolean =>
  address === '0.0.0.0' ||
  address === '255.255.255.255' ||
  address.startsWith('127.') ||
  address === '::' ||
  address === '::1';
