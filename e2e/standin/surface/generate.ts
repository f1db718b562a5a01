/** `node e2e/standin/surface/generate.ts` writes surface.json anew, after another version of Electron is installed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElectronTypes } from './read-types.ts';

const text = JSON.stringify(readElectronTypes(), null, 2);
// Short objects on one line, as the formatter of the repository has them.
const compact = text.replace(/\{\n\s+("type": "\w+"),\n\s+("isClass": \w+)\n\s+\}/g, '{ $1, $2 }');
writeFileSync(join(import.meta.dirname, 'surface.json'), `${compact}\n`);
