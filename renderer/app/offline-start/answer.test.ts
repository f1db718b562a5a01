import { expect, it } from 'vitest';
import { answerFor } from './answer.ts';

const scope = 'https://desk.example/';
const get = (path: string, mode = 'cors'): string => answerFor(scope + path, 'GET', mode, scope);

it('opens the kept page for every address that a person opens', () => {
  expect(get('', 'navigate')).toBe('page');
  expect(get('customers?x=1', 'navigate')).toBe('page');
});

it('answers parts of the program from what is kept', () => {
  expect(get('assets/antd-1a2b.js')).toBe('file');
});

it('never answers for the server', () => {
  expect(get('sync/v1/wait?seq=1')).toBe('network');
  expect(get('openapi.json', 'navigate')).toBe('network');
  expect(get('server/v1/info')).toBe('network');
  expect(answerFor(`${scope}assets/x.js`, 'POST', 'cors', scope)).toBe('network');
  expect(answerFor('https://elsewhere.example/assets/x.js', 'GET', 'cors', scope)).toBe('network');
});
