// Runs stock clients, unmodified, against the server named by the first argument, and prints what they saw as JSON.
// They are found in the node_modules of the directory named by the second.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [domain, home] = process.argv.slice(2);
const require = createRequire(join(home, 'clients.cjs'));
const seen = {};

const { createStorefrontApiClient } = require('@shopify/storefront-api-client');
const api = createStorefrontApiClient({ storeDomain: domain, apiVersion: '2026-04', publicAccessToken: 'any' });
const answer = await api.request('{ shop { name } missing: product(handle: "nothing") { id } }');
seen.apiClient = { shop: answer.data.shop.name, missing: answer.data.missing, errors: answer.errors ?? null };

const unoptimized = require('shopify-buy/index.unoptimized.umd.js');
const buy = (unoptimized.default ?? unoptimized).buildClient({ domain, storefrontAccessToken: 'any' });
const products = await buy.product.fetchAll(3);
const next = await buy.fetchNextPage(products);
const tee = await buy.product.fetchByHandle('harbour-tee');
const again = await buy.product.fetch(tee.id);
const collections = await buy.collection.fetchAllWithProducts({ first: 20, productsFirst: 20 });
const small = buy.image.helpers.imageForSize(tee.images[0], { maxWidth: 50, maxHeight: 50 });
const picture = await fetch(small);
seen.buySDK = {
  shop: (await buy.shop.fetchInfo()).name,
  page: products.map((p) => p.title),
  next: next.model.map((p) => p.title),
  variants: tee.variants.length,
  price: tee.variants[0].price.amount,
  same: again.title === tee.title,
  query: (await buy.product.fetchQuery({ first: 2, query: 'title:h*', sortKey: 'TITLE' })).map((p) => p.title),
  collections: collections.length,
  recommendations: (await buy.product.fetchRecommendations(tee.id)).length,
  picture: `${picture.status} ${picture.headers.get('content-type')}`,
};

const { auditServer } = require('graphql-http');
const audits = await auditServer({ url: `https://${domain}/graphql` });
seen.audits = { all: audits.length, failed: audits.filter((a) => a.status !== 'ok').map((a) => `${a.name}: ${a.reason}`) };

console.log(JSON.stringify(seen));
