import { expect, it, vi } from 'vitest';
import { OfferedCommands } from './commands.tsx';
import type { Command } from './commands.tsx';

const command = (id: string): Command => ({ id, group: 'act', title: () => id, run: () => undefined });

it('a palette that is open hears of commands that come and go, and reads one list until then', () => {
  const offered = new OfferedCommands();
  const heard = vi.fn();
  const stop = offered.subscribe(heard);
  const [screen, panel] = [{}, {}];
  offered.offer(screen, [command('a'), command('b')]);
  offered.offer(panel, [command('c')]);
  expect(offered.all().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(offered.all()).toBe(offered.all());
  offered.offer(screen, [command('a')]);
  offered.withdraw(panel);
  offered.withdraw(panel);
  expect(offered.all().map(({ id }) => id)).toEqual(['a']);
  expect(heard).toHaveBeenCalledTimes(4);
  stop();
  offered.withdraw(screen);
  expect(heard).toHaveBeenCalledTimes(4);
});
