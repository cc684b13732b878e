import { federate } from '@piyakast/testing';
import { fakeInstance } from '../../../test-support/fake-instance.js';
import { uploaded } from '../../../test-support/uploaded.js';

/** An instance with an administrator, and another one with a video, which know of each other. */
export async function twoInstances() {
  const home = fakeInstance({ url: 'http://home.test', accounts: [{ username: 'admin', role: 0 }] });
  const far = fakeInstance({ url: 'http://far.test', accounts: [{ username: 'far' }] });
  federate(home.fake, far.fake);
  const [here, there] = await Promise.all([home.signedIn(), far.signedIn()]);
  const video = await uploaded(far, there, { name: 'Far away' });
  return { home, far, here, there, video, visitor: home.client() };
}
