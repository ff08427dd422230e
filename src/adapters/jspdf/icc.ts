/**
 * The sRGB colour space (IEC 61966-2-1) as a matrix and tone curve profile, ICC version 2.1: the output intent that PDF/A asks
 * for. Made from the published numbers, so no third party's profile is shipped.
 */

const CURVE_POINTS = 1024;
const HEADER_LENGTH = 128;

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const big32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const big16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
/** Signed 15.16 fixed point. */
const fixed = (value: number): number[] => big32(Math.round(value * 65536) >>> 0);
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

const xyz = (x: number, y: number, z: number): number[] => [
  ...ascii('XYZ '),
  ...zeros(4),
  ...fixed(x),
  ...fixed(y),
  ...fixed(z),
];

const toneCurve = (): number[] => {
  const points = Array.from({ length: CURVE_POINTS }, (_, index) => {
    const value = index / (CURVE_POINTS - 1);
    return Math.round((value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4) * 65535);
  });
  return [...ascii('curv'), ...zeros(4), ...big32(CURVE_POINTS), ...points.flatMap(big16)];
};

const description = (text: string): number[] => [
  ...ascii('desc'),
  ...zeros(4),
  ...big32(text.length + 1),
  ...ascii(text),
  ...zeros(1 + 4 + 4 + 2 + 1 + 67), // terminator, then the empty Unicode and script descriptions
];

const header = (size: number): number[] => [
  ...big32(size),
  ...zeros(4),
  ...big32(0x02100000),
  ...ascii('mntrRGB XYZ '),
  ...[2026, 1, 1, 0, 0, 0].flatMap(big16),
  ...ascii('acsp'),
  ...zeros(28),
  ...[0.9642, 1, 0.8249].flatMap(fixed),
  ...zeros(48),
];

/** The profile's bytes. */
export const srgbProfile = (): Uint8Array => {
  const blocks: readonly { tags: readonly string[]; data: readonly number[] }[] = [
    { tags: ['desc'], data: description('sRGB') },
    { tags: ['cprt'], data: [...ascii('text'), ...zeros(4), ...ascii('No copyright, use freely'), 0] },
    { tags: ['wtpt'], data: xyz(0.9505, 1, 1.0891) },
    { tags: ['rXYZ'], data: xyz(0.43607, 0.22249, 0.01392) },
    { tags: ['gXYZ'], data: xyz(0.38515, 0.71687, 0.09708) },
    { tags: ['bXYZ'], data: xyz(0.14307, 0.06061, 0.7141) },
    { tags: ['rTRC', 'gTRC', 'bTRC'], data: toneCurve() },
  ];
  const tagCount = blocks.reduce((count, { tags }) => count + tags.length, 0);
  const directory: number[] = big32(tagCount);
  const body: number[] = [];
  const start = HEADER_LENGTH + 4 + 12 * tagCount;
  for (const { tags, data } of blocks) {
    for (const tag of tags) directory.push(...ascii(tag), ...big32(start + body.length), ...big32(data.length));
    body.push(...data, ...zeros((4 - (data.length % 4)) % 4));
  }
  return Uint8Array.from([...header(start + body.length), ...directory, ...body]);
};
