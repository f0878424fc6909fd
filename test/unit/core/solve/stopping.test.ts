import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { chanceOfLoss, isSettled } from "../../../../src/core/solve/stopping.ts";
import { Random } from "../../../support/random.ts";

suite("stopping", () => {
  test("nothing is settled before the first vote", () => {
    assert.equal(isSettled({ votes: [], samples: 3, remaining: 13 }), false);
    assert.equal(isSettled({ votes: [], samples: 16, remaining: 0 }), true);
  });

  test("a leader that can no longer be caught up with ends the run", () => {
    assert.equal(isSettled({ votes: [9, 6], samples: 15, remaining: 2 }), true);
    assert.equal(isSettled({ votes: [2, 1], samples: 3, remaining: 2 }), false);
  });

  test("a tie at the end goes to the answer that was given first", () => {
    // One sample is left, and it can only make them equal.
    assert.equal(isSettled({ votes: [5, 4], samples: 9, remaining: 1 }), true);
    assert.equal(isSettled({ votes: [4, 5], samples: 9, remaining: 1 }), false);
  });

  test("agreement ends a run early, and the more is left the later", () => {
    const needed = (samples: number): number => {
      let votes = 1;
      while (!isSettled({ votes: [votes], samples: votes, remaining: samples - votes })) votes += 1;
      return votes;
    };
    assert.deepEqual([4, 16, 64, 256].map(needed), [2, 4, 6, 6]);
  });

  test("abstentions take the place of votes that could have turned it", () => {
    const standing = { votes: [3, 2], remaining: 8 };
    assert.equal(isSettled({ ...standing, samples: 5 }), false);
    assert.equal(isSettled({ ...standing, samples: 40 }), true);
  });

  test("the chance of a loss is the share of simulated runs in which the leader loses", () => {
    const random = new Random(7);
    const cases = [
      { leader: 3, rival: 1, between: 9, winsTies: false },
      { leader: 2, rival: 2, between: 5, winsTies: true },
      { leader: 4, rival: 0, between: 20, winsTies: true },
    ];
    for (const race of cases) {
      let lost = 0;
      const runs = 40_000;
      for (let run = 0; run < runs; run += 1) {
        // Pólya's urn draws from the beta-binomial distribution.
        let [leader, rival] = [race.leader, race.rival];
        for (let vote = 0; vote < race.between; vote += 1) {
          if (random.below(leader + rival + 2) < leader + 1) leader += 1;
          else rival += 1;
        }
        if (rival > leader || (rival === leader && race.winsTies)) lost += 1;
      }
      assert.ok(Math.abs(chanceOfLoss(race) - lost / runs) < 0.01, JSON.stringify(race));
    }
  });

  test("of the same votes, fewer samples that are left never make it less settled", () => {
    const random = new Random(3);
    for (let round = 0; round < 500; round += 1) {
      const votes = Array.from({ length: 1 + random.below(5) }, () => random.below(12));
      const samples = votes.reduce((sum, count) => sum + count, 1);
      const remaining = random.below(100);
      if (!isSettled({ votes, samples, remaining })) continue;
      assert.ok(
        isSettled({ votes, samples, remaining: Math.floor(remaining / 4) }),
        JSON.stringify({ votes, remaining }),
      );
    }
  });

  test("no run of 256 samples makes the numbers leave their range", () => {
    for (let leader = 0; leader <= 256; leader += 16) {
      for (let rival = 0; rival <= leader; rival += 16) {
        const chance = chanceOfLoss({ leader, rival, between: 256 - leader, winsTies: true });
        assert.ok(chance >= 0 && chance <= 1 + 1e-9, `${leader} ${rival} ${chance}`);
      }
    }
  });
});
