// @ts-check
// Draws assets/icons/*.png, icon.ico and icon.icns from icon.svg. Run by hand after changing the drawing; the results
// are kept in the repository, so that packaging needs no drawing program.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { inRoot } from './build/paths.mjs';
import { CHROMIUM_ARGS, findTestBrowser } from './browser.mjs';

const SIZES = [16, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES = [16, 32, 48, 64, 128, 256];
/** Types of PNG entries in an icns file, by size. */
const ICNS_TYPES = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };

/** @param {string} svg @returns {Promise<Map<number, Buffer>>} */
const drawAll = async (svg) => {
  const executablePath = findTestBrowser();
  if (executablePath === null) throw new Error('Drawing the icons needs Chromium, Chrome or Edge.');
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const page = await browser.newPage();
  /** @type {Map<number, Buffer>} */
  const drawn = new Map();
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    await page.setContent(
      `<body style="margin:0"><img src="${source}" width="${size}" height="${size}" style="display:block">`,
    );
    drawn.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return drawn;
};

/** Windows icon: a directory of 16 bytes for each image, then the PNG files. @param {[number, Buffer][]} images */
const icoOf = (images) => {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(([size, png], index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(([, png]) => png)]);
};

/** macOS icon: type, length and PNG for each image. @param {[string, Buffer][]} images */
const icnsOf = (images) => {
  /** @param {string} type @param {Buffer} content */
  const chunk = (type, content) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  return chunk('icns', Buffer.concat(images.map(([type, png]) => chunk(type, png))));
};

const drawn = await drawAll(readFileSync(inRoot('assets', 'icons', 'icon.svg'), 'utf8'));
/** @param {number} size */
const png = (size) => /** @type {Buffer} */ (drawn.get(size));
for (const size of [32, 256, 512]) writeFileSync(inRoot('assets', 'icons', `icon-${size}.png`), png(size));
writeFileSync(inRoot('assets', 'icons', 'icon.ico'), icoOf(ICO_SIZES.map((size) => [size, png(size)])));
const icns = Object.entries(ICNS_TYPES).map(
  ([size, type]) => /** @type {[string, Buffer]} */ ([type, png(Number(size))]),
);
writeFileSync(inRoot('assets', 'icons', 'icon.icns'), icnsOf(icns));
