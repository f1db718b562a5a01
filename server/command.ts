import { ConfigurationError } from './config.ts';

/**
 * Runs a command-line program: what the person can put right is one line on stderr and exit code 1, what
 * he cannot is an error with its stack. `main` may return an exit code.
 */
export async function runCommand(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof ConfigurationError ? error.message : error);
    process.exitCode = 1;
  }
}
