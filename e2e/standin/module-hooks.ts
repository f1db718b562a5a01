import { registerHooks } from 'node:module';

const NAMES = new Set(['electron', 'electron/main', 'electron/common']);
const IMPORTED = 'standin:electron.mjs';
const REQUIRED = 'standin:electron.cjs';
const HOLDER = 'standInForElectron';

/** Gives this module to everybody who imports or requires `electron`: the application and all that it uses. */
export function provideElectron(electron: Readonly<Record<string, object>>): void {
  Object.defineProperty(globalThis, HOLDER, { value: electron });
  const exported = Object.keys(electron).map((name) => `export const ${name} = electron.${name};`);
  const sources: Record<string, string> = {
    [IMPORTED]: `const electron = globalThis.${HOLDER};\nexport default electron;\n${exported.join('\n')}`,
    [REQUIRED]: `module.exports = globalThis.${HOLDER};`,
  };
  registerHooks({
    resolve: (specifier, context, next) => {
      if (!NAMES.has(specifier)) return next(specifier, context);
      const required = context.conditions.includes('require');
      return { url: required ? REQUIRED : IMPORTED, shortCircuit: true };
    },
    load: (url, context, next) => {
      const source = sources[url];
      if (source === undefined) return next(url, context);
      return { format: url === REQUIRED ? 'commonjs' : 'module', source, shortCircuit: true };
    },
  });
}
