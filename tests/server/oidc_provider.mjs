// A real identity provider (the npm package oidc-provider, certified by the OpenID Foundation) for tests, on this machine.
// Nobody types a password: who signs in next, and how, is said beforehand.
//
//   node tests/server/oidc_provider.mjs PORT CALLBACK…       // prints "ready" when it answers
//   const provider = await startProvider(port, [callback]);   // the same within a program
//
//   POST /test/next   {"sub", "name", "groups", "amr", "acr"}: who signs in from now on; {"deny": true}: nobody
//   POST /test/rotate  from now on it signs with new keys, and has forgotten the old ones
//
// Clients, with the secret below: "waymark", whose tokens are signed with RS256, "waymark-ps256" and "waymark-es256".
import { createServer } from 'node:http';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { pathToFileURL } from 'node:url';

globalThis.crypto ??= webcrypto;  // of Debian 12's node
const { default: Provider } = await import('oidc-provider');

export const SECRET = 'a secret+with/signs & blanks?';  // it has to be encoded as RFC 6749 says

let generation = 0;
function newKeys() {
  ++generation;
  const key = (alg, type, options) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }),
    alg, use: 'sig', kid: `${alg}-${generation}` });
  return [key('RS256', 'rsa', { modulusLength: 2048 }), key('PS256', 'rsa', { modulusLength: 2048 }),
    key('ES256', 'ec', { namedCurve: 'P-256' })];
}

function providerOf(issuer, callbacks, people) {
  const client = (id, alg, method) => ({ client_id: id, client_secret: SECRET, redirect_uris: callbacks,
    response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: alg,
    token_endpoint_auth_method: method });
  const provider = new Provider(issuer, {
    clients: [client('waymark', 'RS256', 'client_secret_basic'), client('waymark-ps256', 'PS256', 'client_secret_basic'),
      client('waymark-es256', 'ES256', 'client_secret_basic')],
    jwks: { keys: newKeys() },
    cookies: { keys: ['only for tests'] },
    conformIdTokenClaims: false,  // claims come with the token, as councils' providers send them
    scopes: ['openid', 'profile', 'groups'],
    acrValues: ['phr', 'pwd'],
    claims: { openid: ['sub', 'amr'], profile: ['name'], groups: ['groups'] },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
      grant.addOIDCScope('openid profile groups');
      await grant.save();
      return grant;
    },
    interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
  });
  if (process.env.OIDC_PROVIDER_LOUD) provider.on('server_error', (context, error) => console.error(error));
  return provider;
}

const bodyOf = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
};

export async function startProvider(port, callbacks) {
  const issuer = `http://127.0.0.1:${port}`;
  const people = new Map();
  let next = {};
  let provider = providerOf(issuer, callbacks, people);

  /// Where oidc-provider's own pages would ask for a name and a password.
  async function signIn(request, response) {
    const { sub, amr, acr, deny } = next;
    await provider.interactionDetails(request, response);
    const result = deny ? { error: 'access_denied' } : { login: { accountId: sub, amr, acr, remember: false } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  const server = createServer(async (request, response) => {
    try {
      if (request.url === '/test/next') {
        next = await bodyOf(request);
        const { sub, name, groups } = next;
        people.set(sub, { name, groups, ...next.amr && { amr: next.amr } });
        response.end();
      } else if (request.url === '/test/rotate') {
        provider = providerOf(issuer, callbacks, people);
        response.end();
      } else if (request.url.startsWith('/interaction/')) {
        await signIn(request, response);
      } else {
        provider.callback()(request, response);
      }
    } catch (error) {
      console.error(error);
      response.writeHead(500).end();
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { issuer, stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections?.(); }) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [port, ...callbacks] = process.argv.slice(2);
  await startProvider(Number(port), callbacks);
  console.log('ready');
}
