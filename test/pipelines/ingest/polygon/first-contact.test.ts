import { describe, expect, it } from 'vitest';
import { createFirstContact } from '../../../../pipelines/ingest/polygon/first-contact.js';
import { RequestFault } from '../../../../pipelines/ingest/polygon/request-json.js';

const options = { baseUrl: 'https://vendor.example', retryDelayMs: 1 };
const unreachable = () => Promise.reject(new RequestFault('connection failed', { code: 'ENOTFOUND' }));

/** Plays outcomes one after another, the last for ever, and counts. */
function playing(...outcomes: (() => Promise<string>)[]) {
  const play = { asked: 0, ask: () => outcomes[Math.min(play.asked++, outcomes.length - 1)]() };
  return play;
}

describe('the first contact with a vendor', () => {
  it('is given up after three attempts, and the reader is told what is wrong with which host', async () => {
    const play = playing(unreachable);
    const outcome = createFirstContact(options)(play.ask);
    await expect(outcome).rejects.toMatchObject({ kind: 'network', retryable: true });
    await expect(outcome).rejects.toThrow('vendor.example cannot be reached: its name does not resolve');
    expect(play.asked).toBe(3);
  });

  it('passes over a network that comes up', async () => {
    const play = playing(unreachable, unreachable, () => Promise.resolve('answer'));
    await expect(createFirstContact(options)(play.ask)).resolves.toBe('answer');
    expect(play.asked).toBe(3);
  });

  it('leaves a host that has answered, even with an error, to the stubborn', async () => {
    const reach = createFirstContact(options);
    const error = new RequestFault('vendor error 503');
    await expect(reach(() => Promise.reject(error))).rejects.toBe(error);
    const play = playing(unreachable);
    await expect(reach(play.ask)).rejects.toBeInstanceOf(RequestFault);
    expect(play.asked).toBe(1);
  });
});
