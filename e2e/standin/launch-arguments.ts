/** What the command line of Electron says. */
export interface LaunchArguments {
  /** Files of `-r`, loaded before the application. */
  preloads: string[];
  /** Port of Node's inspector; null without `--inspect`. */
  inspectPort: number | null;
  /** Port of Chromium's DevTools; null without `--remote-debugging-port`. */
  devToolsPort: number | null;
  sandbox: boolean;
  /** Folder or file of the application. */
  application: string;
}

/** @param args without the program. Sample: `-r loader.js --no-sandbox --inspect=0 --remote-debugging-port=0 .` */
export function readArguments(args: readonly string[]): LaunchArguments {
  const read: LaunchArguments = {
    preloads: [],
    inspectPort: null,
    devToolsPort: null,
    sandbox: true,
    application: '',
  };
  const rest = [...args];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    const [name, value = ''] = next.split(/=(.*)/, 2);
    if (next === '-r' || next === '--require') read.preloads.push(rest.shift() ?? '');
    else if (name === '--inspect') read.inspectPort = Number(value);
    else if (name === '--remote-debugging-port') read.devToolsPort = Number(value);
    else if (next === '--no-sandbox') read.sandbox = false;
    else if (next.startsWith('-')) throw new Error(`the stand-in knows no switch ${next}`);
    else {
      // Everything behind the application's path is the application's own.
      read.application = next;
      return read;
    }
  }
  throw new Error('no application was named');
}
