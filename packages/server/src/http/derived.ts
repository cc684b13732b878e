import { text as readText } from 'node:stream/consumers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DerivedParams, MediaQuery } from '../api/requests.js';
import { maySee } from '../auth/principal.js';
import { POSTER, typeOfDerived, withToken } from '../copies/derived.js';
import { isOpen } from '../playback/playback.js';
import { Problem } from '../problem.js';
import { findVideo } from '../videos/rows.js';
import { hasLocalFile } from '../videos/view.js';
import { type AppDeps, principalOf } from './context.js';
import { sendMedia } from './media-file.js';
import { bearerOptional, problems } from './openapi.js';

type DerivedRequest = FastifyRequest<{ Params: DerivedParams; Querystring: MediaQuery }>;

/** `/media/:id/…`: the poster of a local file, and the forms of it that browsers play. */
export function derivedRoutes(app: FastifyInstance, deps: AppDeps): void {
  const { config, database, known, files, mediaTokens, videos } = deps;

  const answer = async (request: DerivedRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { id, part, name: last } = request.params;
    const { t: token } = request.query;
    const name = part === undefined ? last : `${part}/${last}`;
    const row = await known.row(id, () => findVideo(database.db, id));
    const hasTicket = token !== undefined && (await mediaTokens.isValid(token, id));
    // The same refusals as for the video itself, unless the address carries a token.
    if (row !== undefined && !hasTicket && !maySee(principalOf(request), row)) {
      await videos.visible(id, principalOf(request));
    }
    if (row === undefined || !hasLocalFile(row)) throw missing();
    // A playlist has to come from here: what it lists is relative to its address, and may need the token.
    if (name.endsWith('.m3u8')) {
      if ((await files.derivedSize(id, name)) === undefined) throw missing();
      const playlist = await readText(await files.readDerived(id, name));
      reply.headers({ 'content-type': typeOfDerived(name), 'cache-control': 'private, no-store' });
      return reply.send(token === undefined ? playlist : withToken(playlist, token));
    }
    const filename = name === POSTER ? `${row.name}.jpg` : name;
    const file = { id, derived: name, type: typeOfDerived(name), filename, isOpen: isOpen(row) };
    if (!(await sendMedia(files, request, reply, file, { accelPrefix: config.accelPrefix }))) throw missing();
    return reply;
  };

  for (const url of ['/media/:id/:name', '/media/:id/:part/:name']) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      schema: {
        tags: ['playing'],
        summary: 'The poster of a local file, or a form of it that browsers play',
        params: DerivedParams,
        querystring: MediaQuery,
        response: problems,
        security: bearerOptional,
      },
      handler: (request, reply) => answer(request as DerivedRequest, reply),
    });
  }
}

function missing(): Problem {
  return new Problem('There is no such file of this video here.', { status: 404, code: 'video/not-found' });
}
