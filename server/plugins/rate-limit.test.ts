import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Buckets, RateLimiter } from './rate-limit.ts';

it('lets half a minute of requests come at once, then as many a second as it says, and tells how long to wait', () => {
  let now = 0;
  const buckets = new Buckets(2, () => now);
  for (let i = 0; i < 60; i++) expect(buckets.take('wei', 1)).toBe(0);
  expect(buckets.take('wei', 1)).toBe(1);
  expect(buckets.take('wei', 10)).toBe(5);
  expect(buckets.take('lu', 1)).toBe(0);
  now += 500;
  expect(buckets.take('wei', 1)).toBe(0);
  expect(buckets.take('wei', 1)).toBe(1);
});

it('never lets more through than its rate over any stretch, nor less where it is kept to', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 300 }), (pauses) => {
      let now = 0;
      const buckets = new Buckets(3, () => now);
      let taken = 0;
      for (const pause of pauses) {
        now += pause;
        if (buckets.take('wei', 1) === 0) taken++;
        expect(taken).toBeLessThanOrEqual(90 + (now / 1000) * 3 + 1e-6);
        if (pause >= 334) expect(buckets.take('lu', 1)).toBe(0);
      }
    }),
  );
});

it('forgets those of whom nothing was heard', () => {
  let now = 0;
  const buckets = new Buckets(1, () => now);
  for (let i = 0; i < 1000; i++) buckets.take(`p${i}`, 1);
  now += 31_000;
  buckets.take('one', 1);
  now += 31_000;
  buckets.take('one', 1);
  expect(buckets.size).toBeLessThan(3);
});

it('counts nothing where it is set to nothing', () => {
  const limiter = new RateLimiter({ person: 0, address: 0 }, () => 0);
  for (let i = 0; i < 10_000; i++) limiter.person('wei');
  limiter.address('10.0.0.1', 1_000_000);
});
