/** `npm run icons`: draws the application's icons in resources/icons from the mark, for every system. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { icnsOf, icoOf } from './containers.ts';
import { markPixels } from './mark.ts';
import { pngOf } from './png.ts';

const folder = join(import.meta.dirname, '../../resources/icons');
/** macOS leaves free space around the ground of an icon. */
const MAC_INSET = 3.2;

const plain = (size: number): Buffer => pngOf(markPixels(size));
const files: Record<string, Buffer> = {
  'icon.png': plain(512),
  'window.png': plain(128),
  'tray.png': plain(32),
  'icon.ico': icoOf([16, 20, 24, 32, 40, 48, 64, 128, 256].map((size) => ({ size, png: plain(size) }))),
  'icon.icns': icnsOf(
    new Map([16, 32, 64, 128, 256, 512, 1024].map((size) => [size, pngOf(markPixels(size, MAC_INSET))])),
  ),
};
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(folder, name), content);
  console.log(`${name.padEnd(10)} ${content.length} bytes`);
}
