/** The walk in workerd: its options come as the body of a request, its report goes back as the answer. */
import { smoke } from './smoke.js';

export default {
  async fetch(request) {
    try {
      return Response.json(await smoke(await request.json()));
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
