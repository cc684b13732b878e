import { ConfigError } from '../../errors/config-error.js';
import type { PeerTubeClient } from '../../peertube/client/peertube-client.js';
import type { Clock } from '../../runtime/clock.js';
import type { Random } from '../../runtime/random.js';
import { invalidOption } from '../../upload/upload-key.js';
import type { PoolMember, PoolMemberStatus } from './pool-options.js';

/** One instance of a pool. */
export interface Member {
  readonly client: PeerTubeClient;
  weight: number;
  draining: boolean;
  downUntilMs: number;
}

/** The instances of a pool, and in which order they are asked. */
export class PoolMembers {
  readonly #clock: Clock;
  readonly #random: Random;
  #members: Member[] = [];
  /** How long an instance that failed is left alone. */
  downMs: number;

  constructor(members: readonly PoolMember[], options: { clock: Clock; random: Random; downMs: number }) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.downMs = options.downMs;
    for (const member of members) this.add(member);
  }

  get all(): readonly Member[] {
    return this.#members;
  }

  status(): PoolMemberStatus[] {
    return this.#members.map((member) => ({
      url: member.client.url,
      state: this.isUp(member) ? 'up' : 'down',
      weight: member.weight,
      draining: member.draining,
    }));
  }

  add(member: PoolMember): void {
    const given: { client: PeerTubeClient; weight?: number } = 'client' in member ? member : { client: member };
    const { client, weight = 1 } = given;
    this.remove(client.url);
    this.#members = [...this.#members, { client, weight: checked(weight), draining: false, downUntilMs: 0 }];
  }

  remove(url: string): void {
    this.#members = this.#members.filter(({ client }) => client.url !== originOf(url));
  }

  find(url: string | undefined): Member | undefined {
    return url === undefined ? undefined : this.#members.find(({ client }) => client.url === originOf(url));
  }

  /** @throws {@link ConfigError} for an address that is not in the pool: a typing error must not go unnoticed. */
  mustFind(url: string): Member {
    const member = this.find(url);
    if (member) return member;
    throw new ConfigError(`The pool has no instance ${originOf(url)}. Its \`members\` tell which it has.`, {
      code: 'config/invalid-option',
    });
  }

  setWeight(url: string, weight: number): void {
    this.mustFind(url).weight = checked(weight);
  }

  /** For something new: by a draw among those that are up; those that are down come last, one may be back. */
  forNew(first?: Member): Member[] {
    const open = this.#members.filter((member) => !member.draining && member.weight > 0 && member !== first);
    return this.#upFirst([...(first ? [first] : []), ...this.#shuffled(open)]);
  }

  /** For something that exists: its home, then all others. */
  forReading(home: Member | undefined): Member[] {
    const others = this.#shuffled(this.#members.filter((member) => member !== home));
    return this.#upFirst([...(home ? [home] : []), ...others]);
  }

  isUp(member: Member): boolean {
    return this.#clock.now() >= member.downUntilMs;
  }

  markUp(member: Member): void {
    member.downUntilMs = 0;
  }

  markDown(member: Member): void {
    member.downUntilMs = this.#clock.now() + this.downMs;
  }

  #upFirst(members: Member[]): Member[] {
    return [...members.filter((one) => this.isUp(one)), ...members.filter((one) => !this.isUp(one))];
  }

  /** In the order of a draw in which each has as many tickets as its weight. */
  #shuffled(members: readonly Member[]): Member[] {
    return members
      .map((member) => ({ member, rank: this.#random() ** (1 / Math.max(member.weight, Number.EPSILON)) }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ member }) => member);
  }
}

function checked(weight: number): number {
  if (Number.isFinite(weight) && weight >= 0) return weight;
  throw invalidOption('weight', 'a number of 0 or more');
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
