import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('keeps quotes and line breaks inside a cell, and begins no formula', () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    csvOf([
      ['a"b', 'x\ny'],
      ['=1+1', '-2'],
      ['-2+3', '@x'],
    ]),
  );
  expect(text).toBe('\uFEFF"a""b","x\ny"\r\n"\'=1+1","-2"\r\n"\'-2+3","\'@x"\r\n');
});
