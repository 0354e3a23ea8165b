// Medians, means, the bootstrap and the plan of a run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { plan, Samples } from './blocks.js';
import { bootstrap, median, random_source, shuffled, weighted_geometric_mean } from './statistics.js';

test('a median is the middle, or between the two middles', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('the geometric mean follows the weights', () => {
  assert.equal(weighted_geometric_mean([{ ratio: 2, weight: 1 }, { ratio: 0.5, weight: 1 }]), 1);
  assert.ok(Math.abs(weighted_geometric_mean([{ ratio: 8, weight: 2 }, { ratio: 1, weight: 1 }]) - 4) < 1e-12);
});

test('the bootstrap finds the ratio, and an interval as wide as the noise', () => {
  const random = random_source(1);
  const noisy = (spread) => Array.from({ length: 15 }, () => 1.2 * Math.exp((random() - 0.5) * spread));
  const quiet = bootstrap([{ ratios: noisy(0.02), weight: 1 }], 15, random_source(2));
  const loud = bootstrap([{ ratios: noisy(0.8), weight: 1 }], 15, random_source(2));
  assert.ok(quiet.low > 1.18 && quiet.high < 1.22 && quiet.low <= quiet.mean && quiet.mean <= quiet.high);
  assert.ok(loud.high - loud.low > 10 * (quiet.high - quiet.low));
});

test('a block that failed for one application is missing from the pair only', () => {
  const { mean } = bootstrap([{ ratios: [2, undefined, 2], weight: 1 }], 3, random_source(1));
  assert.ok(Math.abs(mean - 2) < 1e-12);
});

test('every block has every pair once, and every second one reverses the order', () => {
  const operations = ['create', 'clear'];
  const names = ['vanilla', 'solid', 'react', 'kaon'];
  const blocks = plan(4, operations, names, 42);
  const order_of = (block, operation) => block.find((step) => step.operation === operation).applications;
  for (const block of blocks) {
    assert.deepEqual(block.map(({ operation }) => operation).sort(), [...operations].sort());
    for (const step of block) assert.deepEqual([...step.applications].sort(), [...names].sort());
  }
  for (const operation of operations) {
    assert.deepEqual([...order_of(blocks[0], operation)].reverse(), order_of(blocks[1], operation));
    assert.deepEqual([...order_of(blocks[2], operation)].reverse(), order_of(blocks[3], operation));
  }
  assert.deepEqual(plan(4, operations, names, 42), blocks);
});

test('shuffling keeps every item', () => {
  assert.deepEqual(shuffled([1, 2, 3, 4, 5], random_source(3)).sort(), [1, 2, 3, 4, 5]);
});

test('samples keep the place of a failed block', () => {
  const samples = new Samples(2);
  samples.add('kaon', 'create', 1, { script: 4 });
  assert.deepEqual(samples.of('kaon', 'create', 'script'), [undefined, 4]);
});
